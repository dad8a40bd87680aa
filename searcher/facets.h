// Facets of what a Xapian query matches.
#pragma once

#include <xapian.h>

#include <vector>

#include "entities/aliases.h"
#include "newsidx/facets.h"

namespace newsidx {

// One match for all of them.
FacetCounts count_facets(const Xapian::Database& database, const Xapian::Query& query,
                         const std::vector<FacetKind>& kinds, const AliasTable& aliases);

}  // namespace newsidx
