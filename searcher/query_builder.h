// What a query asks for -> a Xapian query.
#pragma once

#include <xapian.h>

#include <optional>
#include <vector>

#include "newsidx/searcher.h"
#include "searcher/expansion.h"
#include "searcher/query_parser.h"

namespace newsidx {

// The units that ranking goes by: each once, and stop words only when there is nothing else.
std::vector<QueryUnit> searched_units(const ParsedQuery& parsed);
std::vector<QueryUnit> searched_units(const std::vector<QueryUnit>& units);

// A query with all that it is looked up as.
struct ExpandedQuery {
  std::vector<QueryUnit> units;
  std::vector<Expansion> expansions;  // of each unit; of a phrase empty
  std::vector<JoinedWord> joined;
};

ExpandedQuery expand_query(const std::vector<QueryUnit>& units, const Expander& expander);

// One unit's evidence; what has any of it meets the unit.
Xapian::Query unit_query(const QueryUnit& unit, const Expansion& expansion);

// Any of the units; the evidence of an article adds up over its words, and for one word over its
// forms (exact, stem, folded), the title, and what says the same in other words. With match_all
// only articles that have evidence for every unit; a joined word is evidence for each of its units.
// Matches nothing when there is no unit.
Xapian::Query build_query(const ExpandedQuery& query, bool match_all = false);

// `query` limited to articles dated from..to, both inclusive, as far as given.
Xapian::Query limit_to_dates(const Xapian::Query& query, std::optional<Date> from,
                             std::optional<Date> to);

// The weighting that the query is meant for.
Xapian::BM25Weight weighting();

}  // namespace newsidx
