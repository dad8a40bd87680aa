#include "entities/aliases/name_key.h"

#include <algorithm>
#include <array>

#include "text/foreign.h"
#include "text/letters.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

// What Turkish does not write: its own words have none of these.
constexpr std::array<std::string_view, 12> kForeignLetters = {"q",  "w",  "x",  "sh", "ch", "zh",
                                                              "kh", "ph", "th", "ck", "cz", "oo"};

bool is_plain(char32_t code) {
  return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
}

constexpr std::size_t kShortestWord = 3;

bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

bool looks_foreign(std::string_view word) {
  return std::any_of(kForeignLetters.begin(), kForeignLetters.end(), [&](std::string_view letters) {
    return word.find(letters) != std::string_view::npos;
  });
}

std::size_t count_letter(std::string_view word, char letter) {
  return static_cast<std::size_t>(std::count(word.begin(), word.end(), letter));
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  // The last word is an initial, or initials joined, and so goes on with another initial.
  bool initials = false;
  std::size_t word = 0;     // where the last word begins
  std::size_t letters = 0;  // of the word that is being read
  const auto end_word = [&] {
    if (letters == 0) return;
    if (letters == 1 && initials) key.erase(word - 1, 1);
    initials = letters == 1;
    letters = 0;
  };
  const std::string folded = fold(name);
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t at = i;
    const char32_t code = next_code_point(folded, i);
    if (is_plain(code)) {  // nearly all, without asking ICU
      if (letters++ == 0) {
        if (!key.empty()) key += ' ';
        word = key.size();
      }
      key += static_cast<char>(code);
      continue;
    }
    if (is_apostrophe(code) || is_ignorable(code)) continue;
    // The marks of other scripts' letters lie in this range; above it are dashes, quotes, symbols.
    const bool mark_of_letter = code >= 0x300 && code < 0x2000;
    if (!is_letter(code) && !is_digit(code) && !mark_of_letter) {
      end_word();
      continue;
    }
    if (letters++ == 0) {
      if (!key.empty()) key += ' ';
      word = key.size();
    }
    key.append(folded, at, i - at);
  }
  end_word();
  return key;
}

std::vector<std::string_view> key_words(std::string_view key) {
  std::vector<std::string_view> words;
  words.reserve(static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1);
  while (!key.empty()) {
    const std::size_t end = std::min(key.find(' '), key.size());
    words.push_back(key.substr(0, end));
    key.remove_prefix(std::min(end + 1, key.size()));
  }
  return words;
}

bool same_foreign_word(std::string_view a, std::string_view b) {
  if (a == b) return true;
  // Initials and numbers have one spelling.
  if (a.size() < kShortestWord || b.size() < kShortestWord || has_digit(a) || has_digit(b))
    return false;
  if (foreign_key(a) != foreign_key(b)) return false;
  if (looks_foreign(a) || looks_foreign(b)) return true;
  // Without such letters c and k are two letters (Can, Kan); y and i, or a doubled letter, are not.
  return count_letter(a, 'c') == count_letter(b, 'c');
}

bool same_foreign_name(std::string_view a, std::string_view b) {
  const std::string key_a = name_key(a);
  const std::string key_b = name_key(b);
  const auto words_a = key_words(key_a);
  const auto words_b = key_words(key_b);
  return !words_a.empty() && std::equal(words_a.begin(), words_a.end(), words_b.begin(),
                                        words_b.end(), same_foreign_word);
}

}  // namespace newsidx
