#include "searcher/ranking/named_query.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "entities/aliases/name_key.h"
#include "store/entity_terms.h"

namespace newsidx {
namespace {

// More words than that no name has.
constexpr std::size_t kMaxNameWords = 8;
// Whom a single word means is said by the index: of all that are called so, and of all articles
// that have the word, this share at least must be about one. Deniz is many people, and the sea.
constexpr double kMeantShare = 0.5;
// Fewer articles tell nothing of what a word means.
constexpr Xapian::doccount kTellingArticles = 3;

std::optional<NamedGroup> meant(const Xapian::Database& database, const AliasTable& aliases,
                                const std::string& key, const std::string& folded_stem,
                                std::size_t words, QueryWork& work) {
  std::vector<NamedGroup> groups = groups_named(database, aliases, key, work);
  if (words > 1) {
    // Just this name, or another name of the same.
    std::erase_if(groups, [&](const NamedGroup& group) {
      const std::vector<std::string> names = aliases.spellings(group.type, group.names.front().key);
      return std::none_of(names.begin(), names.end(),
                          [&](const std::string& name) { return name_key(name) == key; });
    });
    if (groups.empty()) return std::nullopt;
    return std::move(groups.front());
  }
  if (groups.empty()) return std::nullopt;
  double all = 0;
  for (const NamedGroup& group : groups) all += group.articles;
  const double having = database.get_termfreq(std::string(prefix::kFoldedStem) + folded_stem);
  const double articles = groups.front().articles;
  if (groups.front().articles < kTellingArticles || articles < kMeantShare * all ||
      articles < kMeantShare * having)
    return std::nullopt;
  return std::move(groups.front());
}

}  // namespace

std::vector<NamedGroup> names_of_query(const Xapian::Database& database, const AliasTable& aliases,
                                       const std::vector<QueryUnit>& units, QueryWork& work) {
  std::vector<const Token*> words;
  for (const QueryUnit& unit : units)
    for (const Token& token : unit.tokens) words.push_back(&token);
  std::vector<NamedGroup> named;
  for (std::size_t first = 0; first < words.size();) {
    std::size_t count = std::min(words.size() - first, kMaxNameWords);
    for (; count > 0; --count) {
      std::string name;
      for (std::size_t i = first; i < first + count; ++i) name += words[i]->exact + ' ';
      const std::string key = name_key(name);
      if (key.empty()) continue;
      work.check_time();
      std::optional<NamedGroup> group =
          meant(database, aliases, key, words[first]->folded, count, work);
      if (!group) continue;
      named.push_back(std::move(*group));
      break;
    }
    if (count == 0) return {};
    first += count;
  }
  return named;
}

std::vector<Evidence> named_evidence(const std::vector<NamedGroup>& groups) {
  std::vector<Evidence> evidence;
  for (const NamedGroup& group : groups) {
    std::vector<std::string> names;
    for (const KnownName& name : group.names) names.push_back(name_term(name.type, name.key));
    evidence.push_back(make_evidence(EvidenceKind::kNamed, std::move(names)));
    evidence.back().finds = false;
  }
  return evidence;
}

Xapian::Query named_query(const std::vector<NamedGroup>& groups) {
  std::vector<Xapian::Query> names;
  for (const Evidence& evidence : named_evidence(groups)) names.push_back(evidence_query(evidence));
  return {Xapian::Query::OP_OR, names.begin(), names.end()};
}

}  // namespace newsidx
