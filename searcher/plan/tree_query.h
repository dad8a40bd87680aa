// What a query's operators make of its leaves: which articles match.
#pragma once

#include <xapian.h>

#include <vector>

#include "searcher/matching/expansion.h"
#include "searcher/plan/leaf_sources.h"
#include "searcher/plan/resolved_leaves.h"

namespace newsidx {

// The articles that meet the tree; its weights mean nothing. Until its leaves are read
// (leaf_check.h) all that may meet such a leaf does, and nothing is left out for it. `candidates`
// are what Leaf::met is of. With match_all every word that no operator says otherwise of is
// required, too. Throws TooMuch where all leaves together mean too many values, and when the work's
// time is over.
Xapian::Query tree_query(const QueryNode& root, const ResolvedLeaves& leaves,
                         const std::vector<Xapian::Query>& candidates, bool match_all,
                         LeafSources& sources);

}  // namespace newsidx
