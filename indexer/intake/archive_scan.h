// What of an archive changed since the index last read it: its files against the manifest. Only
// looks; no file is opened, nothing is written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/intake/input.h"
#include "newsidx/indexer.h"
#include "store/manifest.h"
#include "store/root_list.h"

namespace newsidx {

// What the index remembers of the archive, with the roots that the request adds and takes away.
struct KnownArchive {
  std::vector<Root> roots;  // in the order they were first named
  bool roots_changed = false;
  std::unordered_map<std::string, FileEntry> entries;  // by path
  std::uint64_t articles = 0;   // of all entries, but those of roots that are to be forgotten
  std::uint64_t forgotten = 0;  // articles of those
};

// Throws Error: kNotFound (a root that is new or to be forgotten is not there, or there is none at
// all), kIo.
KnownArchive load_archive(std::vector<Root> roots, std::vector<FileEntry> entries,
                          const std::filesystem::path& index_dir, const ReindexRequest& request);

// How links in the root are followed.
LinkRule link_rule(const Root& root, const KnownArchive& archive);

struct ArchiveFile {
  InputFile file;
  const Root* root = nullptr;  // of KnownArchive::roots
};

// The reading order: the roots as remembered, in each its folders' files by name. Of an article
// that several files hold the last in this order counts.
struct ArchiveScan {
  std::vector<ArchiveFile> to_read;  // new files and changed ones, or all (full); in reading order
  // Of each file its place in the reading order, from 1; 0: known, but cannot be looked at now.
  std::unordered_map<std::string, std::uint32_t> places;
  std::vector<std::string> gone;  // known files that are there no more, by name
  std::vector<Notice> unreadable;
  std::vector<Notice> undecided;  // roots in which links are followed as before there was a choice
  std::vector<Notice> left_out;
  std::uint64_t links_left_out = 0;
  std::uint64_t files = 0;
  std::uint64_t skipped_files = 0;
  std::uint64_t compressed_files = 0;
};

// Throws Error(kInputRefused) for a root of which nothing is left: that is a disk which is not
// mounted, sooner than an archive given up.
ArchiveScan scan_archive(const KnownArchive& archive, const ReindexRequest& request);

}  // namespace newsidx
