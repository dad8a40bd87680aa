#include "searcher/query_builder.h"

#include <algorithm>
#include <set>
#include <string>

#include "store/fields.h"
#include "store/terms.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

// What each piece of evidence adds, in parts of its BM25 weight. An article with the exact form of
// a word has its stem as well, so exact ranks above stem, and stem above folded, by addition.
// Chosen on bilfront-titles (MRR@10) and checked on bilfront-judged and corpus/ (nDCG@10);
// docs/evaluation.md has the figures.
constexpr double kExactWeight = 0.6;
// A spelling with Turkish letters of a word typed without, so that the word as typed ranks above
// it.
constexpr double kRestoredWeight = 0.4;
constexpr double kStemWeight = 0.1;
constexpr double kFoldedWeight = 1.0;
constexpr double kTitleWeight = 0.4;
constexpr double kPhraseWeight = 1.0;
// Two words side by side as in the query.
constexpr double kNeighboursWeight = 0.3;
// All words of the query together, in any order, within so many words for each of them. Long
// queries, such as pasted headlines, hardly ever stand together, so beyond kMaxTogether nothing is
// looked for.
constexpr double kTogetherWeight = 0.5;
constexpr Xapian::termcount kTogetherWindow = 4;
constexpr std::size_t kMaxTogether = 8;

// BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009), with k1 and b below
// the customary 1.2 and 0.75: every word is counted in several forms, so repetition and length show
// more.
constexpr double kK1 = 0.7;
constexpr double kB = 0.6;

std::string folded_term(const std::string& folded) {
  return std::string(prefix::kFoldedStem) + folded;
}

Xapian::Query scaled(const Xapian::Query& query, double weight) {
  return {Xapian::Query::OP_SCALE_WEIGHT, query, weight};
}

// The word with every i as ı and every ı as i. A capital I is lower-cased to ı, so a foreign name
// in capitals (IMF, INSTAGRAM, Igor) stands in the index as ımf, and its stem may differ from
// imf's.
std::string with_other_i(const std::string& word) {
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t code = next_code_point(word, i);
    append_code_point(out, code == 'i' ? U'ı' : code == U'ı' ? U'i' : code);
  }
  return out;
}

// The word's folded stems: its own, that of its other i, and those of its spellings.
std::vector<std::string> folded_forms(const Token& token, const std::vector<Token>& spellings,
                                      Analyzer& analyzer) {
  std::vector<std::string> forms = {token.folded};
  const auto add = [&](const std::string& folded) {
    if (std::find(forms.begin(), forms.end(), folded) == forms.end()) forms.push_back(folded);
  };
  for (const Token& spelling : spellings) add(spelling.folded);
  if (const std::string other = with_other_i(token.exact); other != token.exact) {
    const std::vector<Token>& tokens = analyzer.analyze(other);
    if (tokens.size() == 1) add(tokens.front().folded);
  }
  return forms;
}

// Any of the forms, counted as one word.
Xapian::Query any_form(std::string_view prefix, const std::vector<std::string>& forms) {
  std::vector<Xapian::Query> terms;
  terms.reserve(forms.size());
  for (const std::string& form : forms) terms.emplace_back(std::string(prefix) + form);
  if (terms.size() == 1) return terms.front();
  return {Xapian::Query::OP_SYNONYM, terms.begin(), terms.end()};
}

Xapian::Query word_query(const Token& token, Analyzer& analyzer) {
  std::vector<Xapian::Query> evidence;
  evidence.push_back(
      scaled(Xapian::Query(std::string(prefix::kExact) + token.exact), kExactWeight));
  const std::vector<Token> spellings = analyzer.spellings(token);
  for (const Token& spelling : spellings)
    if (spelling.exact != token.exact)
      evidence.push_back(
          scaled(Xapian::Query(std::string(prefix::kExact) + spelling.exact), kRestoredWeight));
  if (token.stem != token.folded)
    evidence.push_back(scaled(Xapian::Query(std::string(prefix::kStem) + token.stem), kStemWeight));
  const std::vector<std::string> folded = folded_forms(token, spellings, analyzer);
  evidence.push_back(scaled(any_form(prefix::kFoldedStem, folded), kFoldedWeight));
  evidence.push_back(scaled(any_form(field(FieldId::kTitle).term_prefix, folded), kTitleWeight));
  return {Xapian::Query::OP_OR, evidence.begin(), evidence.end()};
}

// The stems side by side, in order; the words' exact forms count on top.
Xapian::Query phrase_query(const QueryUnit& phrase) {
  std::vector<Xapian::Query> stems;
  std::vector<Xapian::Query> exact;
  for (const Token& token : phrase.tokens) {
    stems.emplace_back(folded_term(token.folded));
    exact.push_back(scaled(Xapian::Query(std::string(prefix::kExact) + token.exact), kExactWeight));
  }
  const Xapian::Query side_by_side(Xapian::Query::OP_PHRASE, stems.begin(), stems.end(),
                                   static_cast<Xapian::termcount>(stems.size()));
  return {Xapian::Query::OP_AND_MAYBE, scaled(side_by_side, kPhraseWeight),
          Xapian::Query(Xapian::Query::OP_OR, exact.begin(), exact.end())};
}

// What single words leave out: that they stand side by side, or all together.
void append_closeness(const std::vector<QueryUnit>& units, std::vector<Xapian::Query>& any) {
  std::vector<Xapian::Query> words;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].is_phrase()) continue;
    words.emplace_back(folded_term(units[i].tokens.front().folded));
    if (words.size() < 2 || units[i - 1].is_phrase()) continue;
    any.push_back(
        scaled({Xapian::Query::OP_PHRASE, words.end() - 2, words.end(), 2}, kNeighboursWeight));
  }
  if (words.size() < 2 || words.size() > kMaxTogether) return;
  const Xapian::termcount window = kTogetherWindow * static_cast<Xapian::termcount>(words.size());
  any.push_back(
      scaled({Xapian::Query::OP_NEAR, words.begin(), words.end(), window}, kTogetherWeight));
}

}  // namespace

std::vector<QueryUnit> searched_units(const ParsedQuery& parsed) {
  std::vector<QueryUnit> words;
  std::vector<QueryUnit> better;
  std::set<std::string> known;
  for (const QueryUnit& unit : parsed.units) {
    std::string key;
    for (const Token& token : unit.tokens) key += token.exact + ' ';
    if (!known.insert(key).second) continue;
    words.push_back(unit);
    if (unit.is_phrase() || !unit.tokens.front().stop_word) better.push_back(unit);
  }
  return better.empty() ? words : better;
}

Xapian::Query build_query(const std::vector<QueryUnit>& units, Analyzer& analyzer) {
  std::vector<Xapian::Query> any;
  any.reserve(units.size());
  for (const QueryUnit& unit : units)
    any.push_back(unit.is_phrase() ? phrase_query(unit)
                                   : word_query(unit.tokens.front(), analyzer));
  append_closeness(units, any);
  return {Xapian::Query::OP_OR, any.begin(), any.end()};
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
  // k2 0 leaves out the part that goes by document alone, k3 1 counts a word repeated in the query;
  // .5 is Xapian's shortest normed length.
  return Xapian::BM25Weight(kK1, 0, 1, kB, 0.5);
}

}  // namespace newsidx
