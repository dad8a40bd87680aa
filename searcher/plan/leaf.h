// A leaf of a query's tree, resolved on one index: all that any later step asks of it. Nothing
// behind this knows what kinds of leaves there are.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "searcher/query/query_ast.h"
#include "searcher/query/query_parser.h"
#include "searcher/ranking/evidence.h"

namespace newsidx {

struct LeafRow;  // leaf_kinds.h

struct Leaf {
  const LeafRow* row = nullptr;
  const QueryNode* node = nullptr;  // of equal ones the first
  bool ranks = false;               // it stands where it is not left out
  bool left_out = false;            // it stands where it is

  // What it matches: the articles that `met` says, when they were read; else those of `matching`,
  // whose weights mean nothing. Of `days` there is both, as many are quicker together.
  Xapian::Query matching;
  const DateNode* days = nullptr;
  bool must_be_read = false;  // `matching` may have more articles than those that meet it
  std::optional<std::vector<bool>> met;  // of the plan's candidates

  // Its words, where they may stand anywhere: they are matched, ranked and marked with the words
  // beside them.
  std::optional<QueryUnit> words;

  // What it adds to the rank, and what of it is marked, besides its words.
  std::vector<Evidence> evidence;
  std::vector<QueryUnit> marked;

  bool unmet = false;  // it names a value that no article has
  // The words or values of the index that it means, which a query has a budget of, by the parts of
  // the query that mean them. It counts wherever it stands, or once.
  std::vector<std::pair<const QueryNode*, std::uint64_t>> means;
  bool means_once = false;
};

}  // namespace newsidx
