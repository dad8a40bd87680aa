// How a query was understood and what was planned for it, for people.
#pragma once

#include <xapian.h>

#include "newsidx/explanation.h"
#include "searcher/plan/query_plan.h"
#include "searcher/query/query_parser.h"

namespace newsidx {

// `parsed` is what the plan was made of.
QueryExplanation explain(const ParsedQuery& parsed, const QueryPlan& plan,
                         const Xapian::Database& database);

}  // namespace newsidx
