#include "text/headline.h"

#include <algorithm>
#include <array>

#include "newsidx/utf8.h"

namespace newsidx {
namespace {

// Abbreviations of three letters and more that stand before a name or a number.
bool is_abbreviation(std::string_view word) {
  constexpr std::array<std::string_view, 16> kAbbreviations = {
      "Prof", "Doç", "Yrd", "Öğr", "Gör", "Arş", "Alb", "Org",
      "Müh",  "Bkz", "bkz", "Cad", "Sok", "Mah", "Apt", "Uzm"};
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), word) != kAbbreviations.end();
}

// The end of the first sentence: behind a full stop that follows a word of three letters or more
// which is no abbreviation, before white space and a capital letter, digit or quote.
std::size_t sentence_end(std::string_view text) {
  std::size_t word_letters = 0;
  std::size_t word_begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    const char32_t code = next_code_point(text, i);
    if (code == '\n') return at;
    if (is_letter(code)) {
      if (word_letters++ == 0) word_begin = at;
      continue;
    }
    const bool full_stop = code == '.' && word_letters >= 3 &&
                           !is_abbreviation(text.substr(word_begin, at - word_begin));
    const bool stop = full_stop || code == '!' || code == '?' || code == U'…';
    // What else closes the sentence: "!.", a quote, a bracket.
    while (stop && i < text.size() &&
           std::string_view(".!?\")'").find(text[i]) != std::string_view::npos)
      ++i;
    if (stop && i < text.size() && is_space(static_cast<unsigned char>(text[i]))) {
      std::size_t next = i + 1;
      if (next >= text.size()) return i;
      const char32_t first = next_code_point(text, next);
      if (is_upper(first) || is_digit(first) || first == '"' || first == U'“' || first == '\'')
        return i;
    }
    word_letters = 0;
  }
  return text.size();
}

std::string cut_to_title(std::string_view sentence) {
  std::string title = collapse_spaces(sentence);
  const std::string_view head = cut_to_code_points(title, kMaxTitleLetters - 1);
  if (head.size() == title.size() || count_code_points(title) <= kMaxTitleLetters) return title;
  std::size_t end = head.size();
  if (title[end] != ' ') {
    const std::size_t space = head.rfind(' ');
    if (space != std::string_view::npos) end = space;
  }
  while (end > 0 && (title[end - 1] == ',' || title[end - 1] == ' ')) --end;
  return title.substr(0, end) + "…";
}

}  // namespace

Headline find_headline(std::string_view text) {
  Headline result;
  result.rest = text;
  const std::size_t line_end = text.find('\n');
  if (line_end != std::string_view::npos) {
    const std::string_view line = trim(text.substr(0, line_end));
    const std::string_view rest = text.substr(line_end + 1);
    const bool set_off = trim(rest.substr(0, rest.find('\n'))).empty();
    const bool sentence = line.ends_with('.') && !line.ends_with("..");
    if (!line.empty() && count_code_points(line) <= kMaxTitleLetters && !trim(rest).empty() &&
        (!sentence || (set_off && sentence_end(line) == line.size()))) {
      result.title = collapse_spaces(line);
      result.rest = trim(rest);
      result.own_line = true;
      return result;
    }
  }
  result.title = cut_to_title(text.substr(0, sentence_end(text)));
  return result;
}

}  // namespace newsidx
