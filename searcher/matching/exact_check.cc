#include "searcher/matching/exact_check.h"

#include <algorithm>
#include <set>

#include "text/letters.h"

namespace newsidx {
namespace {

// A longer text is looked through in parts, so that its tokens are never all there.
constexpr std::size_t kWholeText = 256U << 10U;

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

}  // namespace

bool needs_check(const QueryNode& leaf, Analyzer& analyzer) {
  if (leaf.as<PhraseNode>() != nullptr) return leaf.in_title;
  const auto* literal = leaf.as<LiteralNode>();
  if (literal == nullptr) return false;
  return leaf.in_title || literal->tokens.size() > 1 ||
         analyzer.is_own_stem_alone(literal->tokens.front().exact);
}

Xapian::Query possible_articles(const QueryNode& leaf, Analyzer& analyzer,
                                const Expander& expander) {
  const std::string_view title = field(FieldId::kTitle).term_prefix;
  if (const auto* phrase = leaf.as<PhraseNode>()) {
    std::vector<Xapian::Query> any;
    for (const Reading& reading : expander.expand_phrase(phrase->tokens).readings) {
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
  const auto* literal = leaf.as<LiteralNode>();
  std::vector<Xapian::Query> all;
  std::vector<Xapian::Query> places;
  for (const Token& token : literal->tokens) {
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

ExactChecks::ExactChecks(std::vector<const QueryNode*> leaves, Analyzer& analyzer,
                         const Expander& expander)
    : leaves_(std::move(leaves)), analyzer_(analyzer) {
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    if (const auto* literal = leaves_[i]->as<LiteralNode>()) {
      literals_[literal->tokens.front().exact].push_back({i});
      for (const Token& token : literal->tokens) asked_.add(token.exact);
      longest_ = std::max(longest_, literal->tokens.size());
      continue;
    }
    const auto& phrase = *leaves_[i]->as<PhraseNode>();
    for (const Reading& reading : expander.expand_phrase(phrase.tokens).readings) {
      for (const std::string& stem : reading.front()) phrases_[stem].push_back({i, &reading});
      longest_ = std::max(longest_, reading.size());
      for (const std::vector<std::string>& place : reading)
        for (const std::string& stem : place) asked_.add(stem);
    }
  }
}

std::vector<bool> ExactChecks::met_by(const Article& article) {
  std::vector<bool> met(leaves_.size(), false);
  // A title that was taken from the text may end in the middle of it.
  look_through(analyzer_.analyze_beginnings(article.title, asked_),
               article.title_from_text ? Place::kTitle : Place::kBoth, met);
  if (article.text.size() <= kWholeText)
    look_through(analyzer_.analyze_beginnings(article.text, asked_), Place::kText, met);
  else
    look_through_parts(article.text, met);
  return met;
}

// Each part with as many of the tokens before it as may go on in it.
void ExactChecks::look_through_parts(std::string_view text, std::vector<bool>& met) {
  std::vector<Token> tokens;
  analyzer_.begin(text);
  for (;;) {
    const std::vector<Token>& part = analyzer_.next_part();
    if (part.empty()) return;
    if (tokens.size() >= longest_)
      tokens.erase(tokens.begin(), tokens.end() - static_cast<std::ptrdiff_t>(longest_ - 1));
    tokens.insert(tokens.end(), part.begin(), part.end());
    look_through(tokens, Place::kText, met);
  }
}

void ExactChecks::look_through(const std::vector<Token>& tokens, Place place,
                               std::vector<bool>& met) const {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at].exact.empty()) continue;  // none of those asked for
    const auto try_all = [&](const ByFirstWord& leaves, const std::string& form) {
      const auto found = leaves.find(form);
      if (found == leaves.end()) return;
      for (const Beginning& sought : found->second) {
        const bool in_title = leaves_[sought.leaf]->in_title;
        const bool here = place == Place::kBoth || in_title == (place == Place::kTitle);
        if (here && !met[sought.leaf]) met[sought.leaf] = stands_at(tokens, at, sought);
      }
    };
    try_all(literals_, tokens[at].exact);
    try_all(phrases_, tokens[at].folded);
  }
}

bool ExactChecks::stands_at(const std::vector<Token>& tokens, std::size_t at,
                            const Beginning& sought) const {
  const auto meets = [&](const auto& asked, const auto& same) {
    if (asked.size() > tokens.size() - at) return false;
    for (std::size_t i = 0; i < asked.size(); ++i)
      if (!same(tokens[at + i], asked[i])) return false;
    return true;
  };
  if (sought.reading == nullptr)
    return meets(leaves_[sought.leaf]->as<LiteralNode>()->tokens,
                 [](const Token& token, const Token& asked) { return token.exact == asked.exact; });
  return meets(*sought.reading, [](const Token& token, const std::vector<std::string>& stems) {
    return std::find(stems.begin(), stems.end(), token.folded) != stems.end();
  });
}

}  // namespace newsidx
