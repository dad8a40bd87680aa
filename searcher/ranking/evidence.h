// All that speaks for an article, and how much: evidence.cc has the one table of it. A new kind is
// a row there and, where a word of a query has it, the function that yields it. Thread-safe.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/matching/expansion.h"
#include "searcher/query/query_parser.h"

namespace newsidx {

// In the order of the table.
enum class EvidenceKind : std::uint8_t {
  // Of a word.
  kExact,
  kRestored,
  kStem,
  kFolded,
  kTitle,
  kForeign,
  kCoarse,
  kRelated,
  kApart,
  kLongForm,
  // Of several words.
  kPhrase,
  kJoined,
  kAcronym,
  kNamed,
  // Of what was asked for expressly.
  kBeginning,
  kLiteral,
  kNear,
  kName,
  kInTitle,
  // Of a whole query.
  kLead,
  kTogether,
  kClosest,
  kRecent,
};

// One piece of evidence: what an article has to have, and what that adds to its score.
struct Evidence {
  EvidenceKind kind = EvidenceKind::kExact;
  // Any of these, counted as one word, or all of them side by side.
  std::vector<std::string> terms;
  bool side_by_side = false;
  bool finds = true;  // else it only adds to what other evidence has found
  // What terms alone do not say, such as NEAR; empty: they do.
  Xapian::Query more{};
  double weight = 0;  // the kind's
};

Evidence make_evidence(EvidenceKind kind, std::vector<std::string> terms);
// Of these folded stems, in order.
Evidence evidence_side_by_side(EvidenceKind kind, const std::vector<std::string>& stems);
// Of whatever query finds; the terms are for people.
Evidence evidence_of_query(EvidenceKind kind, Xapian::Query query,
                           std::vector<std::string> terms = {});

// A word of a query with what it is looked up as.
struct AskedWord {
  const Token& token;
  const Expansion& expansion;
};

// Which of its terms, or of its words side by side, are marked in an article that has them.
enum class MarkedAs : std::uint8_t {
  kNothing,
  kTerms,
  kOtherTerms,   // but the first, which is the word itself
  kFoldedForms,  // any word whose folded stem, or foreign key, is the term's form
};

struct EvidenceRow {
  EvidenceKind kind;
  double weight;
  std::string_view name;  // for people who read --explain, and for JSON
  std::string_view turkish;
  MarkedAs marked = MarkedAs::kNothing;
  double mark_share = 1;  // of what marking the word itself is worth
  void (*yield)(const AskedWord& word, std::vector<Evidence>& evidence) = nullptr;
};

std::span<const EvidenceRow> all_evidence_kinds();
const EvidenceRow& evidence_row(EvidenceKind kind);
inline double evidence_weight(EvidenceKind kind) { return evidence_row(kind).weight; }

// All that speaks for a word, in the order of the table.
std::vector<Evidence> word_evidence(const AskedWord& word);

// What speaks for a phrase: each of its readings finds, and its words' exact forms add.
std::vector<Evidence> phrase_evidence(const QueryUnit& phrase, const Expansion& expansion);

// What an article has besides the words of the query that is to be marked for this evidence.
std::vector<QueryUnit> marked_units(const Evidence& evidence);

// The evidence by itself, weighed.
Xapian::Query evidence_query(const Evidence& evidence);

}  // namespace newsidx
