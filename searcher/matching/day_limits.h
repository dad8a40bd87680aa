// Which articles are of which days.
#pragma once

#include <xapian.h>

#include <optional>
#include <vector>

#include "searcher/query/query_ast.h"
#include "searcher/query/query_work.h"

namespace newsidx {

// `query` limited to articles dated from..to, both inclusive, as far as given.
Xapian::Query limit_to_dates(const Xapian::Query& query, std::optional<Date> from,
                             std::optional<Date> to);

// The articles of any of these stretches, looked up day by day: many ranges of values cost more,
// as stretches that overlap or follow each other are one here.
Xapian::Query any_of_days(const Xapian::Database& database,
                          const std::vector<const DateNode*>& stretches, QueryWork& work);

}  // namespace newsidx
