#include <fmt/format.h>

#include <utility>

#include "indexer/intake.h"
#include "indexer/reindex.h"
#include "store/health.h"
#include "store/record.h"

namespace newsidx {
namespace {

constexpr std::size_t kCanaries = 100;

}  // namespace

// Articles of the index that no root holds came by newsidx add, and files that cannot be read now
// may be there again tomorrow: both are taken over.
void Reindex::carry_over() {
  const Xapian::Database& old = writer_.committed();
  RecordCodec codec(writer_.settings().dictionary);
  for (auto all = old.postlist_begin(""); all != old.postlist_end(""); ++all) {
    if (stop_ && stop_()) throw StopRequested();
    Article article = codec.decode(old.get_document(*all).get_data());
    if (writer_.has(article.id)) continue;
    if (dropped_.contains(article.id)) {
      ++report_.removed;
      continue;
    }
    const std::string id = article.id;
    const std::string path = article.path;
    try {
      writer_.add(std::move(article));
    } catch (const ArticleRefused& refusal) {
      throw Error(ErrorCode::kIo, fmt::format("{} of {}: {}", id, path, refusal.reason),
                  "the index stays as it is");
    }
    ++report_.carried;
  }
}

void Reindex::rebuild() {
  writer_.begin_rebuild();
  for (ArchiveFile& found : scan_.to_read) read(found);
  find_dropped();
  // What is in a file that cannot be read now is not gone.
  for (const auto& [path, entry] : archive_.entries)
    for (const FileRecord& record : entry.records) dropped_.erase(record.id);
  require_archive(lost());
  writer_.build_pending();
  tell_left_out(nullptr);
  carry_over();
  writer_.build_pending();
  // What is in the index now must not be lost for want of memory.
  const std::vector<IndexWriter::LeftOut> left_out = writer_.take_left_out();
  if (!left_out.empty())
    throw Error(ErrorCode::kIo,
                fmt::format("memory ran out at the article {} of {}", left_out.front().id,
                            left_out.front().path),
                "the index stays as it is; give the program more memory");
  Metadata metadata;
  for (const auto& [path, entry] : archive_.entries) put_entry(entry, metadata);
  put_roots(write_roots(archive_.roots), metadata);
  writer_.set_metadata(metadata);
  check_rebuilt(writer_.finish_rebuild());
  writer_.publish_rebuilt(request_.keep);
}

void Reindex::check_rebuilt(const std::filesystem::path& rebuilt) const {
  const auto failed = [&](const std::string& what) {
    return Error(
        ErrorCode::kIo,
        fmt::format("the index built anew is not sound: {}; the one before stays in use", what),
        "see to the disk and the memory of this machine, and run it again");
  };
  if (const std::size_t errors = Xapian::Database::check(rebuilt.string()); errors > 0)
    throw failed(fmt::format("xapian-check finds {} errors", errors));
  const Xapian::Database database(rebuilt.string());
  const std::uint64_t expected = report_.articles.added + report_.carried;
  if (database.get_doccount() != expected)
    throw failed(
        fmt::format("it has {} articles instead of {}", database.get_doccount(), expected));
  // Its own settings: the dictionary that its records are packed with is a new one.
  const IndexSettings settings = read_settings(database, writer_.index_dir());
  if (const std::string damage = find_damage(database, settings, kCanaries); !damage.empty())
    throw failed(damage);
}

}  // namespace newsidx
