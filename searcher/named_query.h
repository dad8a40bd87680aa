// What ranks articles about someone above those that only have the words of the name.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "entities/aliases.h"
#include "searcher/named_values.h"
#include "searcher/query_parser.h"

namespace newsidx {

// Who or what the words of a query name, in order, when it is nothing but names: "Şi Putin" has
// two. None when any word is part of no name.
std::vector<NamedGroup> names_of_query(const Xapian::Database& database, const AliasTable& aliases,
                                       const std::vector<QueryUnit>& units);

// The articles that name them, weighed by how often each does.
Xapian::Query named_query(const std::vector<NamedGroup>& groups);

}  // namespace newsidx
