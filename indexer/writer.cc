#include "indexer/writer.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <deque>
#include <future>
#include <limits>
#include <thread>
#include <utility>

#include "indexer/building/article_cost.h"
#include "indexer/building/copy_groups.h"
#include "indexer/building/repack.h"
#include "indexer/open_index.h"
#include "newsidx/status.h"
#include "store/metadata.h"
#include "store/terms.h"
#include "store/xapian_errors.h"

namespace newsidx {
namespace {

// Articles that go into the current database as they are: so many at least, or this part of what
// is there. Merging writes all of the index anew, which pays only for more.
constexpr std::size_t kFew = 1000;
constexpr std::size_t kFewPart = 20;

// Of articles built side by side: so many a shard at most, few enough for a shard's terms to stay
// in a core's cache. When there are a great many articles, more, so that not too many files are to
// be merged.
constexpr std::size_t kShardArticles = 1000;
constexpr std::size_t kLargerShardArticles = 4000;
constexpr std::size_t kManyArticles = 40'000;
// A shard in the making takes so many bytes for a byte of text; docs/performance.md has the peaks.
constexpr std::uint64_t kMemoryPerByte = 60;
// Of the memory that may be taken the threads keep what they find out about words in a quarter.
constexpr std::uint64_t kWordsPart = 4;

// Documents built at once on their way into the current database; a thread is not begun for less
// than kPerThread.
constexpr std::size_t kSlice = 500;
constexpr std::size_t kPerThread = 25;

// A thread that builds takes up to this much for itself: what it knows of words, and what it makes
// of one article (kBigArticle). No more are begun than fit.
constexpr std::uint64_t kMemoryPerThread = 96ULL << 20U;

// The program itself, its caches and Xapian's take most of the least; --memory allows more than the
// usual limit.
constexpr std::uint64_t kMinMemory = 192ULL << 20U;
constexpr std::uint64_t kMaxDefaultMemory = 1ULL << 30U;

// Of what goes into the current database different words are counted well up to this many bytes.
constexpr std::size_t kCountedBytes = 4U << 20U;

constexpr const char* kMerged = "merged";
// Only a full reindex says how many of the earlier generations are enough.
constexpr std::size_t kAllKept = std::numeric_limits<std::size_t>::max() / 2;

std::filesystem::path prepared(const std::filesystem::path& index_dir) {
  prepare_index_dir(index_dir);
  return index_dir;
}

std::uint64_t default_memory() {
  const auto pages = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
  const auto page = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PAGESIZE)));
  return std::clamp<std::uint64_t>(pages * page / 4, kMinMemory, kMaxDefaultMemory);
}

unsigned threads_within(std::uint64_t memory, unsigned wanted) {
  return std::clamp(
      wanted, 1U,
      static_cast<unsigned>(std::clamp<std::uint64_t>(memory / kMemoryPerThread, 1, 1U << 10U)));
}

std::uint64_t in_megabytes(std::uint64_t bytes) { return (bytes >> 20U) + 1; }

// Returns how many.
std::size_t delete_articles(Xapian::WritableDatabase& database, const std::string& term,
                            bool but_last) {
  std::vector<Xapian::docid> found(database.postlist_begin(term), database.postlist_end(term));
  if (but_last && !found.empty()) found.pop_back();
  for (const Xapian::docid docid : found) database.delete_document(docid);
  return found.size();
}

// What was built must have all its articles before anything that it replaces may go.
void require_articles(const Xapian::Database& database, std::uint64_t expected,
                      const std::filesystem::path& place) {
  if (database.get_doccount() == expected) return;
  throw Error(ErrorCode::kIo,
              fmt::format("{}: has {} articles instead of {}; what was there before is kept",
                          place.string(), database.get_doccount(), expected),
              "see to the disk and the memory of this machine, and check the index");
}

}  // namespace

void count(IndexWriter::Outcome outcome, AddReport& report) {
  switch (outcome) {
    case IndexWriter::Outcome::kAdded:
      ++report.added;
      break;
    case IndexWriter::Outcome::kReplaced:
      ++report.replaced;
      break;
    case IndexWriter::Outcome::kUnchanged:
      ++report.unchanged;
      break;
  }
}

void count_left_out(const IndexWriter::LeftOut& left_out, const AddObserver& observer,
                    AddReport& report) {
  std::uint64_t& counted =
      left_out.outcome == IndexWriter::Outcome::kAdded ? report.added : report.replaced;
  if (counted > 0) --counted;
  ++report.refused;
  if (observer.refused)
    observer.refused({left_out.path, fmt::format("{}: memory ran out when it was built; allow the "
                                                 "program more, or make several articles of it",
                                                 left_out.id)});
}

IndexWriter::IndexWriter(const std::filesystem::path& index_dir, const IndexerOptions& options)
    : index_dir_(prepared(index_dir)),
      memory_(options.memory > 0 ? options.memory : default_memory()),
      jobs_(threads_within(memory_,
                           options.jobs > 0 ? options.jobs : std::thread::hardware_concurrency())),
      commit_every_(options.commit_every),
      lock_(index_dir_, options.lock_wait),
      pending_words_(kCountedBytes) {
  if (options.rebuild && has_index(index_dir_)) {
    generation_ = current_generation(index_dir_);
    clear_stopped_run(index_dir_, generation_);
    salvage();
    settings_ = settings_to_rebuild(*salvage_, index_dir_, options.stemmer, options.names);
  } else {
    database_ = open_or_create(index_dir_, options.stemmer, options.names, settings_);
    generation_ = current_generation(index_dir_);
  }
}

IndexWriter::~IndexWriter() {
  if (!shards_ && !rebuilding_) return;
  shards_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(building_dir(index_dir_), ignored);
}

bool IndexWriter::is_pending(const std::string& id) const {
  return pending_places_.contains(id) || sharded_ids_.contains(XXH3_64bits(id.data(), id.size()));
}

bool IndexWriter::has(const std::string& id) const {
  if (is_pending(id)) return true;
  return !rebuilding_ && !removed_.contains(id) && database_.term_exists(id_term(id));
}

// Whether the committed article of that id is just this one.
bool IndexWriter::holds(const Article& article) { return committed_article(article.id) == article; }

std::optional<Article> IndexWriter::committed_article(const std::string& id) {
  const auto found = database_.postlist_begin(id_term(id));
  if (found == database_.postlist_end(id_term(id))) return std::nullopt;
  if (!codec_) codec_.emplace(settings_.dictionary);
  try {
    return codec_->decode(database_.get_document(*found).get_data());
  } catch (const Error&) {  // a damaged record, which any other article mends
    return std::nullopt;
  }
}

bool IndexWriter::has_dated(const std::string& id) {
  return translating(index_dir_, [&] {
    if (const auto place = pending_places_.find(id); place != pending_places_.end())
      return pending_[place->second].has_own_date();
    if (const auto sharded = sharded_ids_.find(XXH3_64bits(id.data(), id.size()));
        sharded != sharded_ids_.end())
      return sharded->second;
    if (!has(id)) return false;
    const std::optional<Article> article = committed_article(id);
    return article && article->has_own_date();
  });
}

std::size_t IndexWriter::few() const {
  return rebuilding_ ? kFew : std::max<std::size_t>(kFew, database_.get_doccount() / kFewPart);
}

std::size_t IndexWriter::shard_articles() const {
  return sharded_ < kManyArticles ? kShardArticles : kLargerShardArticles;
}

IndexWriter::Outcome IndexWriter::add(Article&& article) {
  return translating_alone(index_dir_, [&] {
    const bool known = has(article.id);
    if (known && !is_pending(article.id) && holds(article)) return Outcome::kUnchanged;
    const std::uint64_t size = size_of(article);
    const bool is_big = size > kBigArticle;
    if (is_big)
      if (const std::uint64_t cost = shard_cost(article); cost > memory_)
        throw ArticleRefused{fmt::format(
            "takes some {} MB of memory to be indexed, by its length and its different words; {} "
            "are allowed: allow more, or make several articles of it",
            in_megabytes(cost), memory_ >> 20U)};
    if (!shards_) pending_words_.read(article);
    pending_bytes_ += size;
    const auto [place, is_new] = pending_places_.try_emplace(article.id, pending_.size());
    if (is_new)
      pending_.push_back(std::move(article));
    else
      pending_[place->second] = std::move(article);
    const bool full =
        shards_ ? is_big || pending_.size() >= shard_articles() ||
                      pending_bytes_ >= (memory_ - memory_ / kWordsPart) / kMemoryPerByte / jobs_
                : pending_.size() > few() || pending_bytes_ > memory_ / kMemoryPerByte;
    if (full) submit_pending();
    return known ? Outcome::kReplaced : Outcome::kAdded;
  });
}

// Merging writes all of the index: to do it more often than it doubles would cost more and more.
bool IndexWriter::commit_due() const {
  return !rebuilding_ && sharded_ > 0 &&
         sharded_ >= std::max<std::uint64_t>(commit_every_, database_.get_doccount());
}

void IndexWriter::remove(const std::string& id) { removed_.insert(id); }

void IndexWriter::set_path(const std::string& id, const std::string& path) {
  moved_.emplace_back(id, path);
}

void IndexWriter::set_metadata(const Metadata& metadata) {
  metadata_.insert(metadata_.end(), metadata.begin(), metadata.end());
}

void IndexWriter::begin_shards() {
  IndexSettings& settings = rebuilding_ ? rebuilt_settings_ : settings_;
  if (!settings.dictionary || settings.dictionary->bytes().empty())
    settings.dictionary = RecordDictionary::train(pending_);
  const std::filesystem::path folder = begin_building(index_dir_);
  const std::uint64_t kept = memory_ / kWordsPart / jobs_ / DocumentBuilder::kBytesPerKeptWord;
  shards_ = std::make_unique<ShardBuilder>(folder, settings, jobs_,
                                           std::max<std::uint64_t>(kept, kKeptWords));
}

void IndexWriter::submit_pending() {
  if (!shards_) begin_shards();
  for (const Article& article : pending_) {
    const bool again = !sharded_ids_
                            .insert_or_assign(XXH3_64bits(article.id.data(), article.id.size()),
                                              article.has_own_date())
                            .second;
    const bool committed = !rebuilding_ && database_.term_exists(id_term(article.id));
    if (again || committed) superseded_.push_back(article.id);
    removed_.erase(article.id);
  }
  sharded_ += pending_.size();
  std::vector<Article> pending = std::exchange(pending_, {});
  pending_places_.clear();
  pending_bytes_ = 0;
  pending_words_.clear();
  std::vector<Article> batch;
  const auto submit = [&] {
    if (!batch.empty()) shards_->submit(std::exchange(batch, {}));
  };
  for (Article& article : pending) {
    if (size_of(article) <= kBigArticle) {
      batch.push_back(std::move(article));
      continue;
    }
    submit();
    LeftOut left_out{article.id, article.path, Outcome::kAdded};
    if (shards_->build_alone(std::move(article))) continue;
    --sharded_;
    leave_out(std::move(left_out));
  }
  submit();
}

// What was committed of it before stays.
void IndexWriter::leave_out(LeftOut&& left_out) {
  const auto last = std::find(superseded_.rbegin(), superseded_.rend(), left_out.id);
  if (last != superseded_.rend()) {
    superseded_.erase(std::next(last).base());
    left_out.outcome = Outcome::kReplaced;
  }
  sharded_ids_.erase(XXH3_64bits(left_out.id.data(), left_out.id.size()));
  left_out_.push_back(std::move(left_out));
}

// Few articles, unless all their different words would take too much on their way.
bool IndexWriter::goes_direct() const {
  return !shards_ && direct_cost(pending_words_) <= memory_ / 2;
}

void IndexWriter::build_pending() {
  translating(index_dir_, [&] {
    if (!pending_.empty() && !goes_direct()) submit_pending();
  });
}

void IndexWriter::reset() {
  codec_.reset();
  shards_.reset();
  pending_.clear();
  pending_places_.clear();
  pending_bytes_ = 0;
  pending_words_.clear();
  removed_.clear();
  moved_.clear();
  metadata_.clear();
  sharded_ = 0;
  sharded_ids_.clear();
  superseded_.clear();
}

void IndexWriter::apply_moves(Xapian::WritableDatabase& database) {
  RecordCodec codec(settings_.dictionary);
  for (const auto& [id, path] : moved_) {
    const auto found = database.postlist_begin(id_term(id));
    if (found == database.postlist_end(id_term(id))) continue;
    Xapian::Document document = database.get_document(*found);
    const std::string before = document.get_data();
    Article article = codec.decode(before);
    article.path = path;
    std::string record = codec.encode(article);
    seal_record(record, digest_in(before).value_or(0));
    document.set_data(record);
    database.replace_document(*found, document);
  }
}

// Builds the pending articles on all cores, a slice at a time, and puts them in.
void IndexWriter::apply_pending(Xapian::WritableDatabase& database) {
  const IndexSettings& settings = rebuilding_ ? rebuilt_settings_ : settings_;
  AcronymCounts acronyms;
  apply_moves(database);
  for (const std::string& id : removed_)
    if (!pending_places_.contains(id)) delete_articles(database, id_term(id), false);
  std::deque<DocumentBuilder> builders;
  std::vector<Xapian::docid> added;
  added.reserve(pending_.size());
  for (std::size_t first = 0; first < pending_.size(); first += kSlice) {
    const std::size_t count = std::min(kSlice, pending_.size() - first);
    const std::size_t threads = std::min<std::size_t>(jobs_, (count + kPerThread - 1) / kPerThread);
    while (builders.size() < threads) builders.emplace_back(settings);
    std::vector<Xapian::Document> documents(count);
    std::vector<AcronymCounts> explained(threads);
    const auto build = [&](std::size_t thread) {
      for (std::size_t i = count * thread / threads; i < count * (thread + 1) / threads; ++i) {
        XapianDocument document(documents[i]);
        builders[thread].build(pending_[first + i], explained[thread], document);
      }
    };
    std::vector<std::future<void>> others;
    for (std::size_t thread = 1; thread < threads; ++thread)
      // Where no thread can be begun this one does its work as well.
      others.push_back(std::async(std::launch::async | std::launch::deferred, build, thread));
    build(0);
    for (std::future<void>& other : others) other.get();
    for (const AcronymCounts& counts : explained) acronyms.add(counts);
    for (std::size_t i = 0; i < count; ++i)
      added.push_back(database.replace_document(id_term(pending_[first + i].id), documents[i]));
  }
  group_copies(database, added);
  for (const auto& [key, value] : metadata_) write_metadata(database, key, value);
  acronyms.write_to(database);
}

void IndexWriter::commit() {
  build_pending();
  translating_alone(index_dir_, [&] {
    if (shards_)
      commit_merged();
    else if (!pending_.empty() || !removed_.empty() || !moved_.empty() || !metadata_.empty())
      commit_few();
  });
}

void IndexWriter::commit_few() {
  // Outside a transaction Xapian commits by itself now and then.
  database_.begin_transaction();
  try {
    apply_pending(database_);
    database_.commit_transaction();
  } catch (...) {
    abandon_transaction();
    throw;
  }
  reset();
}

// What a failed transaction did must not be committed with anything later: nothing more is written
// through this object.
void IndexWriter::abandon_transaction() {
  reset();
  try {
    database_.cancel_transaction();
    database_.close();
  } catch (const Xapian::Error&) {
    // The error that led here tells more.
    return;
  }
}

void IndexWriter::commit_merged() {
  remove_generation(index_dir_, publish(finish_shards(index_dir_ / generation_)));
  remove_old_generations(index_dir_, generation_, kAllKept);
  reset();
}

// Makes the finished database the generation in use and goes on with it. Returns the one before,
// which may go: the new one has been opened and has the articles that it was built with.
std::string IndexWriter::publish(const std::filesystem::path& built, bool spare) {
  const Xapian::doccount articles = Xapian::Database(built.string()).get_doccount();
  std::string before =
      std::exchange(generation_, publish_generation(index_dir_, built, spare ? "" : generation_));
  database_ = open_for_writing(index_dir_, generation_, settings_);
  require_articles(database_, articles, index_dir_ / generation_);
  return before;
}

// The merged shards behind the articles of `base`, with all that goes into this commit.
std::filesystem::path IndexWriter::finish_shards(const std::filesystem::path& base) {
  if (!pending_.empty()) submit_pending();
  std::filesystem::path merged = building_dir(index_dir_) / kMerged;
  AcronymCounts acronyms;
  const std::vector<Signed> articles = shards_->finish(acronyms);
  const CopyGroups groups =
      group_new_copies(base, articles, {superseded_.begin(), superseded_.end()});
  merge_behind(base, groups.added, merged);
  shards_.reset();
  Xapian::WritableDatabase database(merged.string(), Xapian::DB_OPEN);
  apply_moves(database);
  std::uint64_t expected = Xapian::Database(base.string()).get_doccount() + articles.size();
  for (const std::string& id : superseded_)
    expected -= delete_articles(database, id_term(id), true);
  for (const std::string& id : removed_) expected -= delete_articles(database, id_term(id), false);
  set_groups(database, groups);
  write_settings(database, rebuilding_ ? rebuilt_settings_ : settings_);
  for (const auto& [key, value] : metadata_) write_metadata(database, key, value);
  acronyms.write_to(database);
  database.commit();
  require_articles(database, expected, merged);
  database.close();
  return merged;
}

// Of a base without articles only the metadata counts; else Xapian's compact puts both together.
void IndexWriter::merge_behind(const std::filesystem::path& base_path,
                               const glass::AddedValues& added,
                               const std::filesystem::path& merged) {
  Xapian::Database base(base_path.string());
  if (base.get_doccount() == 0) {
    shards_->merge_into(merged, added);
    Xapian::WritableDatabase database(merged.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (auto key = base.metadata_keys_begin(); key != base.metadata_keys_end(); ++key)
      database.set_metadata(*key, base.get_metadata(*key));
    database.commit();
    return;
  }
  const std::filesystem::path only_new = merged.string() + "-new";
  shards_->merge_into(only_new, added);
  base.add_database(Xapian::Database(only_new.string()));
  base.compact(merged.string());
}

const Salvage& IndexWriter::salvage() {
  if (!salvage_) salvage_ = salvage_index(index_dir_ / generation_);
  return *salvage_;
}

void IndexWriter::begin_rebuild() {
  reset();
  rebuilding_ = true;
  rebuilt_settings_ = settings_;
  rebuilt_settings_.dictionary = nullptr;
}

std::filesystem::path IndexWriter::finish_rebuild() {
  return translating_alone(index_dir_, [&] {
    if (!shards_) begin_shards();
    const std::filesystem::path empty = building_dir(index_dir_) / "empty";
    Xapian::WritableDatabase base(empty.string(), Xapian::DB_CREATE);
    base.commit();
    base.close();
    return finish_shards(empty);
  });
}

void IndexWriter::publish_rebuilt(std::size_t keep, bool spare) {
  translating_alone(index_dir_, [&] {
    publish(building_dir(index_dir_) / kMerged, spare);
    rebuilding_ = false;
    salvage_.reset();
    reset();
    remove_old_generations(index_dir_, generation_, keep);
  });
}

void IndexWriter::compact() {
  // What is damaged would be copied, and the only other copy removed.
  if (const CheckReport found = check_index(index_dir_); !found.damages.empty())
    throw Error(ErrorCode::kIo,
                fmt::format("{}: the index is damaged: {}; nothing was changed",
                            index_dir_.string(), found.damages.front()),
                "newsidx reindex --full builds it anew from the archive's files");
  translating_alone(index_dir_, [&] {
    const std::filesystem::path building = begin_building(index_dir_);
    const std::filesystem::path compacted = building / kMerged;
    std::filesystem::path source = index_dir_ / generation_;
    if (settings_.dictionary->bytes().empty() && database_.get_doccount() >= kLeastForDictionary) {
      const std::filesystem::path repacked = building / "repacked";
      Xapian::Database(source.string()).compact(repacked.string());
      repack_records(repacked, settings_);
      source = repacked;
    }
    Xapian::Database(source.string()).compact(compacted.string());
    require_articles(Xapian::Database(compacted.string()), database_.get_doccount(), compacted);
    remove_generation(index_dir_, publish(compacted));
    remove_old_generations(index_dir_, generation_, kAllKept);
  });
}

}  // namespace newsidx
