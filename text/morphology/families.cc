#include "text/morphology/families.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_map>

#include "newsidx/utf8.h"
#include "text/morphology/alphabet.h"
#include "text/morphology/shipped_model.h"

namespace newsidx {
namespace {

using Families = std::unordered_map<std::string, std::vector<std::string>>;

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> words;
  while (!line.empty()) {
    const std::size_t space = line.find(' ');
    if (space != 0) words.emplace_back(line.substr(0, space));
    line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
  }
  return words;
}

Families read_families(std::string_view text) {
  Families families;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with('#')) continue;
    const std::vector<std::string> words = split(line);
    for (const std::string& word : words)
      for (const std::string& other : words) {
        std::vector<std::string>& others = families[word];
        if (other != word && std::find(others.begin(), others.end(), other) == others.end())
          others.push_back(other);
      }
  }
  return families;
}

// The stem with a suffix of that shape (suffix_table.h: A, I, C, and a buffer in brackets).
std::string attach(const LetterWord& stem, std::string_view shape) {
  std::string letters(stem.key(stem.size));
  Letter vowel = last_vowel(stem.letters.data(), stem.size);
  for (std::size_t i = 0; i < shape.size();) {
    char32_t code = next_code_point(shape, i);
    const Letter last = static_cast<Letter>(letters.back());
    if (code == '(') {
      code = next_code_point(shape, i);
      ++i;  // the closing bracket
      if ((code == 'I') == is_vowel(last)) continue;
    }
    Letter letter = 0;
    if (code == 'A') {
      letter = low_harmony(vowel);
    } else if (code == 'I') {
      letter = high_harmony(vowel);
    } else if (code == 'C') {
      letter = contains(kVoiceless, last) ? letter::kCh : letter::kC;
    } else {
      std::string utf8;
      append_code_point(utf8, code);
      letter = static_cast<Letter>(encode_letters(utf8).front());
    }
    if (is_vowel(letter)) vowel = letter;
    letters += static_cast<char>(letter);
  }
  return decode_letters(letters);
}

std::vector<std::string> attach_each(std::string_view stem,
                                     std::initializer_list<std::string_view> shapes) {
  LetterWord word;
  std::vector<std::string> made;
  if (!encode_word(stem, word) || last_vowel(word.letters.data(), word.size) == 0) return made;
  made.reserve(shapes.size());
  for (const std::string_view shape : shapes) made.push_back(attach(word, shape));
  return made;
}

}  // namespace

std::span<const std::string> relatives(std::string_view word) {
  static const Families families = read_families(shipped_families());
  const auto found = families.find(std::string(word));
  if (found == families.end()) return {};
  return found->second;
}

std::vector<std::string> noun_derivatives(std::string_view stem) {
  return attach_each(stem, {"lIk", "CI", "lI", "sIz", "sAl"});
}

std::vector<std::string> verb_derivatives(std::string_view stem) {
  return attach_each(stem, {"mA", "(y)Iş", "(I)m", "(y)IcI"});
}

}  // namespace newsidx
