// Builds an index from many articles on all cores: small Xapian databases (shards) side by side,
// which are then merged into one. Xapian's inverter walks a red-black tree at every posting and
// slows down as it grows; docs/performance.md has the figures.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "newsidx/article.h"
#include "store/acronym_table.h"
#include "store/index_dir.h"

namespace newsidx {

class DocumentBuilder;

// One thread submits, `jobs` threads build. What comes out does not depend on their timing: shard k
// holds the articles of batch k, in order.
class ShardBuilder {
 public:
  // `folder` is empty, and this object's own.
  ShardBuilder(std::filesystem::path folder, const IndexSettings& settings, unsigned jobs);
  // Abandons what is not built yet.
  ~ShardBuilder();
  ShardBuilder(const ShardBuilder&) = delete;
  ShardBuilder& operator=(const ShardBuilder&) = delete;

  // Waits while every thread has one batch at work and one waiting. Throws what a thread met
  // (Xapian::Error, Error).
  void submit(std::vector<Article>&& batch);

  // Waits for all batches. The acronyms that the articles explain are added to `acronyms`. Returns
  // the shards, in order.
  std::vector<std::filesystem::path> finish(AcronymCounts& acronyms);

  // Merges the finished shards into a database at `merged`, behind the articles of `base` and with
  // its metadata.
  void merge_into(const std::filesystem::path& merged, const std::filesystem::path& base);

 private:
  struct Batch {
    std::size_t number = 0;
    std::vector<Article> articles;
  };

  void work();
  void build(const Batch& batch, DocumentBuilder& builder);
  void rethrow_failure();  // the lock is held
  void end();
  std::filesystem::path shard_path(std::size_t number) const;

  const std::filesystem::path folder_;
  const IndexSettings& settings_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  std::deque<AcronymCounts> acronyms_;  // of each shard
  std::exception_ptr failure_;
  std::size_t submitted_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace newsidx
