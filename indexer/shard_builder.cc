#include "indexer/shard_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/document_builder.h"

namespace newsidx {
namespace {

// A Xapian database has six files open: so many of them stay well below the usual limit of 1,024.
constexpr std::size_t kMergedAtOnce = 100;

// What is built here is synced once it is merged, and thrown away when anything fails. Not with
// DB_DANGEROUS as well: then Xapian hides the reason of a failure behind one of its own.
constexpr int kThrowAway = Xapian::DB_NO_SYNC;

void merge(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& merged) {
  Xapian::Database database;
  for (const std::filesystem::path& part : parts)
    database.add_database(Xapian::Database(part.string()));
  database.compact(merged.string());
}

}  // namespace

ShardBuilder::ShardBuilder(std::filesystem::path folder, const IndexSettings& settings,
                           unsigned jobs)
    : folder_(std::move(folder)), settings_(settings) {
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
  acronyms_.emplace_back();
  waiting_.push_back({submitted_++, std::move(batch)});
  changed_.notify_all();
}

void ShardBuilder::work() {
  DocumentBuilder builder(settings_);
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return !waiting_.empty() || ending_; });
    if (waiting_.empty()) return;
    const Batch batch = std::move(waiting_.front());
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

void ShardBuilder::build(const Batch& batch, DocumentBuilder& builder) {
  AcronymCounts acronyms;
  Xapian::WritableDatabase database(shard_path(batch.number).string(),
                                    Xapian::DB_CREATE | kThrowAway);
  // Within a transaction Xapian writes nothing before the end, however many articles there are.
  database.begin_transaction(false);
  for (const Article& article : batch.articles)
    database.add_document(builder.build(article, acronyms));
  database.commit_transaction();
  database.commit();
  database.close();
  const std::lock_guard lock(mutex_);
  acronyms_[batch.number] = std::move(acronyms);
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

std::vector<std::filesystem::path> ShardBuilder::finish(AcronymCounts& acronyms) {
  end();
  rethrow_failure();
  for (const AcronymCounts& counts : acronyms_) acronyms.add(counts);
  std::vector<std::filesystem::path> shards;
  shards.reserve(submitted_);
  for (std::size_t i = 0; i < submitted_; ++i) shards.push_back(shard_path(i));
  return shards;
}

void ShardBuilder::merge_into(const std::filesystem::path& merged,
                              const std::filesystem::path& base) {
  std::vector<std::filesystem::path> parts;
  parts.reserve(submitted_ + 1);
  for (std::size_t i = 0; i < submitted_; ++i) parts.push_back(shard_path(i));
  for (std::size_t round = 0; parts.size() > kMergedAtOnce; ++round) {
    std::vector<std::filesystem::path> fewer;
    for (std::size_t i = 0; i < parts.size(); i += kMergedAtOnce) {
      const auto first = parts.begin() + static_cast<std::ptrdiff_t>(i);
      const auto last =
          parts.begin() + static_cast<std::ptrdiff_t>(std::min(i + kMergedAtOnce, parts.size()));
      fewer.push_back(folder_ / fmt::format("merged-{}-{}", round, fewer.size()));
      merge({first, last}, fewer.back());
      std::for_each(first, last, [](const auto& path) { std::filesystem::remove_all(path); });
    }
    parts = std::move(fewer);
  }
  parts.insert(parts.begin(), base);
  merge(parts, merged);
}

}  // namespace newsidx
