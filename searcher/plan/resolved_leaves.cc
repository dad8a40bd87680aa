#include "searcher/plan/resolved_leaves.h"

#include "searcher/matching/query_key.h"
#include "searcher/plan/leaf_kinds.h"

namespace newsidx {

ResolvedLeaves::ResolvedLeaves(const QueryNode& root, LeafSources& sources) {
  gather(root, false);
  resolve(sources);
}

const Leaf* ResolvedLeaves::find(const QueryNode& node) const {
  const auto known = places_.find(&node);
  return known == places_.end() ? nullptr : &leaves_[known->second];
}

void ResolvedLeaves::gather(const QueryNode& node, bool left_out) {
  const auto each = [&](const std::vector<QueryNode>& nodes, bool out) {
    for (const QueryNode& part : nodes) gather(part, out);
  };
  if (const auto* run = node.as<RunNode>()) {
    each(run->required, left_out);
    each(run->optional, left_out);
    each(run->limits, left_out);
    return each(run->excluded, true);
  }
  if (const auto* any = node.as<AnyNode>()) return each(any->parts, left_out);
  if (const auto* all = node.as<AllNode>()) {
    each(all->parts, left_out);
    return each(all->excluded, true);
  }
  // The parts of a NEAR rank by themselves as well; left out, only together.
  if (const auto* near = node.as<NearNode>(); near != nullptr && !left_out)
    each(near->parts, false);
  const auto [place, is_new] = by_key_.try_emplace(node_key(node), leaves_.size());
  places_.emplace(&node, place->second);
  if (is_new) {
    Leaf& added = leaves_.emplace_back();
    added.row = &leaf_row(node);
    added.node = &node;
  }
  Leaf& leaf = leaves_[place->second];
  if (!left_out && !leaf.ranks) ranking_.push_back(place->second);
  (left_out ? leaf.left_out : leaf.ranks) = true;
}

// Values first: what is too much for a query is said of them before anything else, and they are
// looked up together.
void ResolvedLeaves::resolve(LeafSources& sources) {
  std::vector<const QueryNode*> nodes;
  nodes.reserve(leaves_.size());
  for (const Leaf& leaf : leaves_) nodes.push_back(leaf.node);
  sources.look_up(nodes);
  const auto order_of = [](const Leaf& leaf) {
    if (leaf.node->as<ValueNode>() != nullptr) return 0;
    return leaf.ranks ? 1 : 2;
  };
  for (const int order : {0, 1, 2})
    for (Leaf& leaf : leaves_) {
      if (order_of(leaf) != order) continue;
      sources.work.check_time();
      leaf.row->resolve(leaf, sources);
    }
}

}  // namespace newsidx
