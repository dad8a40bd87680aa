#include "searcher/ranking/evidence.h"

#include <array>
#include <optional>
#include <utility>

#include "store/fields.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;
using Pieces = std::vector<Evidence>;

std::vector<std::string> with_prefix(std::string_view prefix,
                                     const std::vector<std::string>& forms) {
  std::vector<std::string> terms;
  terms.reserve(forms.size());
  for (const std::string& form : forms) terms.push_back(std::string(prefix) + form);
  return terms;
}

// Nothing where there are no terms.
void add(EvidenceKind kind, std::vector<std::string> terms, Pieces& evidence) {
  if (!terms.empty()) evidence.push_back(make_evidence(kind, std::move(terms)));
}

void exact_forms(const AskedWord& word, Pieces& evidence) {
  add(EvidenceKind::kExact, word.expansion.exact, evidence);
}

void restored_spellings(const AskedWord& word, Pieces& evidence) {
  for (const std::string& spelling : word.expansion.spellings)
    add(EvidenceKind::kRestored, with_prefix(prefix::kExact, {spelling}), evidence);
}

void stem(const AskedWord& word, Pieces& evidence) {
  if (word.token.shared_fold && word.token.stem != word.token.folded)
    add(EvidenceKind::kStem, with_prefix(prefix::kStem, {word.token.stem}), evidence);
}

void folded_stems(const AskedWord& word, Pieces& evidence) {
  add(EvidenceKind::kFolded, with_prefix(prefix::kFoldedStem, word.expansion.folded), evidence);
}

void in_title(const AskedWord& word, Pieces& evidence) {
  add(EvidenceKind::kTitle, with_prefix(field(FieldId::kTitle).term_prefix, word.expansion.folded),
      evidence);
}

void foreign_spellings(const AskedWord& word, Pieces& evidence) {
  std::vector<std::string> terms;
  for (const ForeignSpelling& spelling : word.expansion.foreign) terms.push_back(spelling.term());
  add(EvidenceKind::kForeign, std::move(terms), evidence);
}

void words_that_begin_alike(const AskedWord& word, Pieces& evidence) {
  if (word.expansion.coarse.empty()) return;
  add(EvidenceKind::kCoarse, word.expansion.coarse, evidence);
  evidence.back().finds = false;
}

// They find where the index has no form of the word itself.
void relatives(const AskedWord& word, Pieces& evidence) {
  if (word.expansion.related.empty()) return;
  add(EvidenceKind::kRelated, word.expansion.related, evidence);
  evidence.back().finds = !word.expansion.known;
}

void compound_apart(const AskedWord& word, Pieces& evidence) {
  for (const std::vector<std::string>& parts : word.expansion.apart)
    evidence.push_back(evidence_side_by_side(EvidenceKind::kApart, parts));
}

void long_forms(const AskedWord& word, Pieces& evidence) {
  for (const std::vector<std::string>& words : word.expansion.long_forms)
    evidence.push_back(evidence_side_by_side(EvidenceKind::kLongForm, words));
}

// What another word than the one that was typed is worth as a mark.
constexpr double kOtherWord = 0.5;

using Kind = EvidenceKind;
using enum MarkedAs;

// The weights. Those of words are in parts of the BM25 weight of the terms (bm25.h). An article
// with the exact form of a word has its stem as well, so exact ranks above stem, and stem above
// folded, by addition. Chosen on bilfront-titles (MRR@10) and checked on bilfront-judged and
// corpus/ (nDCG@10); docs/evaluation.md has the figures.
constexpr std::array kRows = {
    EvidenceRow{Kind::kExact, 0.7, "exact", "aynen", kNothing, 1, exact_forms},
    // Less than the exact form, so that the word as typed ranks above it.
    EvidenceRow{Kind::kRestored, 0.4, "with Turkish letters", "Türkçe harflerle", kNothing, 1,
                restored_spellings},
    EvidenceRow{Kind::kStem, 0.1, "stem with Turkish letters", "Türkçe harfli kök", kNothing, 1,
                stem},
    // Most of a word's weight.
    EvidenceRow{Kind::kFolded, 1.0, "stem", "kök", kOtherTerms, 1, folded_stems},
    EvidenceRow{Kind::kTitle, 0.4, "in the title", "başlıkta", kNothing, 1, in_title},
    EvidenceRow{Kind::kForeign, 0.3, "other spelling of a name", "adın başka yazımı", kFoldedForms,
                1, foreign_spellings},
    // It adds to what an article was found for, and finds none by itself: Kılıç is not
    // Kılıçdaroğlu.
    EvidenceRow{Kind::kCoarse, 0.8, "begins alike", "aynı harflerle başlayan", kNothing, 1,
                words_that_begin_alike},
    EvidenceRow{Kind::kRelated, 0.15, "relative", "türemiş sözcük", kTerms, kOtherWord, relatives},
    EvidenceRow{Kind::kApart, 0.2, "written apart", "ayrı yazılışı", kTerms, kOtherWord,
                compound_apart},
    // Its words each weigh as well.
    EvidenceRow{Kind::kLongForm, 0.5, "long form", "açılımı", kTerms, kOtherWord, long_forms},

    // Each of a phrase's words weighs.
    EvidenceRow{Kind::kPhrase, 1.0, "side by side", "yan yana"},
    EvidenceRow{Kind::kJoined, 0.2, "written together", "bitişik yazılışı", kTerms, kOtherWord},
    EvidenceRow{Kind::kAcronym, 1.5, "acronym", "kısaltması", kTerms, kOtherWord},
    // As much as the folded stem of a word; an article adds up the more the oftener it names them.
    EvidenceRow{Kind::kNamed, 1.0, "name", "adı geçen"},

    // What was asked for expressly weighs as much as the folded stem of a word.
    EvidenceRow{Kind::kBeginning, 1.0, "beginning", "böyle başlayan"},
    EvidenceRow{Kind::kLiteral, 1.0, "literal", "tam bu biçimde"},
    EvidenceRow{Kind::kNear, 1.0, "near each other", "birbirine yakın"},
    EvidenceRow{Kind::kName, 1.0, "name in a field", "alandaki ad"},
    // Words in the title count as in any query, and besides for having been asked for there.
    EvidenceRow{Kind::kInTitle, 1.4, "asked for in the title", "başlıkta istenen"},

    // The second stage (concentration.h), in parts of squares of idf.
    EvidenceRow{Kind::kLead, 0.7, "words in title or lead", "başlıkta ya da girişte"},
    EvidenceRow{Kind::kTogether, 0.4, "words within 24", "24 sözcük içinde"},
    EvidenceRow{Kind::kClosest, 0.3, "words within 6", "6 sözcük içinde"},
    // In parts of what all words of the query weigh once (recency.h); only where it is asked for.
    EvidenceRow{Kind::kRecent, 1.0, "recent", "yeni"},
};

constexpr bool in_order_of_kinds() {
  for (std::size_t i = 0; i < kRows.size(); ++i)
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  return true;
}
static_assert(in_order_of_kinds(), "evidence_row() looks a kind up by its place in the table");

Query scaled(const Query& query, double weight) { return {Query::OP_SCALE_WEIGHT, query, weight}; }

// The stems side by side, in order, any of those that may stand at a place.
Query reading_query(const Reading& reading) {
  std::vector<Query> places;
  for (const std::vector<std::string>& stems : reading) {
    const std::vector<std::string> terms = with_prefix(prefix::kFoldedStem, stems);
    places.emplace_back(Query::OP_OR, terms.begin(), terms.end());
  }
  if (places.size() == 1) return places.front();
  return {Query::OP_PHRASE, places.begin(), places.end(),
          static_cast<Xapian::termcount>(places.size())};
}

// What has the term; nothing for a name, which is no word of the text.
std::optional<QueryUnit> marked_unit(const std::string& term) {
  Token token;
  if (term.starts_with(field(FieldId::kOrganisation).term_prefix)) return std::nullopt;
  if (term.starts_with(prefix::kStem))
    token.stem = term.substr(prefix::kStem.size());
  else if (term.starts_with(prefix::kExact))
    token.exact = term.substr(prefix::kExact.size());
  else
    token.folded = term;
  return QueryUnit{{std::move(token)}};
}

std::string form_of(const std::string& term) {
  for (const std::string_view prefix : {prefix::kForeign, prefix::kExact})
    if (term.starts_with(prefix)) return term.substr(prefix.size());
  return term;
}

}  // namespace

std::span<const EvidenceRow> all_evidence_kinds() { return kRows; }

const EvidenceRow& evidence_row(EvidenceKind kind) { return kRows[static_cast<std::size_t>(kind)]; }

Evidence make_evidence(EvidenceKind kind, std::vector<std::string> terms) {
  Evidence evidence;
  evidence.kind = kind;
  evidence.terms = std::move(terms);
  evidence.weight = evidence_weight(kind);
  return evidence;
}

Evidence evidence_side_by_side(EvidenceKind kind, const std::vector<std::string>& stems) {
  Evidence evidence = make_evidence(kind, with_prefix(prefix::kFoldedStem, stems));
  evidence.side_by_side = true;
  return evidence;
}

Evidence evidence_of_query(EvidenceKind kind, Query query, std::vector<std::string> terms) {
  Evidence evidence = make_evidence(kind, std::move(terms));
  evidence.more = std::move(query);
  return evidence;
}

std::vector<Evidence> word_evidence(const AskedWord& word) {
  std::vector<Evidence> evidence;
  for (const EvidenceRow& row : kRows)
    if (row.yield != nullptr) row.yield(word, evidence);
  return evidence;
}

std::vector<Evidence> phrase_evidence(const QueryUnit& phrase, const Expansion& expansion) {
  std::vector<Evidence> evidence;
  for (const Reading& reading : expansion.readings) {
    std::vector<std::string> typed;
    for (const std::vector<std::string>& place : reading) typed.push_back(place.front());
    evidence.push_back(
        evidence_of_query(EvidenceKind::kPhrase, reading_query(reading), std::move(typed)));
  }
  for (const Token& token : phrase.tokens) {
    if (token.exact == token.folded && !token.shared_fold) continue;
    add(EvidenceKind::kExact, with_prefix(prefix::kExact, {token.exact}), evidence);
    evidence.back().finds = false;
  }
  return evidence;
}

std::vector<QueryUnit> marked_units(const Evidence& evidence) {
  const MarkedAs marked = evidence_row(evidence.kind).marked;
  if (marked == kNothing) return {};
  if (evidence.side_by_side) return {folded_unit(evidence.terms)};
  std::vector<QueryUnit> units;
  for (std::size_t i = marked == kOtherTerms ? 1 : 0; i < evidence.terms.size(); ++i) {
    if (marked == kFoldedForms)
      units.push_back(folded_unit({form_of(evidence.terms[i])}));
    else if (std::optional<QueryUnit> unit = marked_unit(evidence.terms[i]))
      units.push_back(*std::move(unit));
  }
  return units;
}

Query evidence_query(const Evidence& evidence) {
  const std::vector<std::string>& terms = evidence.terms;
  if (!evidence.more.empty()) return scaled(evidence.more, evidence.weight);
  if (evidence.side_by_side)
    return scaled({Query::OP_PHRASE, terms.begin(), terms.end(),
                   static_cast<Xapian::termcount>(terms.size())},
                  evidence.weight);
  if (terms.size() == 1) return scaled(Query(terms.front()), evidence.weight);
  return scaled({Query::OP_SYNONYM, terms.begin(), terms.end()}, evidence.weight);
}

}  // namespace newsidx
