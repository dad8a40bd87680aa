#include "searcher/results/sentences.h"

#include "newsidx/utf8.h"

namespace newsidx {

bool begins_sentence(std::string_view text, const std::vector<Token>& tokens, std::size_t token) {
  if (token == 0) return true;
  const Token& before = tokens[token - 1];
  const std::size_t begin = before.end;
  const std::string_view gap = text.substr(begin, tokens[token].begin - begin);
  if (gap.find('\n') != std::string_view::npos) return true;
  if (gap.find(' ') == std::string_view::npos) return false;
  if (gap.find_first_of("!?") != std::string_view::npos) return true;
  if (gap.find('.') == std::string_view::npos) return false;
  // A full stop alone may be that of 4. sınıf, or of Dr. and Prof.
  std::size_t at = tokens[token].begin;
  const char32_t next = next_code_point(text, at);
  if (is_letter(next) && !is_upper(next)) return false;
  constexpr std::size_t kMaxAbbreviation = 4;
  const std::string_view word = text.substr(before.begin, before.end - before.begin);
  at = 0;
  return count_code_points(word) > kMaxAbbreviation || !is_upper(next_code_point(word, at));
}

}  // namespace newsidx
