#include "store/read_through.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "newsidx/displayable.h"
#include "newsidx/error.h"
#include "store/copy_table.h"
#include "store/digest.h"
#include "store/fields.h"
#include "store/metadata.h"
#include "store/terms.h"

namespace newsidx {
namespace {

constexpr Xapian::valueno kSlots = 16;  // more than there are fields

struct Full {};  // nothing more is to be told

class ReadThrough {
 public:
  ReadThrough(const Xapian::Database& database, const IndexSettings& settings,
              const ReadThroughObserver& observer)
      : database_(database),
        observer_(observer),
        codec_(settings.dictionary),
        seen_(std::size_t{database.get_lastdocid()} + 1) {}

  void run() {
    observer_.begins("what is kept besides articles");
    if (const std::string wrong = find_damaged_metadata(database_); !wrong.empty()) damage(wrong);
    observer_.begins("the postings and positions");
    read_postings();
    observer_.begins("the values");
    for (Xapian::valueno slot = 0; slot < kSlots; ++slot) read_values(slot);
    observer_.begins("the groups of near-copies");
    read_groups();
    observer_.begins("the articles");
    read_articles();
  }

 private:
  // Of one document.
  struct Seen {
    ArticleDigest digest;           // of postings, positions and values
    std::uint64_t plain_terms = 0;  // of terms and counts alone, as its list of terms has them
  };

  void damage(const std::string& what) {
    if (!observer_.damage(what)) throw Full();
  }

  Seen* seen(Xapian::docid docid) { return docid < seen_.size() ? &seen_[docid] : nullptr; }

  static std::uint64_t plain_digest(std::uint64_t term_hash, Xapian::termcount count) {
    ArticleDigest digest;
    digest.add_term(term_hash, count, 0);
    return digest.value();
  }

  void read_postings() {
    for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
      const std::string name = *term;
      const std::uint64_t hash = XXH3_64bits(name.data(), name.size());
      const Xapian::termcount most = database_.get_wdf_upper_bound(name);
      std::uint64_t articles = 0;
      std::uint64_t occurrences = 0;
      for (auto posting = database_.postlist_begin(name); posting != database_.postlist_end(name);
           ++posting) {
        ++articles;
        const Xapian::termcount count = posting.get_wdf();
        occurrences += count;
        if (count > most)
          damage(fmt::format("the term {} counts {} in document {}, more than the most, {}", name,
                             count, *posting, most));
        PositionsDigest positions;
        for (auto at = posting.positionlist_begin(); at != posting.positionlist_end(); ++at)
          positions.add(*at);
        Seen* const of = seen(*posting);
        if (of == nullptr) {
          damage(fmt::format("the term {} finds document {}, which there is not", name, *posting));
          continue;
        }
        of->digest.add_term(hash, count, positions.value());
        of->plain_terms += plain_digest(hash, count);
      }
      if (articles != term.get_termfreq() || occurrences != database_.get_collection_freq(name))
        damage(fmt::format("the term {} has {} postings and {} occurrences instead of {} and {}",
                           name, articles, occurrences, term.get_termfreq(),
                           database_.get_collection_freq(name)));
    }
  }

  void read_values(Xapian::valueno slot) {
    std::uint64_t values = 0;
    const std::string least = database_.get_value_lower_bound(slot);
    const std::string greatest = database_.get_value_upper_bound(slot);
    for (auto value = database_.valuestream_begin(slot); value != database_.valuestream_end(slot);
         ++value) {
      ++values;
      const std::string text = *value;
      if (text < least || text > greatest)
        damage(fmt::format("document {} has a value in slot {} beyond the slot's bounds",
                           value.get_docid(), slot));
      if (slot == kGroupSlot) groups_.emplace_back(value.get_docid(), text);
      if (Seen* const of = seen(value.get_docid()))
        of->digest.add_value(slot, text);
      else
        damage(
            fmt::format("a value is that of document {}, which there is not", value.get_docid()));
    }
    if (values != database_.get_value_freq(slot))
      damage(fmt::format("{} values in slot {} instead of {}", values, slot,
                         database_.get_value_freq(slot)));
  }

  void read_groups() {
    std::unordered_map<std::string, std::unordered_set<std::string>> members;
    for (const auto& [docid, group] : groups_) {
      auto [known, is_new] = members.try_emplace(group);
      if (is_new)
        for (std::string& id : list_members(database_, group)) known->second.insert(std::move(id));
      const std::string id = database_.get_document(docid).get_value(field(FieldId::kId).slot);
      if (!known->second.contains(id))
        damage(fmt::format("{} is in no list of its near-copies", name_of(id, docid)));
    }
  }

  static std::string name_of(const std::string& id, Xapian::docid docid) {
    return id.empty() ? fmt::format("document {}", docid) : displayable(id);
  }

  void read_articles() {
    std::uint64_t articles = 0;
    std::uint64_t total_length = 0;
    for (auto all = database_.postlist_begin(""); all != database_.postlist_end(""); ++all) {
      ++articles;
      total_length += database_.get_doclength(*all);
      read_article(*all);
    }
    if (articles != database_.get_doccount())
      damage(
          fmt::format("{} documents are listed instead of {}", articles, database_.get_doccount()));
    if (total_length != database_.get_total_length())
      damage(fmt::format("all documents have the length {} instead of {}", total_length,
                         database_.get_total_length()));
  }

  void read_article(Xapian::docid docid) {
    const Xapian::Document document = database_.get_document(docid);
    const std::string id = document.get_value(field(FieldId::kId).slot);
    const std::string name = name_of(id, docid);
    const std::string id_term = newsidx::id_term(id);
    std::uint64_t length = 0;
    std::uint64_t plain_terms = 0;
    bool has_id_term = false;
    for (auto term = database_.termlist_begin(docid); term != database_.termlist_end(docid);
         ++term) {
      const std::string text = *term;
      length += term.get_wdf();
      plain_terms += plain_digest(XXH3_64bits(text.data(), text.size()), term.get_wdf());
      has_id_term |= text == id_term;
    }
    const Xapian::termcount known_length = database_.get_doclength(docid);
    // Xapian counts modulo 2^32.
    if (static_cast<Xapian::termcount>(length) != known_length)
      damage(fmt::format("{} has the length {} instead of {}", name, length, known_length));
    if (known_length > database_.get_doclength_upper_bound() ||
        (known_length > 0 && known_length < database_.get_doclength_lower_bound()))
      damage(fmt::format("{} has the length {}, beyond the bounds of all", name, known_length));
    Seen* const of = seen(docid);
    if (of == nullptr) return damage(fmt::format("{} is behind the last document", name));
    if (of->plain_terms != plain_terms)
      damage(fmt::format("the terms of {} are not those that it is found by", name));
    if (!has_id_term) damage(fmt::format("{} is not found by its id", name));
    read_slots(document, docid, name);
    read_record(document.get_data(), id, name, of->digest.value());
  }

  // Which values a document has is listed a second time with its terms.
  void read_slots(const Xapian::Document& document, Xapian::docid docid, const std::string& name) {
    Xapian::valueno slots = 0;
    for (auto value = document.values_begin(); value != document.values_end(); ++value)
      slots |= 1U << std::min(value.get_valueno(), kSlots);
    for (Xapian::valueno slot = 0; slot < kSlots; ++slot)
      if (document.get_value(slot).empty() == ((slots & 1U << slot) != 0))
        return damage(fmt::format("{} has other values than are listed (document {}, slot {})",
                                  name, docid, slot));
    if ((slots & 1U << kSlots) != 0)
      damage(fmt::format("{} has a value in a slot that there is not", name));
  }

  void read_record(const std::string& record, const std::string& id, const std::string& name,
                   std::uint64_t digest) {
    try {
      const Article article = codec_.decode(record);
      if (article.id != id)
        return damage(fmt::format("the record of {} is that of {}", name, displayable(article.id)));
    } catch (const Error& error) {
      return damage(fmt::format("{}: {}", name, error.what()));
    }
    const std::optional<std::uint64_t> known = digest_in(record);
    if (!known)
      damage(fmt::format("{} has a record of an older layout", name));
    else if (*known != digest)
      damage(fmt::format(
          "the words or values that {} is found by are not those it was written with", name));
  }

  const Xapian::Database& database_;
  const ReadThroughObserver& observer_;
  RecordCodec codec_;
  std::vector<Seen> seen_;  // by document
  std::vector<std::pair<Xapian::docid, std::string>> groups_;
};

}  // namespace

bool may_be_written(const std::filesystem::path& generation) {
  // A generation that a writer removes meanwhile is looked at again by who asked (status.cc).
  std::error_code gone;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator file(generation, gone); !gone && file != end;
       file.increment(gone))
    if (::access(file->path().c_str(), W_OK) != 0 && errno != ENOENT) return false;
  return true;
}

void read_through(const Xapian::Database& database, const IndexSettings& settings,
                  const ReadThroughObserver& observer) {
  try {
    ReadThrough(database, settings, observer).run();
  } catch (const Full&) {
    return;
  }
}

}  // namespace newsidx
