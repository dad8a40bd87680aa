#include "text/morphology/families.h"

#include <algorithm>
#include <unordered_map>

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

constexpr Letter kLowVowel = 40;   // a or e
constexpr Letter kHighVowel = 41;  // ı, i, u or ü
constexpr Letter kSoftC = 42;      // c or ç

}  // namespace

std::span<const std::string> relatives(std::string_view word) {
  static const Families families = read_families(shipped_families());
  const auto found = families.find(std::string(word));
  if (found == families.end()) return {};
  return found->second;
}

std::vector<std::string> derivatives(std::string_view stem) {
  LetterWord word;
  std::vector<std::string> made;
  if (!encode_word(stem, word)) return made;
  const Letter vowel = last_vowel(word.letters.data(), word.size);
  if (vowel == 0) return made;
  const bool voiceless = contains(kVoiceless, word.letters[word.size - 1]);
  using namespace letter;
  static const std::vector<std::vector<Letter>> suffixes = {{kL, kHighVowel, kK},
                                                            {kSoftC, kHighVowel},
                                                            {kL, kHighVowel},
                                                            {kS, kHighVowel, kZ},
                                                            {kS, kLowVowel, kL}};
  for (const std::vector<Letter>& suffix : suffixes) {
    std::string letters(word.key(word.size));
    for (const Letter symbol : suffix) {
      Letter letter = symbol;
      if (symbol == kLowVowel) letter = low_harmony(vowel);
      if (symbol == kHighVowel) letter = high_harmony(vowel);
      if (symbol == kSoftC) letter = voiceless ? kCh : kC;
      letters += static_cast<char>(letter);
    }
    made.push_back(decode_letters(letters));
  }
  return made;
}

}  // namespace newsidx
