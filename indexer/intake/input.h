// Which files the paths of a request stand for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "indexer/intake/input_file.h"
#include "newsidx/indexer.h"

namespace newsidx {

// Which links in folders are followed.
struct LinkRule {
  // None: as before there was a choice, those to files, wherever they lead.
  std::optional<FollowLinks> follow = FollowLinks::kNo;
  // What kInside means, without links on the way: folders and files.
  std::vector<std::filesystem::path> roots;
};

// For these paths of a request, of which those that do not exist do not count.
LinkRule link_rule(std::optional<FollowLinks> follow, const std::vector<std::string>& paths);

struct Inputs {
  std::vector<InputFile> files;    // in the order of the request; within a folder by name
  std::vector<Notice> missing;     // paths of the request that do not exist
  std::vector<Notice> unreadable;  // folders and files that cannot be read
  // Folders, and links, of which it is not known what lies under them.
  std::vector<std::filesystem::path> unread_folders;
  // Links that were not followed, pipes and devices.
  std::vector<Notice> left_out;
  std::uint64_t links_left_out = 0;
  std::uint64_t links_followed = 0;
  std::uint64_t skipped = 0;     // files of folders that are of no known kind, or hidden
  std::uint64_t compressed = 0;  // of the skipped: by their names, compressed
  std::uint64_t bytes = 0;       // of all files
};

// Files named in the request are always taken, wherever links lead. Of folders, read recursively,
// those are taken whose names tell a format (indexer/formats/format_table.h), but
// for hidden ones and those that a file .newsidxignore of their folder or one above it (within the
// folder asked for) lists: shell patterns of names, one a line. What links to folders lead to comes
// after all else of the path asked for, each folder once. Throws Error(kIo) when no more files can
// be open at once.
Inputs find_inputs(const std::vector<std::string>& paths, InputFormat format,
                   const LinkRule& links = {});

// The file of that path, which was found in the folder, as find_inputs would give it; nothing when
// the rule does not lead there. Its format is by its name, or this one.
std::optional<InputFile> find_input(const std::string& folder, const std::string& path,
                                    InputFormat format, const LinkRule& links);

}  // namespace newsidx
