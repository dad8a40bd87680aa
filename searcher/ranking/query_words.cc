#include "searcher/ranking/query_words.h"

#include <algorithm>
#include <set>
#include <string>

#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {
namespace {

Xapian::Query scaled(const Xapian::Query& query, double weight) {
  return {Xapian::Query::OP_SCALE_WEIGHT, query, weight};
}

std::vector<Evidence> unit_evidence(const QueryUnit& unit, const Expansion& expansion) {
  return unit.is_phrase() ? phrase_evidence(unit, expansion)
                          : word_evidence({unit.tokens.front(), expansion});
}

using Queries = std::vector<Xapian::Query>;

Xapian::Query any_of(const Queries& queries) {
  return {Xapian::Query::OP_OR, queries.begin(), queries.end()};
}

// Of those that find, or of those that only add to what was found otherwise.
void add_queries(const std::vector<Evidence>& evidence, bool finding, Queries& queries) {
  for (const Evidence& piece : evidence)
    if (piece.finds == finding) queries.push_back(evidence_query(piece));
}

Xapian::Query any_evidence(const std::vector<Evidence>& evidence, bool finding) {
  Queries queries;
  add_queries(evidence, finding, queries);
  return any_of(queries);
}

Xapian::Query unit_query(const QueryUnit& unit, const std::vector<Evidence>& evidence) {
  Xapian::Query finding = any_evidence(evidence, true);
  if (!unit.is_phrase()) return finding;
  return {Xapian::Query::OP_AND_MAYBE, finding, any_evidence(evidence, false)};
}

std::vector<Evidence> joined_evidence(const std::vector<JoinedWord>& joined) {
  std::vector<Evidence> evidence;
  evidence.reserve(joined.size());
  for (const JoinedWord& word : joined)
    evidence.push_back(
        make_evidence(word.acronym ? EvidenceKind::kAcronym : EvidenceKind::kJoined, word.terms));
  return evidence;
}

// What of the words only adds to what was found otherwise; a phrase's is part of its query.
Xapian::Query adding_query(const QueryWords& query) {
  Queries queries;
  for (std::size_t i = 0; i < query.units.size(); ++i)
    if (!query.units[i].is_phrase()) add_queries(query.evidence[i], false, queries);
  return any_of(queries);
}

// Lets a joined word stand for each of its units. It weighs nothing there, as it would count once
// for every unit.
void accept_joined(const std::vector<JoinedWord>& joined, std::vector<Xapian::Query>& units) {
  for (const JoinedWord& word : joined)
    for (std::size_t i = word.first; i < word.first + word.count; ++i)
      units[i] = {Xapian::Query::OP_OR, units[i],
                  scaled({Xapian::Query::OP_OR, word.terms.begin(), word.terms.end()}, 0)};
}

}  // namespace

std::vector<QueryUnit> searched_units(const ParsedQuery& parsed) {
  return searched_units(parsed.units);
}

std::vector<QueryUnit> searched_units(const std::vector<QueryUnit>& units) {
  std::vector<QueryUnit> words;
  std::vector<QueryUnit> better;
  std::set<std::string> known;
  for (const QueryUnit& unit : units) {
    std::string key;
    for (const Token& token : unit.tokens) key += token.exact + ' ';
    if (!known.insert(key).second) continue;
    words.push_back(unit);
    if (unit.is_phrase() || !unit.tokens.front().stop_word) better.push_back(unit);
  }
  return better.empty() ? words : better;
}

QueryWords expand_query(const std::vector<QueryUnit>& units, const Expander& expander) {
  QueryWords query;
  query.units = units;
  query.joined = expander.join(units);
  query.joined_evidence = joined_evidence(query.joined);
  query.expansions.reserve(units.size());
  query.evidence.reserve(units.size());
  for (const QueryUnit& unit : units) {
    query.expansions.push_back(unit.is_phrase() ? expander.expand_phrase(unit.tokens)
                                                : expander.expand(unit.tokens.front()));
    query.evidence.push_back(unit_evidence(unit, query.expansions.back()));
  }
  return query;
}

Xapian::Query unit_query(const QueryUnit& unit, const Expansion& expansion) {
  return unit_query(unit, unit_evidence(unit, expansion));
}

std::vector<Evidence> all_evidence(const QueryWords& query) {
  std::vector<Evidence> all;
  const auto add = [&](const std::vector<Evidence>& evidence, bool finding) {
    for (const Evidence& piece : evidence)
      if (piece.finds == finding) all.push_back(piece);
  };
  for (const QueryUnit& unit : query.units)
    if (unit.is_phrase()) return {};
  for (const std::vector<Evidence>& evidence : query.evidence) add(evidence, true);
  add(query.joined_evidence, true);
  for (const std::vector<Evidence>& evidence : query.evidence) add(evidence, false);
  return all;
}

Xapian::Query build_query(const QueryWords& query, bool match_all) {
  Queries units;
  units.reserve(query.units.size());
  for (std::size_t i = 0; i < query.units.size(); ++i)
    units.push_back(unit_query(query.units[i], query.evidence[i]));
  Queries more;
  add_queries(query.joined_evidence, true, more);
  if (match_all) {
    accept_joined(query.joined, units);
    more.push_back(adding_query(query));
    return {Xapian::Query::OP_AND_MAYBE,
            Xapian::Query(Xapian::Query::OP_AND, units.begin(), units.end()), any_of(more)};
  }
  units.insert(units.end(), more.begin(), more.end());
  return {Xapian::Query::OP_AND_MAYBE, any_of(units), adding_query(query)};
}

}  // namespace newsidx
