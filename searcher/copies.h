// Near-copies, as the indexer grouped them.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

#include "newsidx/searcher.h"
#include "store/record.h"

namespace newsidx {

// How many other articles of the index are near-copies of this one.
std::uint64_t count_copies(const Xapian::Database& database, const Xapian::Document& document);

// As Searcher::duplicates().
std::vector<CopyGroup> find_duplicates(const Xapian::Database& database, RecordCodec& codec);

}  // namespace newsidx
