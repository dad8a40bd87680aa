#include "searcher/plan/leaf_check.h"

#include <algorithm>
#include <set>
#include <utility>

#include "searcher/matching/bounded_match.h"
#include "searcher/matching/exact_check.h"
#include "searcher/query/query_errors.h"
#include "searcher/ranking/bm25.h"
#include "store/terms.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;
using Group = std::vector<Leaf*>;

// The more words are looked for, the more of an article must be analyzed to find them.
Xapian::doccount most_checked(std::size_t leaves) {
  constexpr std::size_t kFewLeaves = 3;
  constexpr std::size_t kManyLeaves = 16;
  if (leaves > kManyLeaves) return kMaxCheckedForMany;
  return leaves == 1 || leaves > kFewLeaves ? kMaxChecked : kMaxCheckedForAll;
}

class Reader {
 public:
  explicit Reader(LeafSources& sources) : sources_(sources) {}

  LeafCheck read(ResolvedLeaves& leaves, const Query& matching, const Query& ranking) {
    sources_.work.enter(Stage::kChecking);
    Group all;
    for (const bool left_out : {false, true}) {
      Group group;
      for (Leaf& leaf : leaves.all())
        if (leaf.must_be_read && leaf.left_out == left_out) group.push_back(&leaf);
      if (!group.empty()) find_candidates(group, left_out, matching, ranking);
      all.insert(all.end(), group.begin(), group.end());
    }
    std::vector<const QueryNode*> nodes;
    for (const Leaf* leaf : all) nodes.push_back(leaf->node);
    ExactChecks checks(nodes, sources_.analyzer, sources_.expander);
    for (Leaf* leaf : all) leaf->met.emplace();
    for (const Xapian::docid candidate : candidates_) {
      sources_.work.check_time();
      ++sources_.work.done.articles_read;
      const Article article = sources_.archive.article(candidate, RecordParts::kWithoutRawAndExtra);
      check_.candidates.emplace_back(id_term(article.id));
      const std::vector<bool> meets = checks.met_by(article);
      for (std::size_t i = 0; i < all.size(); ++i) all[i]->met->push_back(meets[i]);
    }
    return std::move(check_);
  }

 private:
  void find_candidates(const Group& leaves, bool left_out, const Query& matching,
                       const Query& ranking) {
    std::vector<Query> possible;
    for (const Leaf* leaf : leaves) possible.push_back(leaf->matching);
    const Xapian::doccount most = most_checked(leaves.size());
    const Query any(Query::OP_OR, possible.begin(), possible.end());
    Xapian::Enquire enquire(sources_.database);
    enquire.set_weighting_scheme(weighting());
    // All that match are candidates where a query is nothing but such leaves.
    const bool all = matching.get_description() == any.get_description();
    enquire.set_query(
        ranked_query(all ? matching : Query(Query::OP_FILTER, matching, any), ranking));
    const Xapian::MSet found =
        match_within(enquire, sources_.database, sources_.work, most, most + 1);
    if (found.get_matches_lower_bound() > most) too_many(leaves, left_out, most, found);
    for (auto match = found.begin(); match != found.end(); ++match)
      if (known_.insert(*match).second) candidates_.push_back(*match);
  }

  std::string shown(const QueryNode& node) const {
    return sources_.query.substr(node.begin, node.end - node.begin);
  }

  void too_many(const Group& leaves, bool left_out, Xapian::doccount most,
                const Xapian::MSet& possible) {
    constexpr std::size_t kShown = 3;
    std::string all;
    for (std::size_t i = 0; i < std::min(leaves.size(), kShown); ++i)
      all += (i > 0 ? ", " : "") + shown(*leaves[i]->node);
    if (leaves.size() > kShown) all += ", …";
    if (left_out)
      throw work_error({MessageKind::kQueryTooManyToCheck, possible.get_matches_estimated(), all},
                       sources_.query, leaves.front()->node->begin);
    check_.is_complete = false;
    check_.notes.emplace_back(MessageKind::kNoteSomeChecked, most, all);
  }

  LeafSources& sources_;
  LeafCheck check_;
  std::vector<Xapian::docid> candidates_;
  std::set<Xapian::docid> known_;
};

}  // namespace

bool must_read(const ResolvedLeaves& leaves) {
  return std::any_of(leaves.all().begin(), leaves.all().end(),
                     [](const Leaf& leaf) { return leaf.must_be_read; });
}

LeafCheck read_leaves(ResolvedLeaves& leaves, const Query& matching, const Query& ranking,
                      LeafSources& sources) {
  return Reader(sources).read(leaves, matching, ranking);
}

Query ranked_query(const Query& matching, const Query& ranking) {
  Query unweighed(Query::OP_SCALE_WEIGHT, matching, 0);
  if (ranking.empty()) return unweighed;
  return {Query::OP_AND_MAYBE, unweighed, ranking};
}

}  // namespace newsidx
