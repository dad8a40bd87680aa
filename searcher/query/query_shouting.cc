#include "searcher/query/query_shouting.h"

#include "newsidx/utf8.h"
#include "text/apostrophe.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// Acronyms have no more letters: a longer word in capitals shouts.
constexpr std::size_t kMaxAcronymLetters = 5;

// How a stretch of the query is written: in capitals, and whether some word is too long for an
// acronym then.
struct Case {
  bool capitals = true;
  bool shouts = false;
};

Case case_of(std::string_view text) {
  Case found;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t code = next_code_point(text, i);
    if (is_letter(code)) {
      found.capitals = found.capitals && is_upper(code);
      found.shouts = found.shouts || ++letters > kMaxAcronymLetters;
    } else if (!is_apostrophe(code)) {
      letters = 0;
    }
  }
  found.shouts = found.shouts && found.capitals;
  return found;
}

Case case_of(std::string_view query, const Lexeme& lexeme) {
  return case_of(query.substr(lexeme.inner_begin, lexeme.inner_end - lexeme.inner_begin));
}

}  // namespace

bool is_shouted(std::string_view text) { return case_of(text).shouts; }

std::vector<std::size_t> shouted_connectives(std::string_view query,
                                             const std::vector<Lexeme>& lexemes) {
  Case whole;
  for (const Lexeme& lexeme : lexemes) {
    if (is_connective(lexeme.kind)) continue;
    if (is_operator(lexeme.kind)) return {};
    const Case own = case_of(query, lexeme);
    whole.capitals = whole.capitals && own.capitals;
    whole.shouts = whole.shouts || own.shouts;
  }
  std::vector<std::size_t> shouted;
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    if (!is_connective(lexemes[i].kind)) continue;
    const auto beside = [&](std::size_t at) {
      const bool text = at < lexemes.size() && lexemes[at].kind == Lexeme::Kind::kText;
      return text ? case_of(query, lexemes[at]) : Case{at >= lexemes.size(), false};
    };
    const Case left = beside(i - 1);
    const Case right = beside(i + 1);
    if ((whole.capitals && whole.shouts) ||
        (left.capitals && right.capitals && (left.shouts || right.shouts)))
      shouted.push_back(i);
  }
  return shouted;
}

}  // namespace newsidx
