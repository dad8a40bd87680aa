#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/intake/intake.h"
#include "indexer/reindex.h"
#include "newsidx/displayable.h"
#include "store/check.h"
#include "store/health.h"
#include "store/record.h"
#include "store/salvage.h"

namespace newsidx {
namespace {

constexpr std::size_t kCanaries = 100;

// What a child could read, Xapian may not find in a damaged table after all.
std::optional<Article> read_if_possible(const Xapian::Database& database, std::size_t docid,
                                        RecordCodec& codec) {
  try {
    return salvaged_article(database, static_cast<Xapian::docid>(docid), codec);
  } catch (const Error&) {
    return std::nullopt;
  } catch (const Xapian::Error&) {
    return std::nullopt;
  }
}

}  // namespace

// What the index knows of the archive, as far as that can be read.
void Reindex::load_salvaged() {
  const Salvage& old = writer_.salvage();
  for (const std::string& trouble : old.troubles) note(writer_.index_dir().string(), trouble);
  // Files come from folders, and what is damaged may read as if it were not there.
  const bool is_lost =
      !old.roots_read || (old.roots.empty() && (!old.entries.empty() || !old.troubles.empty()));
  if (is_lost && request_.reading.paths.empty() && request_.forget.empty())
    throw Error(
        ErrorCode::kIo,
        writer_.index_dir().string() + ": the index is damaged: its list of folders cannot be read",
        "name the archive's folders, each with the options that it was first named with: newsidx "
        "reindex --full FOLDER…");
  archive_ = load_archive(old.roots, old.entries, writer_.index_dir(), request_);
  if (old.roots_read) return;
  // Of files in other folders nobody can say that they are gone: their articles stay.
  std::erase_if(archive_.entries, [&](const auto& known) {
    const bool outside =
        std::none_of(archive_.roots.begin(), archive_.roots.end(),
                     [&](const Root& root) { return lies_in(known.first, root.path); });
    if (outside) archive_.articles -= known.second.records.size();
    return outside;
  });
}

// What came by add and is dated: an undated article of a file does not take its place.
void Reindex::find_added_dated() {
  const Salvage& old = writer_.salvage();
  if (!old.opened) return;
  const std::unordered_set<std::uint64_t> held = held_by(old.entries);
  const Xapian::Database database(old.generation.string());
  RecordCodec codec(old.dictionary);
  for (std::size_t docid = 0; docid < old.readable.size(); ++docid) {
    if (!old.readable[docid]) continue;
    const std::optional<Article> article = read_if_possible(database, docid, codec);
    if (article && article->has_own_date() &&
        !held.contains(hash_of_holder(article->path, article->id)))
      added_dated_.emplace(article->id, article->path);
  }
}

// Tells of an article, or of several, that nobody can read any more.
void Reindex::lose(const std::string& place, const std::string& text) {
  ++report_.lost;
  if (observer_.refused) observer_.refused({place, text});
}

void Reindex::carry(Article&& article) {
  const std::string id = article.id;
  const std::string path = article.path;
  try {
    writer_.add(std::move(article));
  } catch (const ArticleRefused& refusal) {
    throw Error(ErrorCode::kIo,
                fmt::format("{} of {}: {}", displayable(id), displayable(path), refusal.reason),
                "the index stays as it is");
  }
  ++report_.carried;
}

// Articles of the index that no root holds came by newsidx add, and files that cannot be read now
// may be there again tomorrow: both are taken over.
void Reindex::carry_over() {
  const Salvage& old = writer_.salvage();
  if (old.opened) {
    const Xapian::Database database(old.generation.string());
    RecordCodec codec(old.dictionary);
    for (std::size_t docid = 0; docid < old.readable.size(); ++docid) {
      if (!old.readable[docid]) continue;
      if (stop_ && stop_()) throw StopRequested();
      std::optional<Article> found = read_if_possible(database, docid, codec);
      if (!found) {
        lose(fmt::format("document {} of {}", docid, old.generation.filename().string()),
             "cannot be read in the old index, and no file of the archive is known to hold it");
        continue;
      }
      Article& article = *found;
      if (writer_.has(article.id)) continue;
      if (dropped_.contains(article.id)) {
        ++report_.removed;
        continue;
      }
      carry(std::move(article));
    }
  }
  for (const Salvage::Unreadable& article : old.unreadable) {
    if (!article.id.empty() && writer_.has(article.id)) continue;
    if (!article.id.empty() && dropped_.contains(article.id)) {
      ++report_.removed;
      continue;
    }
    lose(article.id.empty()
             ? fmt::format("document {} of {}", article.docid, old.generation.filename().string())
             : displayable(article.id),
         "cannot be read in the old index, and no file of the archive is known to hold it");
  }
  if (!old.opened)
    lose(old.generation.filename().string(),
         "cannot be opened: what came by newsidx add, if anything did, is not in the new index");
  else if (!old.complete)
    lose(old.generation.filename().string(),
         "has records that were not found: some of what came by newsidx add may not be in the new "
         "index");
  if (report_.lost > 0) report_.kept_generation = old.generation.filename().string();
}

void Reindex::rebuild() {
  writer_.begin_rebuild();
  find_added_dated();
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
  writer_.publish_rebuilt(request_.keep, report_.lost > 0);
}

void Reindex::check_rebuilt(const std::filesystem::path& rebuilt) const {
  const auto failed = [&](const std::string& what) {
    return Error(
        ErrorCode::kIo,
        fmt::format("the index built anew is not sound: {}; the one before stays in use", what),
        "see to the disk and the memory of this machine, and run it again");
  };
  if (const std::vector<std::string> damages = check_tables(rebuilt); !damages.empty())
    throw failed(damages.front());
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
