// Near-copies, as the indexer grouped them.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

#include "newsidx/searcher.h"
#include "searcher/ranking/ranked_matches.h"
#include "store/record.h"

namespace newsidx {

// How many other articles of the index are near-copies of this one.
std::uint64_t count_copies(const Xapian::Database& database, const Xapian::Document& document);

// As Searcher::duplicates().
std::vector<CopyGroup> find_duplicates(const Xapian::Database& database, RecordCodec& codec);

// Without the matches of a group that a better one, before them, is of.
std::vector<RankedMatch> best_of_each_group(const Xapian::Database& database,
                                            const std::vector<RankedMatch>& ranked);

}  // namespace newsidx
