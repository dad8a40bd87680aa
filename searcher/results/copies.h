// Near-copies, as the indexer grouped them.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "newsidx/searcher.h"
#include "searcher/ranking/ranked_matches.h"
#include "store/archive.h"

namespace newsidx {

// How many other articles are near-copies of this document, which is of that group (kGroupSlot).
std::uint64_t count_copies(const Archive& archive, Xapian::docid document,
                           const std::string& group);

// As Searcher::duplicates().
std::vector<CopyGroup> find_duplicates(const Archive& archive);

// Without the matches of a group that a better one, before them, is of.
std::vector<RankedMatch> best_of_each_group(const Xapian::Database& database,
                                            const std::vector<RankedMatch>& ranked);

}  // namespace newsidx
