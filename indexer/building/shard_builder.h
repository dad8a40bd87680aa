// Builds an index from many articles on all cores: small databases (shards) side by side, which are
// then merged into one.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "indexer/building/copy_groups.h"
#include "newsidx/article.h"
#include "store/acronym_table.h"
#include "store/index_dir.h"
#include "store/shards.h"

namespace newsidx {

class DocumentBuilder;

// One thread submits, `jobs` threads build. What comes out does not depend on their timing: shard k
// holds the articles of batch k, in order.
class ShardBuilder {
 public:
  // Begins at least one thread, and of the others those that can be: throws Error(kIo) where there
  // is none. `folder` is empty, and this object's own. Each thread keeps what it found out about so
  // many words (DocumentBuilder).
  ShardBuilder(std::filesystem::path folder, const IndexSettings& settings, unsigned jobs,
               std::size_t kept_words);
  // Abandons what is not built yet.
  ~ShardBuilder();
  ShardBuilder(const ShardBuilder&) = delete;
  ShardBuilder& operator=(const ShardBuilder&) = delete;

  // Waits while every thread has one batch at work and one waiting. Throws what a thread met
  // (Xapian::Error, Error).
  void submit(std::vector<Article>&& batch);

  // Waits until every batch is built, then builds this article into a shard of its own and waits
  // for that: while a big article is built nothing else is. False: memory ran out, and nothing of
  // it is left. Throws as submit().
  bool build_alone(Article&& article);

  // Waits for all batches. The acronyms that the articles explain are added to `acronyms`. Returns
  // what tells near-copies, of all articles in order.
  std::vector<Signed> finish(AcronymCounts& acronyms);

  // Merges the finished shards into a database at `merged`; article i of finish() is document i + 1
  // there, and gets these values.
  void merge_into(const std::filesystem::path& merged, const glass::AddedValues& added);

 private:
  struct Batch {
    std::size_t number = 0;
    std::vector<Article> articles;
    bool alone = false;
  };

  void work();
  bool build_or_leave(Batch& batch, std::optional<DocumentBuilder>& builder);
  void build(Batch& batch, DocumentBuilder& builder);
  void rethrow_failure();  // the lock is held
  void end();
  std::filesystem::path shard_path(std::size_t number) const;

  const std::filesystem::path folder_;
  const IndexSettings& settings_;
  const std::size_t kept_words_;
  const ShardFormat format_ = shard_format();
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  struct Built {
    AcronymCounts acronyms;
    std::vector<Signed> articles;
  };
  std::deque<Built> built_;  // of each shard
  std::exception_ptr failure_;
  std::size_t submitted_ = 0;
  std::size_t at_work_ = 0;         // threads that build
  std::set<std::size_t> left_out_;  // batches for which memory ran out
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace newsidx
