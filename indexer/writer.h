// Puts articles into the index.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "indexer/building/article_cost.h"
#include "indexer/building/document_builder.h"
#include "indexer/building/shard_builder.h"
#include "newsidx/article.h"
#include "newsidx/indexer.h"
#include "store/file_lock.h"
#include "store/index_dir.h"
#include "store/manifest.h"
#include "store/record.h"
#include "store/salvage.h"

namespace newsidx {

// Thrown by IndexWriter::add(): the article is not taken, and the run goes on.
struct ArticleRefused {
  std::string reason;
};

// Few articles go into the current database, in one transaction; many (against what is there) are
// built into shards and merged with it into a new generation. Either way a commit shows readers all
// of it or nothing. Not thread-safe. Throws Error from every function; the index then is as last
// committed.
class IndexWriter {
 public:
  // Makes the index when there is none. To rebuild (IndexerOptions::rebuild) it need not be usable:
  // then begin_rebuild() comes next, and committed() is nothing.
  IndexWriter(const std::filesystem::path& index_dir, const IndexerOptions& options);

  // What was not committed is thrown away, also on the disk.
  ~IndexWriter();
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;

  // Unchanged: just this article is committed, and nothing is to be done.
  enum class Outcome { kAdded, kReplaced, kUnchanged };
  // Takes part in the next commit; so do the others. Throws ArticleRefused when building it would
  // take more memory than there is to be used.
  Outcome add(Article&& article);
  void remove(const std::string& id);
  // Of a committed article whose file moved.
  void set_path(const std::string& id, const std::string& path);
  void set_metadata(const Metadata& metadata);

  // Whether an article of that id is committed, or pending.
  bool has(const std::string& id) const;
  // Whether that article has a date of its own.
  bool has_dated(const std::string& id);
  // The last committed article of that id; nothing when there is none, or it is damaged.
  std::optional<Article> committed_article(const std::string& id);

  void commit();

  // An article that was taken, and for which memory ran out when it was built.
  struct LeftOut {
    std::string id;
    std::string path;
    Outcome outcome = Outcome::kAdded;  // what add() said of it
  };
  // Those since the last call. After build_pending() a commit adds none.
  std::vector<LeftOut> take_left_out() { return std::exchange(left_out_, {}); }
  // Builds what is pending already, where it does not go into the current database.
  void build_pending();

  // Whether so many are pending that they are to be committed before the run goes on
  // (IndexerOptions::commit_every); never while the index is being rebuilt.
  bool commit_due() const;

  // From here on everything goes into a new, empty generation, which takes the place of the current
  // one at publish_rebuilt(); until then committed() is the current one.
  void begin_rebuild();
  // What can be read of the index as it is. Reads it when first asked, before begin_rebuild().
  const Salvage& salvage();
  // The finished generation, for checks before it is published.
  std::filesystem::path finish_rebuild();
  // `spare`: the generation before is the only place of some articles, and never removed.
  void publish_rebuilt(std::size_t keep, bool spare);

  // Writes the current database anew, without gaps, as a new generation.
  void compact();

  // The last committed state.
  const Xapian::Database& committed() const { return database_; }
  const std::filesystem::path& index_dir() const { return index_dir_; }
  const IndexSettings& settings() const { return settings_; }

 private:
  bool is_pending(const std::string& id) const;
  bool holds(const Article& article);
  std::size_t few() const;
  std::size_t shard_articles() const;
  void begin_shards();
  void submit_pending();
  void leave_out(LeftOut&& left_out);
  bool goes_direct() const;
  void commit_few();
  void abandon_transaction();
  void commit_merged();
  std::string publish(const std::filesystem::path& built, bool spare = false);
  std::filesystem::path finish_shards(const std::filesystem::path& base);
  void merge_behind(const std::filesystem::path& base, const glass::AddedValues& added,
                    const std::filesystem::path& merged);
  void apply_moves(Xapian::WritableDatabase& database);
  void apply_pending(Xapian::WritableDatabase& database);
  void reset();

  std::filesystem::path index_dir_;
  std::uint64_t memory_;
  unsigned jobs_;
  std::uint64_t commit_every_;
  WriteLock lock_;
  IndexSettings settings_;
  Xapian::WritableDatabase database_;
  std::string generation_;  // that `database_` is
  std::optional<Salvage> salvage_;
  std::optional<RecordCodec> codec_;  // of what is committed; made when it is needed

  std::vector<Article> pending_;
  std::uint64_t pending_bytes_ = 0;
  WordCounter pending_words_;  // before there are shards
  std::vector<LeftOut> left_out_;
  std::unordered_map<std::string, std::size_t> pending_places_;  // id -> index in pending_
  std::unordered_set<std::string> removed_;
  std::vector<std::pair<std::string, std::string>> moved_;  // id, path
  Metadata metadata_;

  std::unique_ptr<ShardBuilder> shards_;
  std::size_t sharded_ = 0;  // articles submitted to shards
  // XXH3 of their ids -> whether the last has a date of its own
  std::unordered_map<std::uint64_t, bool> sharded_ids_;
  std::vector<std::string> superseded_;  // ids of which an older article is to go
  bool rebuilding_ = false;
  IndexSettings rebuilt_settings_;
};

// Counts what became of an article.
void count(IndexWriter::Outcome outcome, AddReport& report);
// Counts it as refused instead, and tells of it.
void count_left_out(const IndexWriter::LeftOut& left_out, const AddObserver& observer,
                    AddReport& report);

}  // namespace newsidx
