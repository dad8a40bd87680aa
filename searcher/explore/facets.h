// Facets of what a Xapian query matches.
#pragma once

#include <xapian.h>

#include <vector>

#include "entities/aliases/aliases.h"
#include "newsidx/facets.h"
#include "searcher/query/query_work.h"

namespace newsidx {

// One match for all of them. Throws TooMuch.
FacetCounts count_facets(const Xapian::Database& database, const Xapian::Query& query,
                         const std::vector<FacetKind>& kinds, const AliasTable& aliases,
                         QueryWork& work);

}  // namespace newsidx
