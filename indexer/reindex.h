// Makes an index what the archive's files are.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/intake/archive_scan.h"
#include "indexer/intake/intake.h"
#include "indexer/writer.h"
#include "newsidx/indexer.h"
#include "store/manifest.h"

namespace newsidx {

// One run. The manifest tells which files were read before and what came of them:
//   scan      the roots' files against the manifest (archive_scan.h); nothing is opened
//   moves     a new file of the very bytes of one that is gone takes over its articles
//   read      new and changed files; of their articles those that changed go into the index
//   settle    an article that several files hold is taken from the last in reading order, whichever
//             of them was read in this run
//   remove    articles that no file holds any more, unless they are too many
// shared_articles.cc has the settling, rebuild.cc what a full run does instead: it reads all files,
// into a new generation.
class Reindex {
 public:
  Reindex(IndexWriter& writer, const ReindexRequest& request, const AddObserver& observer,
          const std::function<bool()>& stop);

  ReindexReport run();

 private:
  struct Taken {
    Intake::Place place;     // where the article that counts was read
    std::uint64_t rank = 0;  // by rank_of()
    bool written = false;    // into the index; else it is there as it was
  };

  void update();
  void find_moves();
  // Of articles under one id the one of the highest rank counts: one with a date of its own before
  // one without, then the last in reading order.
  static std::uint64_t rank_of(std::uint32_t place, bool dated) {
    return static_cast<std::uint64_t>(dated) << 32U | place;
  }
  static std::uint64_t hash_of_holder(const std::string& file, const std::string& id);
  static std::unordered_set<std::uint64_t> held_by(const std::vector<FileEntry>& entries);
  bool came_dated_by_add(const std::string& id, const std::string& file);
  std::unordered_set<std::uint64_t> shared_ids() const;
  void find_unread_holders();
  void read(ArchiveFile& found, bool again = false);
  void tell_left_out(FileEntry* current);
  void put_unfinished(FileEntry entry, const FileEntry* old);
  void settle(const ArchiveFile& found, FileEntry&& entry, bool whole);
  void find_dropped();
  void settle_shared();
  void reread(const std::string& path, const std::unordered_set<std::string>& ids);
  std::uint64_t lost() const;
  void require_archive(std::uint64_t gone) const;
  void remember_roots();
  void remove_dropped();
  void note(const std::string& place, const std::string& text) const;

  void rebuild();
  void load_salvaged();
  void find_added_dated();
  void carry(Article&& article);
  void carry_over();
  void lose(const std::string& place, const std::string& text);
  void check_rebuilt(const std::filesystem::path& rebuilt) const;

  IndexWriter& writer_;
  const ReindexRequest& request_;
  const AddObserver& observer_;
  const std::function<bool()>& stop_;
  ReindexReport report_;

  KnownArchive archive_;  // its entries become the new ones as the run goes on
  ArchiveScan scan_;
  // Of files that are not read, by XXH3 of the article's id: the highest rank of those that hold
  // it.
  std::unordered_map<std::uint64_t, std::uint64_t> unread_holders_;
  // What the files held before this run, XXH3 of path as shown and id; made when it is needed.
  std::optional<std::unordered_set<std::uint64_t>> held_before_;
  // Of a full run: by id the paths of articles that came by add and have a date of their own.
  std::unordered_map<std::string, std::string> added_dated_;
  std::unordered_map<std::string, Taken> taken_;  // by id: the articles read in this run
  std::unordered_set<std::string> dropped_;       // ids of articles that their file no longer holds
  std::unordered_set<std::string> kept_added_;    // ids that came_dated_by_add()
  std::unordered_set<std::string> unreadable_;    // files that could not be read in this run
  std::uint64_t stand_ins_ = 0;         // new articles of files in which as many are no longer
  std::vector<std::string> unsettled_;  // files whose entry is written when what they dropped goes
  std::uint64_t committed_early_ = 0;   // articles committed before the end of the run
  std::int64_t started_ = 0;            // nanoseconds since 1970
};

}  // namespace newsidx
