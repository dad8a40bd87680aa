#include "store/shards.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string>

#include "store/glass/shard_writer.h"
#include "store/glass/version_file.h"
#include "store/open_files.h"

namespace newsidx {
namespace {

constexpr std::size_t kMergedAtOnce = 100;
// With fewer a merge takes more rounds than it gains by doing the tables side by side.
constexpr std::size_t kFewAtOnce = 16;
// While shards are merged by us a table has one file of each open, and one that is written; Xapian
// opens all tables of each at once.
constexpr std::size_t kTables = 4;
constexpr std::size_t kFilesOfXapianShard = 6;
// For what else the program opens meanwhile.
constexpr std::size_t kFilesSpared = 4;

class OwnShard final : public Shard {
 public:
  explicit OwnShard(const std::filesystem::path& folder) : writer_(folder) {}

  void add_term(std::string_view term) override { writer_.add_term(term); }
  void add_posting(std::string_view term, std::uint32_t position) override {
    writer_.add_posting(term, position);
  }
  void add_boolean_term(std::string_view term) override { writer_.add_boolean_term(term); }
  void add_value(std::uint32_t slot, std::string_view value) override {
    writer_.add_value(slot, value);
  }
  void set_data(std::string&& data, Seal seal) override { writer_.set_data(std::move(data), seal); }
  void end_document() override { writer_.end_document(); }
  void finish() override { writer_.finish(); }

 private:
  glass::ShardWriter writer_;
};

class XapianShard final : public Shard {
 public:
  // Not with DB_DANGEROUS as well: then Xapian hides the reason of a failure behind one of its own.
  explicit XapianShard(const std::filesystem::path& folder)
      : database_(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC) {
    // Within a transaction Xapian writes nothing before the end, however many articles there are.
    database_.begin_transaction(false);
  }

  void add_term(std::string_view term) override { sink_.add_term(term); }
  void add_posting(std::string_view term, std::uint32_t position) override {
    sink_.add_posting(term, position);
  }
  void add_boolean_term(std::string_view term) override { sink_.add_boolean_term(term); }
  void add_value(std::uint32_t slot, std::string_view value) override {
    sink_.add_value(slot, value);
  }
  void set_data(std::string&& data, Seal seal) override { sink_.set_data(std::move(data), seal); }
  void end_document() override {
    database_.add_document(document_);
    document_ = Xapian::Document();
  }
  void finish() override {
    database_.commit_transaction();
    database_.commit();
    database_.close();
  }

 private:
  Xapian::WritableDatabase database_;
  Xapian::Document document_;
  XapianDocument sink_{document_};
};

void merge(ShardFormat format, const std::vector<std::filesystem::path>& shards,
           const std::filesystem::path& merged, const glass::AddedValues& added, unsigned jobs) {
  if (format == ShardFormat::kOwn) return glass::merge_shards(shards, merged, added, jobs);
  Xapian::Database database;
  for (const std::filesystem::path& shard : shards)
    database.add_database(Xapian::Database(shard.string()));
  database.compact(merged.string());
  if (added.values.empty()) return;
  Xapian::WritableDatabase written(merged.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  for (const auto& [docid, value] : added.values) {
    Xapian::Document document = written.get_document(docid);
    document.add_value(added.slot, value);
    written.replace_document(docid, document);
  }
  written.commit();
}

// How many shards may be merged at once, and by how many threads, within the limit of open files.
struct MergePlan {
  std::size_t at_once;
  unsigned jobs;
};

MergePlan plan_merge(ShardFormat format, unsigned jobs, const std::filesystem::path& merged) {
  constexpr std::size_t kEnough = kMergedAtOnce * kFilesOfXapianShard + kFilesSpared + kTables;
  const std::size_t left = files_left_to_open(kEnough);
  const auto fits = [&](std::size_t files_each, std::size_t written) {
    const std::size_t other = kFilesSpared + written;
    return left <= other ? 0 : std::min((left - other) / files_each, kMergedAtOnce);
  };
  MergePlan plan{fits(kFilesOfXapianShard, kTables), jobs};
  if (format == ShardFormat::kOwn) {
    const std::size_t tables = std::clamp<std::size_t>(jobs, 1, kTables);
    plan.at_once = fits(tables, tables);
    if (plan.at_once < kFewAtOnce) plan = {fits(1, 1), 1};
  }
  if (plan.at_once < 2) require_open_files(EMFILE, merged.string());
  return plan;
}

}  // namespace

ShardFormat shard_format() {
  return glass::library_reads_this_format() ? ShardFormat::kOwn : ShardFormat::kXapian;
}

std::unique_ptr<Shard> begin_shard(ShardFormat format, const std::filesystem::path& folder) {
  if (format == ShardFormat::kOwn) return std::make_unique<OwnShard>(folder);
  return std::make_unique<XapianShard>(folder);
}

void merge_shards(ShardFormat format, const std::vector<std::filesystem::path>& shards,
                  const std::filesystem::path& merged, const glass::AddedValues& added,
                  unsigned jobs) {
  const MergePlan plan = plan_merge(format, jobs, merged);
  jobs = plan.jobs;
  std::vector<std::filesystem::path> parts = shards;
  for (int round = 0; parts.size() > plan.at_once; ++round) {
    std::vector<std::filesystem::path> fewer;
    for (std::size_t i = 0; i < parts.size(); i += plan.at_once) {
      const auto first = parts.begin() + static_cast<std::ptrdiff_t>(i);
      const auto last =
          parts.begin() + static_cast<std::ptrdiff_t>(std::min(i + plan.at_once, parts.size()));
      fewer.emplace_back(merged.string() + "-" + std::to_string(round) + "-" +
                         std::to_string(fewer.size()));
      merge(format, {first, last}, fewer.back(), {}, jobs);
      std::for_each(first, last, [](const auto& path) { std::filesystem::remove_all(path); });
    }
    parts = std::move(fewer);
  }
  merge(format, parts, merged, added, jobs);
}

}  // namespace newsidx
