#include "store/health.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/fields.h"
#include "store/terms.h"
#include "text/analyzer.h"

namespace newsidx {
namespace {

constexpr std::size_t kWordsLookedUp = 5;

bool finds(const Xapian::Database& database, const std::string& term, Xapian::docid docid) {
  Xapian::PostingIterator found = database.postlist_begin(term);
  if (found == database.postlist_end(term)) return false;
  found.skip_to(docid);
  return found != database.postlist_end(term) && *found == docid;
}

std::string look_up(const Xapian::Database& database, Xapian::docid docid, RecordCodec& codec,
                    Analyzer& analyzer) {
  const Xapian::Document document = database.get_document(docid);
  const std::string id = document.get_value(field(FieldId::kId).slot);
  const Article article = codec.decode(document.get_data());
  if (article.id != id) return fmt::format("the record of {} is that of {}", id, article.id);
  if (!finds(database, id_term(id), docid)) return fmt::format("{} is not found by its id", id);
  // Title and text of an article may be long; a word that ends where it is cut is another one.
  analyzer.begin(article.text);
  const std::vector<Token>& tokens = analyzer.next_part();
  for (std::size_t i = 0; i < std::min(kWordsLookedUp, tokens.size()); ++i)
    if (!finds(database, std::string(prefix::kFoldedStem) + tokens[i].folded, docid))
      return fmt::format("{} is not found by its word {}", id, tokens[i].exact);
  return "";
}

}  // namespace

std::string find_damage(const Xapian::Database& database, const IndexSettings& settings,
                        std::size_t articles) {
  const Xapian::doccount count = database.get_doccount();
  RecordCodec codec(settings.dictionary);
  Analyzer analyzer(settings.fingerprint.stemmer, settings.resources);
  const std::size_t step =
      std::max<std::size_t>(1, database.get_lastdocid() / std::max<std::size_t>(1, articles));
  Xapian::doccount seen = 0;
  for (Xapian::PostingIterator all = database.postlist_begin("");
       all != database.postlist_end("");) {
    ++seen;
    if (std::string damage = look_up(database, *all, codec, analyzer); !damage.empty())
      return damage;
    if (*all + step > database.get_lastdocid()) break;
    all.skip_to(static_cast<Xapian::docid>(*all + step));
  }
  if (seen == 0 && count > 0) return fmt::format("none of its {} articles is found", count);
  return "";
}

}  // namespace newsidx
