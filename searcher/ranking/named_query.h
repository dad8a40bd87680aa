// What ranks articles about someone above those that only have the words of the name.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "entities/aliases/aliases.h"
#include "searcher/matching/named_values.h"
#include "searcher/query/query_parser.h"
#include "searcher/query/query_work.h"
#include "searcher/ranking/query_words.h"

namespace newsidx {

// Who or what the words of a query name, in order, when it is nothing but names: "Şi Putin" has
// two. None when any word is part of no name.
std::vector<NamedGroup> names_of_query(const Xapian::Database& database, const AliasTable& aliases,
                                       const std::vector<QueryUnit>& units, QueryWork& work);

// What an article adds up for naming them, the more the oftener it does; it finds none.
std::vector<Evidence> named_evidence(const std::vector<NamedGroup>& groups);

// The articles that name them, weighed so.
Xapian::Query named_query(const std::vector<NamedGroup>& groups);

}  // namespace newsidx
