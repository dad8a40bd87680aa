// Words, phrases and literals.
#include <string>
#include <utility>
#include <vector>

#include "searcher/matching/exact_check.h"
#include "searcher/plan/leaf_resolvers.h"
#include "searcher/ranking/query_words.h"
#include "store/fields.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;

void resolve_words(Leaf& leaf, const Expansion& expansion) {
  leaf.matching = unit_query(*leaf.words, expansion);
}

// Only the articles themselves tell which of those that may have it do.
void read_to_be_sure(Leaf& leaf, const LeafSources& sources) {
  leaf.must_be_read = true;
  leaf.matching = possible_articles(*leaf.node, sources.analyzer, sources.expander);
}

QueryUnit exact_unit(const std::vector<Token>& tokens) {
  QueryUnit unit;
  for (const Token& token : tokens) {
    Token exact;
    exact.exact = token.exact;
    unit.tokens.push_back(std::move(exact));
  }
  return unit;
}

}  // namespace

void resolve_word(Leaf& leaf, LeafSources& sources) {
  const Token& token = leaf.node->as<WordNode>()->token;
  leaf.words = QueryUnit{{token}};
  resolve_words(leaf, sources.expander.expand(token));
}

void resolve_word_in_title(Leaf& leaf, LeafSources& sources) {
  const Expansion& expansion = sources.expander.expand(leaf.node->as<WordNode>()->token);
  std::vector<std::string> terms;
  for (const std::string& stem : expansion.folded)
    terms.push_back(std::string(field(FieldId::kTitle).term_prefix) + stem);
  leaf.matching = Query(Query::OP_OR, terms.begin(), terms.end());
  if (!leaf.ranks) return;
  for (const std::string& stem : expansion.folded) leaf.marked.push_back(folded_unit({stem}));
  leaf.evidence.push_back(make_evidence(EvidenceKind::kInTitle, std::move(terms)));
}

void resolve_phrase(Leaf& leaf, LeafSources& sources) {
  const std::vector<Token>& tokens = leaf.node->as<PhraseNode>()->tokens;
  leaf.words = QueryUnit{tokens};
  resolve_words(leaf, sources.expander.expand_phrase(tokens));
}

void resolve_phrase_in_title(Leaf& leaf, LeafSources& sources) {
  read_to_be_sure(leaf, sources);
  if (!leaf.ranks) return;
  const std::vector<Token>& tokens = leaf.node->as<PhraseNode>()->tokens;
  leaf.marked.push_back({tokens});
  const std::vector<Reading>& readings = sources.expander.expand_phrase(tokens).readings;
  for (const std::vector<std::string>& stems : other_stems(readings))
    leaf.marked.push_back(folded_unit(stems));
  leaf.evidence.push_back(evidence_of_query(EvidenceKind::kInTitle, leaf.matching));
}

void resolve_literal(Leaf& leaf, LeafSources& sources) {
  const std::vector<Token>& tokens = leaf.node->as<LiteralNode>()->tokens;
  if (needs_check(*leaf.node, sources.analyzer))
    read_to_be_sure(leaf, sources);
  else
    leaf.matching = Query(std::string(prefix::kExact) + tokens.front().exact);
  if (!leaf.ranks) return;
  leaf.marked.push_back(exact_unit(tokens));
  leaf.evidence.push_back(evidence_of_query(EvidenceKind::kLiteral, leaf.matching));
}

}  // namespace newsidx
