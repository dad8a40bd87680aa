// What the index cannot tell of a query's leaves, looked for in the articles that may have it.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "newsidx/message.h"
#include "searcher/plan/leaf_sources.h"
#include "searcher/plan/resolved_leaves.h"

namespace newsidx {

// This many articles are read at most to see whether they have a literal or a phrase in the title
// (exact_check.h): for one, for the few that a query has, and for many. Those to be left out have
// as many again.
inline constexpr Xapian::doccount kMaxChecked = 2000;
inline constexpr Xapian::doccount kMaxCheckedForAll = 4000;
inline constexpr Xapian::doccount kMaxCheckedForMany = 500;

struct LeafCheck {
  std::vector<Xapian::Query> candidates;  // the articles that were read; Leaf::met is of these
  bool is_complete = true;                // else there were too many, and the best were read
  std::vector<Message> notes;
};

bool must_read(const ResolvedLeaves& leaves);

// Sets Leaf::met of all leaves that must be read, an article being read once for all of them: of
// those that `matching` finds the best by `ranking`. Throws TooMuch where too many may have what is
// to be left out, and when the work's time is over.
LeafCheck read_leaves(ResolvedLeaves& leaves, const Xapian::Query& matching,
                      const Xapian::Query& ranking, LeafSources& sources);

// The articles of `matching`, ranked by `ranking`; by nothing when it is empty.
Xapian::Query ranked_query(const Xapian::Query& matching, const Xapian::Query& ranking);

}  // namespace newsidx
