#include "indexer/shard_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/document_builder.h"

namespace newsidx {

ShardBuilder::ShardBuilder(std::filesystem::path folder, const IndexSettings& settings,
                           unsigned jobs, std::size_t kept_words)
    : folder_(std::move(folder)), settings_(settings), kept_words_(kept_words) {
  threads_.reserve(jobs);
  for (unsigned i = 0; i < jobs; ++i) threads_.emplace_back([this] { work(); });
}

ShardBuilder::~ShardBuilder() {
  {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
  }
  end();
}

std::filesystem::path ShardBuilder::shard_path(std::size_t number) const {
  return folder_ / fmt::format("shard-{:06}", number);
}

void ShardBuilder::rethrow_failure() {
  if (failure_) std::rethrow_exception(failure_);
}

void ShardBuilder::submit(std::vector<Article>&& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.size() < threads_.size() || failure_; });
  rethrow_failure();
  built_.emplace_back();
  waiting_.push_back({submitted_++, std::move(batch)});
  changed_.notify_all();
}

void ShardBuilder::work() {
  DocumentBuilder builder(settings_, kept_words_);
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return !waiting_.empty() || ending_; });
    if (waiting_.empty()) return;
    Batch batch = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    lock.unlock();
    std::exception_ptr failure;
    try {
      build(batch, builder);
    } catch (...) {  // whatever it is, the submitting thread gets it
      failure = std::current_exception();
    }
    lock.lock();
    if (!failure) continue;
    if (!failure_) failure_ = failure;
    waiting_.clear();
    changed_.notify_all();
    return;
  }
}

void ShardBuilder::build(Batch& batch, DocumentBuilder& builder) {
  Built built;
  const std::unique_ptr<Shard> shard = begin_shard(format_, shard_path(batch.number));
  for (Article& article : batch.articles) {
    std::string signature = builder.build(article, built.acronyms, *shard);
    shard->end_document();
    built.articles.push_back({std::move(article.id), std::move(signature)});
  }
  shard->finish();
  const std::lock_guard lock(mutex_);
  built_[batch.number] = std::move(built);
}

void ShardBuilder::end() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    changed_.notify_all();
  }
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

std::vector<Signed> ShardBuilder::finish(AcronymCounts& acronyms) {
  end();
  rethrow_failure();
  std::vector<Signed> articles;
  for (Built& built : built_) {
    acronyms.add(built.acronyms);
    std::move(built.articles.begin(), built.articles.end(), std::back_inserter(articles));
  }
  built_.clear();
  return articles;
}

void ShardBuilder::merge_into(const std::filesystem::path& merged,
                              const glass::AddedValues& added) {
  std::vector<std::filesystem::path> shards;
  shards.reserve(submitted_);
  for (std::size_t i = 0; i < submitted_; ++i) shards.push_back(shard_path(i));
  merge_shards(format_, shards, merged, added, static_cast<unsigned>(threads_.size()));
}

}  // namespace newsidx
