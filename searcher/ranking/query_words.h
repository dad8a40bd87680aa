// The words of a query with all that speaks for them -> a Xapian query.
#pragma once

#include <xapian.h>

#include <vector>

#include "searcher/matching/expansion.h"
#include "searcher/query/query_parser.h"
#include "searcher/ranking/bm25.h"
#include "searcher/ranking/evidence.h"

namespace newsidx {

// The units that ranking goes by: each once, and stop words only when there is nothing else.
std::vector<QueryUnit> searched_units(const ParsedQuery& parsed);
std::vector<QueryUnit> searched_units(const std::vector<QueryUnit>& units);

// The words of a query with all that they are looked up as.
struct QueryWords {
  std::vector<QueryUnit> units;
  std::vector<Expansion> expansions;  // of each unit
  std::vector<JoinedWord> joined;
  std::vector<std::vector<Evidence>> evidence;  // of each unit
  std::vector<Evidence> joined_evidence;
};

QueryWords expand_query(const std::vector<QueryUnit>& units, const Expander& expander);

// One unit's evidence; what has any of it meets the unit.
Xapian::Query unit_query(const QueryUnit& unit, const Expansion& expansion);

// Any of the units; the evidence of an article adds up over its words, and for one word over its
// forms (exact, stem, folded), the title, and what says the same in other words. With match_all
// only articles that have evidence for every unit; a joined word is evidence for each of its units.
// Matches nothing when there is no unit.
Xapian::Query build_query(const QueryWords& query, bool match_all = false);

// All evidence of build_query() without match_all, which adds up to the same scores. None for a
// query that has phrases, whose evidence is no mere sum.
std::vector<Evidence> all_evidence(const QueryWords& query);

}  // namespace newsidx
