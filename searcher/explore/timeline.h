// When the articles that a Xapian query matches were published.
#pragma once

#include <xapian.h>

#include <optional>

#include "newsidx/timeline.h"
#include "searcher/query/query_work.h"

namespace newsidx {

// The query is limited to from..to already, as far as given. Without a step the smallest one that
// keeps the rows few. Throws TooMuch.
Timeline count_timeline(const Xapian::Database& database, const Xapian::Query& query,
                        std::optional<Date> from, std::optional<Date> to,
                        std::optional<TimelineStep> step, QueryWork& work);

}  // namespace newsidx
