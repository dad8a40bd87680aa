// Makes an index what the archive's files are.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/input.h"
#include "indexer/writer.h"
#include "newsidx/indexer.h"
#include "store/manifest.h"
#include "store/root_list.h"

namespace newsidx {

// One run. The manifest tells which files were read before and what came of them:
//   scan      the roots' files against the manifest, by size and time; nothing is opened
//   moves     a new file of the very bytes of one that is gone takes over its articles
//   read      new and changed files; of their articles those that changed go into the index
//   remove    articles that no file holds any more, unless they are too many
class Reindex {
 public:
  Reindex(IndexWriter& writer, const ReindexRequest& request, const AddObserver& observer,
          const std::function<bool()>& stop);

  ReindexReport run();

 private:
  struct Found {
    InputFile file;
    const Root* root = nullptr;
  };
  struct Taken {
    std::string place;     // the file an article was last read from
    bool written = false;  // into the index; else it is there as it was
  };

  void load();
  void name_roots();
  void scan();
  void scan_root(const Root& root, std::unordered_set<std::string>& paths);
  void find_gone();
  void find_moves();
  void require_archive(std::uint64_t gone) const;
  std::uint64_t lost() const;
  void remember_roots();
  void update();
  void read(Found& found, const std::unordered_set<std::string>& wanted);
  void settle(const Found& found, FileEntry&& entry, bool whole);
  void find_dropped();
  void reread_shadowed();
  void remove_dropped();
  void rebuild();
  void carry_over();
  void check_rebuilt(const std::filesystem::path& rebuilt) const;
  void note(const std::string& place, const std::string& text) const;

  IndexWriter& writer_;
  const ReindexRequest& request_;
  const AddObserver& observer_;
  const std::function<bool()>& stop_;
  ReindexReport report_;

  std::vector<Root> roots_;
  std::unordered_map<std::string, FileEntry> entries_;  // by path; as the run goes on, the new ones
  std::uint64_t known_articles_ = 0;                    // of all entries, at the start, but for
  std::uint64_t forgotten_articles_ = 0;                // those of roots that were to be forgotten
  std::vector<Found> to_read_;
  std::unordered_set<std::string> kept_;          // paths found, or that cannot be looked at now
  std::vector<std::string> gone_;                 // paths
  std::unordered_map<std::string, Taken> taken_;  // by id: the articles read in this run
  std::unordered_set<std::string> dropped_;       // ids of articles that their file no longer holds
  std::uint64_t stand_ins_ = 0;       // new articles of files in which as many are no longer
  std::vector<FileEntry> unsettled_;  // entries to be written when what they dropped is removed
  std::int64_t started_ = 0;          // nanoseconds since 1970
};

}  // namespace newsidx
