// The leaves of a query's tree, each resolved once.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "searcher/plan/leaf.h"
#include "searcher/plan/leaf_sources.h"

namespace newsidx {

// Equal leaves are one. The tree must outlive it.
class ResolvedLeaves {
 public:
  // None; for a query of words alone.
  ResolvedLeaves() = default;
  // Throws TooMuch, and Error(kUsage) for what a leaf asks for that there is not.
  ResolvedLeaves(const QueryNode& root, LeafSources& sources);

  // In the order of the query: what is left out after what it is left out from, and the parts of a
  // NEAR before it.
  std::vector<Leaf>& all() { return leaves_; }
  const std::vector<Leaf>& all() const { return leaves_; }

  // The places of those that rank, in the order of the query.
  const std::vector<std::size_t>& ranking() const { return ranking_; }

  // Of a leaf of the tree; the parts of a NEAR that is left out are none.
  std::size_t place_of(const QueryNode& node) const { return places_.at(&node); }
  const Leaf* find(const QueryNode& node) const;

 private:
  void gather(const QueryNode& node, bool left_out);
  void resolve(LeafSources& sources);

  std::vector<Leaf> leaves_;
  std::vector<std::size_t> ranking_;
  std::unordered_map<const QueryNode*, std::size_t> places_;
  std::unordered_map<std::string, std::size_t> by_key_;
};

}  // namespace newsidx
