// What makes two parts of a query equal: then one of them is enough.
#pragma once

#include <string>
#include <vector>

#include "newsidx/analysis.h"
#include "searcher/query/query_ast.h"

namespace newsidx {

// The same for nodes, or tokens, that ask for the same, wherever they stand.
std::string node_key(const QueryNode& node);
std::string tokens_key(const std::vector<Token>& tokens);

// Of equal parts side by side leaves the first: any of a, b and a is any of a and b.
void keep_once(QueryNode& node);

}  // namespace newsidx
