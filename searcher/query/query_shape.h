// How the parts of a query come together in its tree, so that what means the same has the same
// tree. Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "searcher/query/query_ast.h"

namespace newsidx {

using Nodes = std::vector<QueryNode>;

template <typename What>
QueryNode make_node(What what, std::size_t begin, std::size_t end) {
  QueryNode node;
  node.what = std::move(what);
  node.begin = begin;
  node.end = end;
  return node;
}

// Moves all of `from` to the end of `to`.
void append(Nodes& to, Nodes from);

// The one field that all of the node's leaves are limited to; nothing when they are not.
std::optional<FieldId> only_field(const QueryNode& node);

// Whether no leaf asks for what may stand anywhere in the article.
bool is_limit(const QueryNode& node);

// A run that only says what is left out, or is empty.
bool only_excludes(const QueryNode& node);
bool is_empty(const QueryNode& node);

// Whether NEAR can look for it by position.
bool can_be_near(const QueryNode& node);

// What a run of one thing, without a sign, is about; any other node as it is.
QueryNode unwrapped(QueryNode node);

// A run of this one thing.
QueryNode run_of(QueryNode node);

// Two parts at least, joined by OR or AND.
QueryNode any_of_parts(Nodes parts);
QueryNode all_of_parts(Nodes parts);

// Puts something without a sign into a run: a limit where it is one. In a field nothing is.
void add_part(RunNode& run, QueryNode node, bool in_field);

}  // namespace newsidx
