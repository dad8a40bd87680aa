#include "searcher/results/likely_places.h"

#include <algorithm>

#include "searcher/results/snippet.h"
#include "text/letters.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

// A stem may differ from the word after them: kitap of kitabı.
constexpr std::size_t kLetters = 4;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool is_plain_mark(char c) {
  return static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z') &&
         !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9');
}

}  // namespace

LikelyPlaces::LikelyPlaces(const std::vector<WeightedUnit>& units) {
  for (const WeightedUnit& weighted : units)
    for (const Token& token : weighted.unit.tokens)
      for (const std::string& form : {token.exact, token.folded, token.stem}) {
        if (form.empty()) continue;
        letters_.add(form);
        beginnings_.insert(std::string(cut_to_code_points(fold(form), kLetters)));
      }
}

std::size_t LikelyPlaces::next(std::string_view text, std::size_t from) const {
  std::size_t at = word_begin(text, from);
  while (at < text.size()) {
    std::size_t end = at;
    const char32_t first = next_code_point(text, end);
    if (!is_letter(first) && !is_digit(first)) {
      at = end;
      continue;
    }
    const std::string_view word = text.substr(at, 4 * kLetters);
    if (letters_.may_begin(word)) {
      // A short word that is asked for may have a suffix here, so each beginning is tried.
      const std::string folded =
          fold(cut_to_code_points(cut_to_bytes(word, 4 * kLetters), kLetters));
      for (std::size_t letters = 1; letters <= kLetters; ++letters)
        if (beginnings_.contains(cut_to_code_points(folded, letters))) return at;
    }
    while (end < text.size() && !is_plain_mark(text[end])) ++end;
    at = end;
  }
  return text.size();
}

std::size_t word_begin(std::string_view text, std::size_t from) {
  std::size_t at = std::min(from, text.size());
  if (at == 0) return 0;
  while (at < text.size() && !is_plain_mark(text[at - 1]) && at < from + 200) ++at;
  while (at < text.size() && is_continuation(text[at])) ++at;
  return at;
}

}  // namespace newsidx
