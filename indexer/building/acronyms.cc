#include "indexer/building/acronyms.h"

#include <optional>
#include <string>

#include "newsidx/utf8.h"
#include "text/apostrophe.h"
#include "text/letters.h"

namespace newsidx {
namespace {

constexpr std::size_t kMinLetters = 2;
constexpr std::size_t kMaxLetters = 8;
constexpr std::size_t kMaxSmallWords = 3;

std::string_view surface(std::string_view text, const Token& token) {
  return text.substr(token.begin, token.end - token.begin);
}

bool begins_with_capital(std::string_view word) {
  std::size_t i = 0;
  return !word.empty() && is_upper(next_code_point(word, i));
}

// The acronym's letters, folded; nothing when the token is none.
std::string acronym_letters(std::string_view text, const Token& token) {
  const std::string_view word = surface(text, token);
  const std::string_view body = word.substr(0, split_at_apostrophe(word).body_end);
  if (!is_all_capitals(body)) return "";
  std::string letters = fold(token.exact);
  const bool fits = letters.size() >= kMinLetters && letters.size() <= kMaxLetters &&
                    count_code_points(token.exact) == letters.size();
  return fits ? letters : "";
}

char initial(std::string_view text, const Token& token) {
  const std::string folded = fold(surface(text, token));
  return folded.empty() ? '\0' : folded[0];
}

// Whether only spaces (and within a name nothing else) stand between two neighbours.
bool adjoin(std::string_view text, const Token& left, const Token& right) {
  return trim(text.substr(left.end, right.begin - left.end)).empty();
}

// The first token of the long form that ends before token `end`.
std::optional<std::size_t> match_back(std::string_view text, const std::vector<Token>& tokens,
                                      std::size_t end, const std::string& letters) {
  std::size_t small = 0;
  std::size_t at = end;
  for (std::size_t left = letters.size(); left > 0;) {
    if (at == 0) return std::nullopt;
    --at;
    if (at + 1 < end && !adjoin(text, tokens[at], tokens[at + 1])) return std::nullopt;
    if (begins_with_capital(surface(text, tokens[at]))) {
      if (initial(text, tokens[at]) != letters[left - 1]) return std::nullopt;
      --left;
    } else if (at + 1 == end || ++small > kMaxSmallWords) {
      return std::nullopt;
    }
  }
  return at;
}

}  // namespace

std::vector<AcronymUse> find_acronym_uses(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<AcronymUse> uses;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool opened = token.begin > 0 && text[token.begin - 1] == '(';
    const bool closed = token.end < text.size() && text[token.end] == ')';
    const bool explains = i + 1 < tokens.size() &&
                          trim(text.substr(token.end, tokens[i + 1].begin - token.end)) == "(";
    if (!(opened && closed) && !explains) continue;
    const std::string letters = acronym_letters(text, token);
    if (letters.empty()) continue;
    if (opened && closed && i > 0) {
      const std::string_view gap = text.substr(tokens[i - 1].end, token.begin - tokens[i - 1].end);
      if (trim(gap) != "(") continue;
      if (const auto first = match_back(text, tokens, i, letters); first && i - *first > 1)
        uses.push_back({i, *first, i});
    } else if (explains) {
      std::size_t last = i + 1;
      while (last < tokens.size() && last < i + 1 + kMaxLetters + kMaxSmallWords &&
             text[tokens[last].end < text.size() ? tokens[last].end : text.size() - 1] != ')')
        ++last;
      if (last == tokens.size() || last == i + 1) continue;
      const auto first = match_back(text, tokens, last + 1, letters);
      if (first && *first == i + 1) uses.push_back({i, i + 1, last + 1});
    }
  }
  return uses;
}

}  // namespace newsidx
