#include "searcher/plan/tree_query.h"

#include <optional>
#include <utility>

#include "searcher/matching/day_limits.h"
#include "searcher/ranking/query_words.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;
using Queries = std::vector<Query>;

// More ranges of days than these, any of which will do, are looked up day by day.
constexpr std::size_t kFewRanges = 8;

Query all_of(const Queries& queries) { return {Query::OP_AND, queries.begin(), queries.end()}; }
Query any_of(const Queries& queries) { return {Query::OP_OR, queries.begin(), queries.end()}; }

std::vector<const QueryNode*> pointers(const std::vector<QueryNode>& nodes) {
  std::vector<const QueryNode*> all;
  all.reserve(nodes.size());
  for (const QueryNode& node : nodes) all.push_back(&node);
  return all;
}

bool joins(const QueryNode& node) {
  return node.as<RunNode>() != nullptr || node.as<AnyNode>() != nullptr ||
         node.as<AllNode>() != nullptr;
}

class TreeQuery {
 public:
  TreeQuery(const ResolvedLeaves& leaves, const Queries& candidates, bool match_all,
            LeafSources& sources)
      : leaves_(leaves),
        candidates_(candidates),
        match_all_(match_all),
        sources_(sources),
        counted_(leaves.all().size(), false) {
    sources_.count_anew();
  }

  Query of_node(const QueryNode& node) {
    if (const auto* run = node.as<RunNode>()) return of_run(*run);
    Queries parts;
    if (const auto* any = node.as<AnyNode>()) {
      add(pointers(any->parts), Combine::kAny, parts);
      return any_of(parts);
    }
    if (const auto* all = node.as<AllNode>()) {
      add(pointers(all->parts), Combine::kAll, parts);
      return without(all_of(parts), all->excluded);
    }
    return of_leaf(leaves_.place_of(node));
  }

 private:
  enum class Combine { kAny, kAll };

  const Leaf& leaf_of(const QueryNode& node) const { return leaves_.all()[leaves_.place_of(node)]; }

  Query of_leaf(std::size_t place) {
    const Leaf& leaf = leaves_.all()[place];
    if (!leaf.means_once || !counted_[place])
      for (const auto& [part, count] : leaf.means) sources_.count_meant(*part, count);
    counted_[place] = true;
    if (leaf.met) return articles(*leaf.met);
    return leaf.must_be_read && leaving_out_ ? Query::MatchNothing : leaf.matching;
  }

  Query articles(const std::vector<bool>& met) const {
    Queries found;
    for (std::size_t i = 0; i < met.size(); ++i)
      if (met[i]) found.push_back(candidates_[i]);
    return any_of(found);
  }

  // A query for each, but one for all those that were read, and one for many days: any of a
  // thousand literals would be as many lists of the same articles.
  void add(const std::vector<const QueryNode*>& nodes, Combine combine, Queries& queries) {
    std::vector<const DateNode*> days;
    for (const QueryNode* node : nodes)
      if (!joins(*node) && leaf_of(*node).days != nullptr) days.push_back(leaf_of(*node).days);
    const bool many_days = combine == Combine::kAny && days.size() > kFewRanges;
    std::optional<std::size_t> read_at;
    std::vector<bool> met;
    for (const QueryNode* node : nodes) {
      sources_.work.check_time();
      const Leaf* leaf = joins(*node) ? nullptr : &leaf_of(*node);
      if (many_days && leaf != nullptr && leaf->days != nullptr) continue;
      if (leaf == nullptr || !leaf->met) {
        queries.push_back(of_node(*node));
      } else if (!read_at) {
        read_at = queries.size();
        queries.emplace_back();
        met = *leaf->met;
      } else {
        for (std::size_t i = 0; i < met.size(); ++i)
          met[i] = combine == Combine::kAny ? met[i] || (*leaf->met)[i] : met[i] && (*leaf->met)[i];
      }
    }
    if (read_at) queries[*read_at] = articles(met);
    if (many_days) queries.push_back(any_of_days(sources_.database, days, sources_.work));
  }

  // Words and phrases as in a query of nothing else; other things beside them.
  Query of_run(const RunNode& run) {
    Queries met;
    add(pointers(run.required), Combine::kAll, met);
    const bool all = match_all_ && !leaving_out_ && !run.joined_by_or;
    if (run.required.empty() || all) {
      std::vector<QueryUnit> words;
      std::vector<const QueryNode*> rest;
      for (const QueryNode& node : run.optional) {
        if (!joins(node) && leaf_of(node).words)
          words.push_back(*leaf_of(node).words);
        else
          rest.push_back(&node);
      }
      Queries others;
      add(rest, all ? Combine::kAll : Combine::kAny, others);
      if (!words.empty())
        others.push_back(build_query(expand_query(searched_units(words), sources_.expander), all));
      if (all)
        met.insert(met.end(), others.begin(), others.end());
      else if (!others.empty())
        met.push_back(any_of(others));
    }
    add(pointers(run.limits), Combine::kAll, met);
    return without(all_of(met), run.excluded);
  }

  Query without(const Query& query, const std::vector<QueryNode>& excluded) {
    if (excluded.empty()) return query;
    const bool outer = std::exchange(leaving_out_, !leaving_out_);
    Queries queries;
    add(pointers(excluded), Combine::kAny, queries);
    leaving_out_ = outer;
    return {Query::OP_AND_NOT, query, any_of(queries)};
  }

  const ResolvedLeaves& leaves_;
  const Queries& candidates_;
  bool match_all_;
  LeafSources& sources_;
  std::vector<bool> counted_;
  bool leaving_out_ = false;  // within what is left out
};

}  // namespace

Query tree_query(const QueryNode& root, const ResolvedLeaves& leaves, const Queries& candidates,
                 bool match_all, LeafSources& sources) {
  return TreeQuery(leaves, candidates, match_all, sources).of_node(root);
}

}  // namespace newsidx
