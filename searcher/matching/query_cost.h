// What a Xapian query would cost, told from the numbers of articles that its terms have, before it
// runs. Xapian's matcher cannot be stopped in the middle of an article, nor at all where a part of
// the index is on another machine; so what would take too long is not begun.
#pragma once

#include <xapian.h>

#include <cstdint>

#include "searcher/query/query_work.h"

namespace newsidx {

struct QueryCost {
  std::uint64_t articles = 0;   // that match, at most
  std::uint64_t terms = 0;      // posting lists, each wherever it stands in the query
  std::uint64_t postings = 0;   // read or skipped to, at most
  std::uint64_t positions = 0;  // lists of places that phrases and NEAR read, at most
};

// `all` false: postings are left out, and positions counted as if nothing else limited the articles
// that phrases and NEAR look at, which is much quicker.
QueryCost cost_of(const Xapian::Query& query, const Xapian::Database& database, bool all = true);

// Adds to the work what the query is about to cost. Throws TooMuch where that is more than a query
// may cost: kWork for what is out of proportion to the index, kTime for what cannot be done in the
// time that is left.
void refuse_costly(const Xapian::Query& query, const Xapian::Database& database, QueryWork& work);

}  // namespace newsidx
