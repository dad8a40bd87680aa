#include "searcher/exact_check.h"

#include <algorithm>
#include <set>

#include "text/letters.h"

namespace newsidx {
namespace {

Xapian::Query any_of(const std::set<std::string>& terms) {
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

// The folded stems under which a word of this exact form may stand in the index: among others it
// may be an acronym, or a name, and is not stemmed then.
std::set<std::string> stem_terms(std::string_view prefix, const Token& token, Analyzer& analyzer) {
  std::set<std::string> terms;
  for (const std::string& form :
       {token.folded, fold(token.exact), fold(analyzer.stem_word(token.exact))})
    terms.insert(std::string(prefix) + form);
  return terms;
}

bool stands_in(const std::vector<Token>& tokens, const std::vector<Token>& asked, bool exact) {
  const auto same = [exact](const Token& token, const Token& wanted) {
    return exact ? token.exact == wanted.exact : token.folded == wanted.folded;
  };
  return std::search(tokens.begin(), tokens.end(), asked.begin(), asked.end(), same) !=
         tokens.end();
}

}  // namespace

bool needs_check(const QueryNode& leaf, Analyzer& analyzer) {
  if (leaf.as<PhraseNode>() != nullptr) return leaf.in_title;
  const auto* literal = leaf.as<LiteralNode>();
  if (literal == nullptr) return false;
  return leaf.in_title || literal->tokens.size() > 1 ||
         analyzer.is_own_stem_alone(literal->tokens.front().exact);
}

Xapian::Query possible_articles(const QueryNode& leaf, Analyzer& analyzer) {
  std::vector<Xapian::Query> all;
  const std::string_view title = field(FieldId::kTitle).term_prefix;
  if (const auto* phrase = leaf.as<PhraseNode>()) {
    for (const Token& token : phrase->tokens) all.emplace_back(std::string(title) + token.folded);
    return {Xapian::Query::OP_AND, all.begin(), all.end()};
  }
  std::vector<Xapian::Query> places;
  const std::vector<Token>& tokens = leaf.as<LiteralNode>()->tokens;
  for (const Token& token : tokens) {
    // An exact form is not written where it is the folded stem.
    if (leaf.in_title) all.push_back(any_of(stem_terms(title, token, analyzer)));
    all.push_back(any_of({std::string(prefix::kExact) + token.exact,
                          std::string(prefix::kFoldedStem) + token.exact}));
    places.push_back(any_of(stem_terms(prefix::kFoldedStem, token, analyzer)));
  }
  if (!leaf.in_title && places.size() > 1)
    all.emplace_back(Xapian::Query::OP_PHRASE, places.begin(), places.end(),
                     static_cast<Xapian::termcount>(places.size()));
  return {Xapian::Query::OP_AND, all.begin(), all.end()};
}

bool meets_exactly(const Article& article, const QueryNode& leaf, Analyzer& analyzer) {
  const auto* literal = leaf.as<LiteralNode>();
  const std::vector<Token>& asked =
      literal != nullptr ? literal->tokens : leaf.as<PhraseNode>()->tokens;
  const bool exact = literal != nullptr;
  if ((leaf.in_title || !article.title_from_text) &&
      stands_in(analyzer.analyze(article.title), asked, exact))
    return true;
  return !leaf.in_title && stands_in(analyzer.analyze(article.text), asked, exact);
}

}  // namespace newsidx
