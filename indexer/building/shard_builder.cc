#include "indexer/building/shard_builder.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <iterator>
#include <new>
#include <system_error>
#include <utility>

#include "indexer/building/document_builder.h"
#include "newsidx/error.h"

namespace newsidx {

ShardBuilder::ShardBuilder(std::filesystem::path folder, const IndexSettings& settings,
                           unsigned jobs, std::size_t kept_words)
    : folder_(std::move(folder)), settings_(settings), kept_words_(kept_words) {
  // An arena of glibc's takes 64 MB or more of the address space (ulimit -v), and keeps what a big
  // article needed: two threads share one.
  ::mallopt(M_ARENA_MAX, static_cast<int>(1 + (jobs + 1) / 2));
  threads_.reserve(jobs);
  try {
    for (unsigned i = 0; i < jobs; ++i) threads_.emplace_back([this] { work(); });
  } catch (const std::system_error& error) {
    if (threads_.empty())
      throw Error(ErrorCode::kIo, fmt::format("no thread can be begun: {}", error.what()),
                  "allow the program more memory or threads");
  }
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

bool ShardBuilder::build_alone(Article&& article) {
  std::unique_lock lock(mutex_);
  const auto idle = [this] { return (waiting_.empty() && at_work_ == 0) || failure_; };
  changed_.wait(lock, idle);
  rethrow_failure();
  built_.emplace_back();
  const std::size_t number = submitted_++;
  Batch batch{number, {}, true};
  batch.articles.push_back(std::move(article));
  waiting_.push_back(std::move(batch));
  changed_.notify_all();
  changed_.wait(lock, idle);
  rethrow_failure();
  return !left_out_.contains(number);
}

// Of a big article the memory goes back to the system, whether or not there was enough.
bool ShardBuilder::build_or_leave(Batch& batch, std::optional<DocumentBuilder>& builder) {
  bool is_built = true;
  try {
    if (!builder) builder.emplace(settings_, kept_words_);
    build(batch, *builder);
  } catch (const std::bad_alloc&) {
    if (!batch.alone) throw;
    is_built = false;
    builder.reset();  // it may be amid an article
    std::filesystem::remove_all(shard_path(batch.number));
  }
  batch.articles.clear();
  if (batch.alone) ::malloc_trim(0);
  return is_built;
}

void ShardBuilder::work() {
  std::optional<DocumentBuilder> builder;
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return !waiting_.empty() || ending_; });
    if (waiting_.empty()) return;
    Batch batch = std::move(waiting_.front());
    waiting_.pop_front();
    ++at_work_;
    changed_.notify_all();
    lock.unlock();
    std::exception_ptr failure;
    bool is_built = true;
    try {
      is_built = build_or_leave(batch, builder);
    } catch (...) {  // whatever it is, the submitting thread gets it
      failure = std::current_exception();
    }
    lock.lock();
    --at_work_;
    if (!is_built) left_out_.insert(batch.number);
    changed_.notify_all();
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
    std::string signature;
    try {
      signature = builder.build(article, built.acronyms, *shard);
      shard->end_document();
    } catch (const std::bad_alloc&) {
      if (batch.alone) throw;
      throw Error(ErrorCode::kIo,
                  fmt::format("memory ran out at the article {} of {}", article.id, article.path),
                  "give the program more memory, or let it use fewer threads");
    }
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
  for (std::size_t i = 0; i < submitted_; ++i)
    if (!left_out_.contains(i)) shards.push_back(shard_path(i));
  merge_shards(format_, shards, merged, added, static_cast<unsigned>(threads_.size()));
}

}  // namespace newsidx
