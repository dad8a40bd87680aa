// Counts over all articles that match. They use Xapian's own match spies alone, so that shards on
// other machines count for themselves.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "searcher/query/query_work.h"

namespace newsidx {

// Both throw TooMuch.
std::uint64_t count_matches(const Xapian::Database& database, const Xapian::Query& query,
                            QueryWork& work);

struct ValueCounts {
  std::map<std::string, std::uint64_t> values;  // each value of the slot with its articles
  std::uint64_t without = 0;                    // articles whose slot is empty
};

struct MatchCounts {
  std::uint64_t total = 0;
  std::vector<ValueCounts> slots;  // in the order asked for
};

// In one pass over what matches.
MatchCounts count_values(const Xapian::Database& database, const Xapian::Query& query,
                         const std::vector<Xapian::valueno>& slots, QueryWork& work);

}  // namespace newsidx
