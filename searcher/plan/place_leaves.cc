// Beginnings of words, and words near each other.
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "searcher/matching/query_key.h"
#include "searcher/plan/leaf_resolvers.h"
#include "store/fields.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;

Query any_term(const std::vector<std::string>& terms) {
  return {Query::OP_OR, terms.begin(), terms.end()};
}

// What has a term that such a beginning means.
QueryUnit unit_of(const std::string& term, bool in_title) {
  const std::string_view title = field(FieldId::kTitle).term_prefix;
  if (in_title) return folded_unit({term.substr(title.size())});
  if (!term.starts_with(prefix::kExact)) return folded_unit({term});
  Token token;
  token.exact = term.substr(prefix::kExact.size());
  return {{std::move(token)}};
}

// The words of one part of a NEAR, by their folded stems: only these have places.
Query places(const QueryNode& node, Leaf& near, LeafSources& sources) {
  if (const auto* word = node.as<WordNode>())
    return any_term(sources.expander.expand(word->token).folded);
  if (node.as<PrefixNode>() != nullptr) {
    const FoundTerms& found = sources.stems(node);
    near.means.emplace_back(&node, found.found);
    if (near.ranks) sources.count_meant(node, found.found);
    return any_term(found.terms);
  }
  std::vector<Query> parts;
  const auto* any = node.as<AnyNode>();
  for (const QueryNode& part : any != nullptr ? any->parts : node.as<RunNode>()->optional)
    parts.push_back(places(part, near, sources));
  return {Query::OP_OR, parts.begin(), parts.end()};
}

// Each part near the next.
Query each_pair(const NearNode& near, const std::vector<Query>& parts) {
  std::vector<Query> pairs;
  std::set<std::string> known;  // the order within a pair does not matter
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i].empty() || parts[i + 1].empty()) return Query::MatchNothing;
    std::string left = node_key(near.parts[i]);
    std::string right = node_key(near.parts[i + 1]);
    if (right < left) std::swap(left, right);
    if (!known.insert(left + right + std::to_string(near.distances[i])).second) continue;
    pairs.emplace_back(Query::OP_NEAR, parts.begin() + static_cast<std::ptrdiff_t>(i),
                       parts.begin() + static_cast<std::ptrdiff_t>(i + 2),
                       static_cast<Xapian::termcount>(near.distances[i] + 1));
  }
  return {Query::OP_AND, pairs.begin(), pairs.end()};
}

}  // namespace

void resolve_beginning(Leaf& leaf, LeafSources& sources) {
  const std::string& letters = leaf.node->as<PrefixNode>()->letters;
  const bool in_title = leaf.node->in_title;
  FoundTerms found = in_title
                         ? stems_beginning(sources.database, field(FieldId::kTitle).term_prefix,
                                           letters, sources.work)
                         : words_beginning(sources.database, letters, sources.work);
  sources.refuse_many_words(found, *leaf.node);
  leaf.means.emplace_back(leaf.node, found.found);
  leaf.matching = any_term(found.terms);
  if (!leaf.ranks || found.terms.empty()) return;
  for (const std::string& term : found.terms) leaf.marked.push_back(unit_of(term, in_title));
  leaf.evidence.push_back(make_evidence(
      in_title ? EvidenceKind::kInTitle : EvidenceKind::kBeginning, std::move(found.terms)));
}

void resolve_near(Leaf& leaf, LeafSources& sources) {
  const NearNode& near = *leaf.node->as<NearNode>();
  std::vector<Query> parts;
  for (const QueryNode& part : near.parts) parts.push_back(places(part, leaf, sources));
  leaf.means_once = true;
  leaf.matching = each_pair(near, parts);
  if (leaf.ranks && !leaf.matching.empty())
    leaf.evidence.push_back(evidence_of_query(EvidenceKind::kNear, leaf.matching));
}

}  // namespace newsidx
