#include "searcher/matching/query_builder.h"

#include <algorithm>
#include <set>
#include <string>

#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {
namespace {

// What each piece of evidence adds, in parts of its BM25 weight. An article with the exact form of
// a word has its stem as well, so exact ranks above stem, and stem above folded, by addition.
// Chosen on bilfront-titles (MRR@10) and checked on bilfront-judged and corpus/ (nDCG@10);
// docs/evaluation.md has the figures.
constexpr double kExactWeight = 0.7;
// A spelling with Turkish letters of a word typed without, so that the word as typed ranks above
// it.
constexpr double kRestoredWeight = 0.4;
constexpr double kStemWeight = 0.1;
constexpr double kFoldedWeight = 1.0;
constexpr double kTitleWeight = 0.4;
// A word that begins alike. It adds to what an article was found for, and finds none by itself:
// Kılıç is not Kılıçdaroğlu.
constexpr double kCoarseWeight = 0.8;
// Another spelling of a foreign name.
constexpr double kForeignWeight = 0.3;
// A word that derivation relates.
constexpr double kRelatedWeight = 0.15;
// A compound written apart or together where the query has it otherwise.
constexpr double kApartWeight = 0.2;
constexpr double kJoinedWeight = 0.2;
// An acronym's long form, whose words each weigh as well; and the acronym for a long form.
constexpr double kLongFormWeight = 0.5;
constexpr double kAcronymWeight = 1.5;
constexpr double kPhraseWeight = 1.0;

Xapian::Query scaled(const Xapian::Query& query, double weight) {
  return {Xapian::Query::OP_SCALE_WEIGHT, query, weight};
}

// Any of the forms, counted as one word.
Evidence any_form(std::string_view prefix, const std::vector<std::string>& forms, double weight) {
  Evidence evidence{{}, weight};
  for (const std::string& form : forms) evidence.terms.push_back(std::string(prefix) + form);
  return evidence;
}

// Folded stems side by side, in order.
Evidence side_by_side(const std::vector<std::string>& stems, double weight) {
  Evidence evidence = any_form(prefix::kFoldedStem, stems, weight);
  evidence.side_by_side = true;
  return evidence;
}

// Any of the terms, counted as one word.
Evidence related_evidence(const Expansion& expansion) {
  return {expansion.related, kRelatedWeight};
}

// What an article is found for.
std::vector<Evidence> word_evidence(const Token& token, const Expansion& expansion) {
  std::vector<Evidence> evidence;
  const auto add = [&](std::string_view prefix, const std::vector<std::string>& forms,
                       double weight) {
    if (!forms.empty()) evidence.push_back(any_form(prefix, forms, weight));
  };
  add("", expansion.exact, kExactWeight);
  for (const std::string& spelling : expansion.spellings)
    add(prefix::kExact, {spelling}, kRestoredWeight);
  if (token.shared_fold && token.stem != token.folded)
    add(prefix::kStem, {token.stem}, kStemWeight);
  add(prefix::kFoldedStem, expansion.folded, kFoldedWeight);
  add(field(FieldId::kTitle).term_prefix, expansion.folded, kTitleWeight);
  std::vector<std::string> foreign;
  for (const ForeignSpelling& spelling : expansion.foreign) foreign.push_back(spelling.term());
  add("", foreign, kForeignWeight);
  if (!expansion.known && !expansion.related.empty())
    evidence.push_back(related_evidence(expansion));
  for (const std::vector<std::string>& parts : expansion.apart)
    evidence.push_back(side_by_side(parts, kApartWeight));
  for (const std::vector<std::string>& words : expansion.long_forms)
    evidence.push_back(side_by_side(words, kLongFormWeight));
  return evidence;
}

std::vector<Evidence> joined_evidence(const std::vector<JoinedWord>& joined) {
  std::vector<Evidence> evidence;
  evidence.reserve(joined.size());
  for (const JoinedWord& word : joined)
    evidence.push_back({word.terms, word.acronym ? kAcronymWeight : kJoinedWeight});
  return evidence;
}

// What adds to the score of what was found otherwise: words that begin as one of the query's does,
// and relatives of words that the index has.
std::vector<Evidence> adding_evidence(const std::vector<Expansion>& expansions) {
  std::vector<Evidence> evidence;
  for (const Expansion& expansion : expansions) {
    if (!expansion.coarse.empty())
      evidence.push_back(any_form("", expansion.coarse, kCoarseWeight));
    if (expansion.known && !expansion.related.empty())
      evidence.push_back(related_evidence(expansion));
  }
  for (Evidence& piece : evidence) piece.finds = false;
  return evidence;
}

std::vector<Xapian::Query> evidence_queries(const std::vector<Evidence>& evidence) {
  std::vector<Xapian::Query> queries;
  queries.reserve(evidence.size());
  for (const Evidence& piece : evidence) queries.push_back(evidence_query(piece));
  return queries;
}

Xapian::Query any_evidence(const std::vector<Evidence>& evidence) {
  const std::vector<Xapian::Query> queries = evidence_queries(evidence);
  return {Xapian::Query::OP_OR, queries.begin(), queries.end()};
}

// The stems side by side, in order, any of those that may stand at a place.
Xapian::Query reading_query(const Reading& reading) {
  std::vector<Xapian::Query> places;
  for (const std::vector<std::string>& stems : reading) {
    const std::vector<std::string> terms = any_form(prefix::kFoldedStem, stems, 0).terms;
    places.emplace_back(Xapian::Query::OP_OR, terms.begin(), terms.end());
  }
  if (places.size() == 1) return places.front();
  return {Xapian::Query::OP_PHRASE, places.begin(), places.end(),
          static_cast<Xapian::termcount>(places.size())};
}

// In any of its readings; the words' exact forms count on top.
Xapian::Query phrase_query(const QueryUnit& phrase, const Expansion& expansion) {
  std::vector<Xapian::Query> readings;
  for (const Reading& reading : expansion.readings)
    readings.push_back(scaled(reading_query(reading), kPhraseWeight));
  std::vector<Xapian::Query> exact;
  for (const Token& token : phrase.tokens)
    if (token.exact != token.folded || token.shared_fold)
      exact.push_back(
          scaled(Xapian::Query(std::string(prefix::kExact) + token.exact), kExactWeight));
  return {Xapian::Query::OP_AND_MAYBE,
          Xapian::Query(Xapian::Query::OP_OR, readings.begin(), readings.end()),
          Xapian::Query(Xapian::Query::OP_OR, exact.begin(), exact.end())};
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

ExpandedQuery expand_query(const std::vector<QueryUnit>& units, const Expander& expander) {
  ExpandedQuery query{units, {}, expander.join(units)};
  query.expansions.reserve(units.size());
  for (const QueryUnit& unit : units)
    query.expansions.push_back(unit.is_phrase() ? expander.expand_phrase(unit.tokens)
                                                : expander.expand(unit.tokens.front()));
  return query;
}

Xapian::Query unit_query(const QueryUnit& unit, const Expansion& expansion) {
  return unit.is_phrase() ? phrase_query(unit, expansion)
                          : any_evidence(word_evidence(unit.tokens.front(), expansion));
}

Xapian::Query evidence_query(const Evidence& evidence) {
  const std::vector<std::string>& terms = evidence.terms;
  if (evidence.side_by_side)
    return scaled({Xapian::Query::OP_PHRASE, terms.begin(), terms.end(),
                   static_cast<Xapian::termcount>(terms.size())},
                  evidence.weight);
  if (terms.size() == 1) return scaled(Xapian::Query(terms.front()), evidence.weight);
  return scaled({Xapian::Query::OP_SYNONYM, terms.begin(), terms.end()}, evidence.weight);
}

std::vector<Evidence> all_evidence(const ExpandedQuery& query) {
  std::vector<Evidence> all;
  const auto add = [&](const std::vector<Evidence>& evidence) {
    all.insert(all.end(), evidence.begin(), evidence.end());
  };
  for (std::size_t i = 0; i < query.units.size(); ++i) {
    if (query.units[i].is_phrase()) return {};
    add(word_evidence(query.units[i].tokens.front(), query.expansions[i]));
  }
  add(joined_evidence(query.joined));
  add(adding_evidence(query.expansions));
  return all;
}

Xapian::Query build_query(const ExpandedQuery& query, bool match_all) {
  std::vector<Xapian::Query> units;
  units.reserve(query.units.size());
  for (std::size_t i = 0; i < query.units.size(); ++i)
    units.push_back(unit_query(query.units[i], query.expansions[i]));
  std::vector<Xapian::Query> more = evidence_queries(joined_evidence(query.joined));
  if (match_all) accept_joined(query.joined, units);
  if (match_all) {
    const Xapian::Query all(Xapian::Query::OP_AND, units.begin(), units.end());
    more.push_back(any_evidence(adding_evidence(query.expansions)));
    return {Xapian::Query::OP_AND_MAYBE, all,
            Xapian::Query(Xapian::Query::OP_OR, more.begin(), more.end())};
  }
  units.insert(units.end(), more.begin(), more.end());
  return {Xapian::Query::OP_AND_MAYBE,
          Xapian::Query(Xapian::Query::OP_OR, units.begin(), units.end()),
          any_evidence(adding_evidence(query.expansions))};
}

Xapian::Query limit_to_dates(const Xapian::Query& query, std::optional<Date> from,
                             std::optional<Date> to) {
  if (!from && !to) return query;
  const std::uint32_t slot = field(FieldId::kDate).slot;
  const std::string first = from ? date_key(*from) : "0";
  const std::string last = to ? date_key(*to) : "9";
  return {Xapian::Query::OP_FILTER, query,
          Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, first, last)};
}

Xapian::BM25Weight weighting() {
  // k2 0 leaves out the part that goes by document alone, k3 1 counts a word repeated in the query.
  return Xapian::BM25Weight(kK1, 0, 1, kB, kLeastLength);
}

}  // namespace newsidx
