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

template <typename Asked, typename Same>
bool side_by_side(const std::vector<Token>& tokens, const Asked& asked, const Same& same) {
  return std::search(tokens.begin(), tokens.end(), asked.begin(), asked.end(), same) !=
         tokens.end();
}

// The last tokens, for what goes on in the next part of the text.
void keep_last(std::vector<Token>& tokens, std::size_t count) {
  if (tokens.size() > count)
    tokens.erase(tokens.begin(), tokens.end() - static_cast<std::ptrdiff_t>(count));
}

}  // namespace

bool needs_check(const QueryNode& leaf, Analyzer& analyzer) {
  if (leaf.as<PhraseNode>() != nullptr) return leaf.in_title;
  const auto* literal = leaf.as<LiteralNode>();
  if (literal == nullptr) return false;
  return leaf.in_title || literal->tokens.size() > 1 ||
         analyzer.is_own_stem_alone(literal->tokens.front().exact);
}

ExactCheck::ExactCheck(const QueryNode& leaf, Analyzer& analyzer, const Expander& expander)
    : leaf_(leaf), analyzer_(analyzer) {
  if (const auto* phrase = leaf.as<PhraseNode>())
    readings_ = expander.expand_phrase(phrase->tokens).readings;
}

Xapian::Query ExactCheck::possible() const {
  const std::string_view title = field(FieldId::kTitle).term_prefix;
  const auto* literal = leaf_.as<LiteralNode>();
  if (literal == nullptr) {
    std::vector<Xapian::Query> any;
    for (const Reading& reading : readings_) {
      std::vector<Xapian::Query> all;
      for (const std::vector<std::string>& place : reading) {
        std::set<std::string> terms;
        for (const std::string& stem : place) terms.insert(std::string(title) + stem);
        all.push_back(any_of(terms));
      }
      any.emplace_back(Xapian::Query::OP_AND, all.begin(), all.end());
    }
    return {Xapian::Query::OP_OR, any.begin(), any.end()};
  }
  std::vector<Xapian::Query> all;
  std::vector<Xapian::Query> places;
  for (const Token& token : literal->tokens) {
    // An exact form is not written where it is the folded stem.
    if (leaf_.in_title) all.push_back(any_of(stem_terms(title, token, analyzer_)));
    all.push_back(any_of({std::string(prefix::kExact) + token.exact,
                          std::string(prefix::kFoldedStem) + token.exact}));
    places.push_back(any_of(stem_terms(prefix::kFoldedStem, token, analyzer_)));
  }
  if (!leaf_.in_title && places.size() > 1)
    all.emplace_back(Xapian::Query::OP_PHRASE, places.begin(), places.end(),
                     static_cast<Xapian::termcount>(places.size()));
  return {Xapian::Query::OP_AND, all.begin(), all.end()};
}

bool ExactCheck::meets(const Article& article) const {
  if ((leaf_.in_title || !article.title_from_text) && stands_in(article.title)) return true;
  return !leaf_.in_title && stands_in(article.text);
}

// In parts, as an article may be long; each with as many of the tokens before it as may go on in
// it.
bool ExactCheck::stands_in(std::string_view text) const {
  std::size_t longest = 1;
  if (const auto* literal = leaf_.as<LiteralNode>()) longest = literal->tokens.size();
  for (const Reading& reading : readings_) longest = std::max(longest, reading.size());
  std::vector<Token> tokens;
  analyzer_.begin(text);
  for (;;) {
    const std::vector<Token>& part = analyzer_.next_part();
    if (part.empty()) return false;
    keep_last(tokens, longest - 1);
    tokens.insert(tokens.end(), part.begin(), part.end());
    if (stands_in(tokens)) return true;
  }
}

bool ExactCheck::stands_in(const std::vector<Token>& tokens) const {
  if (const auto* literal = leaf_.as<LiteralNode>())
    return side_by_side(tokens, literal->tokens, [](const Token& token, const Token& wanted) {
      return token.exact == wanted.exact;
    });
  return std::any_of(readings_.begin(), readings_.end(), [&](const Reading& reading) {
    return side_by_side(tokens, reading, [](const Token& token, const auto& stems) {
      return std::find(stems.begin(), stems.end(), token.folded) != stems.end();
    });
  });
}

}  // namespace newsidx
