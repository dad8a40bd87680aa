#include "searcher/plan/plan_explanation.h"

#include <algorithm>
#include <map>
#include <utility>

#include "searcher/matching/query_cost.h"
#include "searcher/matching/query_key.h"
#include "searcher/plan/leaf_kinds.h"
#include "searcher/query/query_print.h"
#include "searcher/ranking/score_parts.h"

namespace newsidx {
namespace {

// Marks shown of one leaf.
constexpr std::size_t kShownMarks = 8;

std::string text_of(const QueryUnit& unit) {
  std::string text;
  for (const Token& token : unit.tokens) {
    if (!text.empty()) text += ' ';
    text += !token.exact.empty() ? token.exact : !token.folded.empty() ? token.folded : token.stem;
  }
  return text;
}

// The forms of its terms; in words, what these alone do not say.
std::string what_of(const Evidence& evidence) {
  constexpr std::size_t kShownTerms = 8;
  if (!evidence.more.empty()) return part_text(evidence.more);
  std::string text;
  for (std::size_t i = 0; i < std::min(evidence.terms.size(), kShownTerms); ++i) {
    if (i > 0) text += evidence.side_by_side ? " " : ", ";
    text += form_text(evidence.terms[i]);
  }
  return evidence.terms.size() > kShownTerms ? text + ", …" : text;
}

PlannedEvidence planned(const Evidence& evidence) {
  const EvidenceRow& row = evidence_row(evidence.kind);
  return {{row.name, row.turkish}, evidence.weight, what_of(evidence), evidence.finds};
}

class Explainer {
 public:
  Explainer(const ParsedQuery& parsed, const QueryPlan& plan, const Xapian::Database& database)
      : text_(parsed.text), plan_(plan), database_(database) {
    for (std::size_t i = 0; i < plan.words.units.size(); ++i)
      words_.try_emplace(tokens_key(plan.words.units[i].tokens), i);
  }

  std::vector<PlannedPart> parts() {
    std::vector<PlannedPart> parts;
    for_each_part(*plan_.root, [&](const QueryNode& node, std::size_t depth, std::string line) {
      PlannedPart& part = parts.emplace_back();
      part.depth = depth;
      part.part = std::move(line);
      if (node.as<RunNode>() == nullptr && node.as<AnyNode>() == nullptr &&
          node.as<AllNode>() == nullptr)
        add_leaf(node, part);
    });
    return parts;
  }

  std::vector<PlannedEvidence> together() const {
    std::vector<PlannedEvidence> all;
    for (const Evidence& evidence : plan_.words.joined_evidence) all.push_back(planned(evidence));
    for (const Evidence& evidence : named_evidence(plan_.named)) all.push_back(planned(evidence));
    return all;
  }

 private:
  void add_leaf(const QueryNode& node, PlannedPart& part) {
    const LeafRow& row = leaf_row(node);
    part.leaf = PlanName{row.name, row.turkish};
    const Leaf* leaf = plan_.leaves.find(node);
    if (leaf != nullptr) {
      add_bounds(leaf->matching, part);
      if (!leaf->words) part.matches = part_text(leaf->matching);
      part.must_be_read = leaf->must_be_read;
      if (leaf->met)
        part.read_matches =
            static_cast<std::uint64_t>(std::count(leaf->met->begin(), leaf->met->end(), true));
      for (const Evidence& evidence : leaf->evidence) {
        part.evidence.push_back(planned(evidence));
        // All that it matches, which stands there already.
        if (!evidence.more.empty())
          part.evidence.back().what = text_.substr(node.begin, node.end - node.begin);
      }
      for (const QueryUnit& unit : leaf->marked) add_mark(unit, part);
    }
    // What the words of the query come to is theirs together: here each as one of them.
    const std::vector<Token>* tokens = words_of(node);
    const auto known = tokens != nullptr ? words_.find(tokens_key(*tokens)) : words_.end();
    part.looked_for = leaf != nullptr || known != words_.end();
    if (known == words_.end() || (leaf != nullptr && !leaf->ranks)) return;
    if (leaf == nullptr)
      add_bounds(
          unit_query(plan_.words.units[known->second], plan_.words.expansions[known->second]),
          part);
    for (const Evidence& evidence : plan_.words.evidence[known->second]) {
      part.evidence.push_back(planned(evidence));
      for (const QueryUnit& unit : marked_units(evidence)) add_mark(unit, part);
    }
  }

  // Null: the node is no words that may stand anywhere.
  const std::vector<Token>* words_of(const QueryNode& node) {
    if (node.in_title) return nullptr;
    if (const auto* phrase = node.as<PhraseNode>()) return &phrase->tokens;
    const auto* word = node.as<WordNode>();
    if (word == nullptr) return nullptr;
    one_ = {word->token};
    return &one_;
  }

  void add_bounds(const Xapian::Query& query, PlannedPart& part) const {
    const QueryCost cost = cost_of(query, database_);
    part.articles = cost.articles;
    part.terms = cost.terms;
  }

  static void add_mark(const QueryUnit& unit, PlannedPart& part) {
    std::string text = text_of(unit);
    const bool known = std::find(part.marks.begin(), part.marks.end(), text) != part.marks.end();
    if (!known && part.marks.size() < kShownMarks) part.marks.push_back(std::move(text));
  }

  const std::string& text_;
  const QueryPlan& plan_;
  const Xapian::Database& database_;
  std::map<std::string, std::size_t> words_;  // the units by tokens_key()
  std::vector<Token> one_;
};

}  // namespace

QueryExplanation explain(const ParsedQuery& parsed, const QueryPlan& plan,
                         const Xapian::Database& database) {
  QueryExplanation explanation;
  explanation.query = print_query(parsed.root, parsed.text);
  explanation.tree = describe_tree(parsed.root);
  explanation.xapian = readable_description(plan.query);
  for_each_leaf(parsed.root, [&](const QueryNode& leaf, bool) {
    const auto add = [&](const std::vector<Token>& tokens) {
      explanation.tokens.insert(explanation.tokens.end(), tokens.begin(), tokens.end());
    };
    if (const auto* word = leaf.as<WordNode>()) add({word->token});
    if (const auto* phrase = leaf.as<PhraseNode>()) add(phrase->tokens);
    if (const auto* literal = leaf.as<LiteralNode>()) add(literal->tokens);
  });
  Explainer explainer(parsed, plan, database);
  explanation.plan = explainer.parts();
  explanation.together = explainer.together();
  const QueryCost cost = cost_of(plan.query, database);
  explanation.cost = {cost.terms, cost.postings, cost.positions};
  return explanation;
}

}  // namespace newsidx
