// The tree of a query as text. Thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "searcher/query/query_ast.h"

namespace newsidx {

// The tree as a query, which is parsed to the same tree: fields by their English names, days as
// YYYY-MM-DD. `query` is the text that the tree was parsed from.
std::string print_query(const QueryNode& root, std::string_view query);

// A line for people of each node of the tree, with how deep it stands.
void for_each_part(
    const QueryNode& root,
    const std::function<void(const QueryNode& node, std::size_t depth, std::string line)>& visit);

// The tree for people, a node a line, indented.
std::string describe_tree(const QueryNode& root);

}  // namespace newsidx
