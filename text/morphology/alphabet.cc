#include "text/morphology/alphabet.h"

#include "newsidx/utf8.h"

namespace newsidx {
namespace {

using namespace letter;

// In the order of the letter codes; the circumflex is written by nobody who searches.
constexpr std::array<std::string_view, kLetterCount> kNames = {
    "",  "a", "b", "c", "ç", "d", "e", "f", "g", "ğ", "h", "ı", "i", "j", "k", "l", "m",
    "n", "o", "ö", "p", "q", "r", "s", "ş", "t", "u", "ü", "v", "w", "x", "y", "z"};

Letter to_letter(char32_t code) {
  switch (code) {
    case U'ç':
      return kCh;
    case U'ğ':
      return kSoftG;
    case U'ı':
      return kDotlessI;
    case U'ö':
      return kOe;
    case U'ş':
      return kSh;
    case U'ü':
      return kUe;
    case U'â':
      return kA;
    case U'î':
      return kI;
    case U'û':
      return kU;
    default:
      break;
  }
  static constexpr std::array<Letter, 26> kAscii = {kA, kB, kC, kD, kE, kF, kG, kH, kI,
                                                    kJ, kK, kL, kM, kN, kO, kP, kQ, kR,
                                                    kS, kT, kU, kV, kW, kX, kY, kZ};
  return code >= 'a' && code <= 'z' ? kAscii[code - 'a'] : Letter{0};
}

}  // namespace

Letter high_harmony(Letter vowel) {
  switch (vowel) {
    case kA:
    case kDotlessI:
      return kDotlessI;
    case kO:
    case kU:
      return kU;
    case kOe:
    case kUe:
      return kUe;
    default:
      return kI;
  }
}

Letter fronted(Letter vowel) {
  switch (vowel) {
    case kA:
      return kE;
    case kDotlessI:
      return kI;
    case kO:
      return kOe;
    case kU:
      return kUe;
    default:
      return vowel;
  }
}

Letter last_vowel(const Letter* letters, std::size_t size) {
  while (size > 0)
    if (is_vowel(letters[--size])) return letters[size];
  return 0;
}

std::size_t count_vowels(const Letter* letters, std::size_t size) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < size; ++i) count += is_vowel(letters[i]) ? 1 : 0;
  return count;
}

std::string_view LetterWord::key(std::size_t prefix) const {
  return {reinterpret_cast<const char*>(letters.data()), prefix};
}

bool encode_word(std::string_view utf8, LetterWord& word) {
  word.size = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const Letter letter = to_letter(next_code_point(utf8, i));
    if (letter == 0 || word.size == kMaxWordLetters) return false;
    word.letters[word.size++] = letter;
  }
  word.letters[word.size] = 0;
  return word.size > 0;
}

void append_decoded(std::string_view letters, std::string& out) {
  for (const char c : letters) out += kNames[static_cast<unsigned char>(c)];
}

std::string decode_letters(std::string_view letters) {
  std::string out;
  append_decoded(letters, out);
  return out;
}

std::string encode_letters(std::string_view utf8) {
  LetterWord word;
  return encode_word(utf8, word) ? std::string(word.key(word.size)) : std::string();
}

}  // namespace newsidx
