// All that can be a leaf of a query: leaf_kinds.cc has the one table. A new kind is a row there, a
// resolver and, where it needs one, a node of the tree (query_ast.h). Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "searcher/plan/leaf.h"
#include "searcher/plan/leaf_sources.h"

namespace newsidx {

// In the order of the table.
enum class LeafKind : std::uint8_t {
  kWord,
  kWordInTitle,
  kPhrase,
  kPhraseInTitle,
  kLiteral,
  kLiteralInTitle,
  kBeginning,
  kBeginningInTitle,
  kNear,
  kKeyword,
  kIdentifier,
  kAddress,
  kName,
  kTopic,
  kDays,
};

struct LeafRow {
  LeafKind kind;
  std::string_view name;  // for people who read --explain, and for JSON
  std::string_view turkish;
  std::string_view example;  // a query of it
  // Fills in what the leaf comes to; its node and where it stands are known. What needs evidence
  // and marks is only what ranks. Throws TooMuch where it means too much, and Error(kUsage).
  void (*resolve)(Leaf& leaf, LeafSources& sources);
};

std::span<const LeafRow> all_leaf_kinds();

// Of a node that is no RunNode, AnyNode or AllNode.
const LeafRow& leaf_row(const QueryNode& node);

}  // namespace newsidx
