// The Turkish alphabet, one byte a letter, as the stemmer sees words. Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx {

// 1 to 32: the 29 letters and q, w, x. Never 0.
using Letter = std::uint8_t;

// One bit a letter.
using LetterSet = std::uint64_t;

namespace letter {
enum : Letter {
  kA = 1,
  kB,
  kC,
  kCh,
  kD,
  kE,
  kF,
  kG,
  kSoftG,
  kH,
  kDotlessI,
  kI,
  kJ,
  kK,
  kL,
  kM,
  kN,
  kO,
  kOe,
  kP,
  kQ,
  kR,
  kS,
  kSh,
  kT,
  kU,
  kUe,
  kV,
  kW,
  kX,
  kY,
  kZ,
};
}  // namespace letter

inline constexpr std::size_t kLetterCount = 33;  // with 0, which is none

constexpr LetterSet letter_set(std::initializer_list<Letter> letters) {
  LetterSet set = 0;
  for (const Letter letter : letters) set |= LetterSet{1} << letter;
  return set;
}

constexpr bool contains(LetterSet set, Letter letter) { return (set >> letter & 1) != 0; }

inline constexpr LetterSet kVowels =
    letter_set({letter::kA, letter::kE, letter::kDotlessI, letter::kI, letter::kO, letter::kOe,
                letter::kU, letter::kUe});
inline constexpr LetterSet kBackVowels =
    letter_set({letter::kA, letter::kDotlessI, letter::kO, letter::kU});
inline constexpr LetterSet kVoiceless =
    letter_set({letter::kP, letter::kCh, letter::kT, letter::kK, letter::kF, letter::kH, letter::kS,
                letter::kSh});

constexpr bool is_vowel(Letter letter) { return contains(kVowels, letter); }
constexpr bool is_back(Letter letter) { return contains(kBackVowels, letter); }

// The vowel that harmony asks for after `vowel`: a or e.
constexpr Letter low_harmony(Letter vowel) { return is_back(vowel) ? letter::kA : letter::kE; }

// The vowel that harmony asks for after `vowel`: ı, i, u or ü.
Letter high_harmony(Letter vowel);

// The front vowel of the same height and rounding (saat takes suffixes as if it ended in e).
Letter fronted(Letter vowel);

// What people type for a letter when they have no Turkish keyboard: s for ş, i for ı.
constexpr Letter plain(Letter letter) {
  switch (letter) {
    case letter::kCh:
      return letter::kC;
    case letter::kSoftG:
      return letter::kG;
    case letter::kDotlessI:
      return letter::kI;
    case letter::kOe:
      return letter::kO;
    case letter::kSh:
      return letter::kS;
    case letter::kUe:
      return letter::kU;
    default:
      return letter;
  }
}

// The Turkish letter that is typed as this one; 0 when there is none.
constexpr Letter accented(Letter letter) {
  switch (letter) {
    case letter::kC:
      return letter::kCh;
    case letter::kG:
      return letter::kSoftG;
    case letter::kI:
      return letter::kDotlessI;
    case letter::kO:
      return letter::kOe;
    case letter::kS:
      return letter::kSh;
    case letter::kU:
      return letter::kUe;
    default:
      return 0;
  }
}

// The last vowel of letters[0, size); 0 when there is none.
Letter last_vowel(const Letter* letters, std::size_t size);
std::size_t count_vowels(const Letter* letters, std::size_t size);

// Words longer than this are cut before they are searched, so that time stays linear in length.
inline constexpr std::size_t kMaxWordLetters = 40;

// A word as letters. â, î and û are read as a, i and u.
struct LetterWord {
  std::array<Letter, kMaxWordLetters + 2> letters{};  // 0 behind the last one
  std::size_t size = 0;

  std::string_view key(std::size_t prefix) const;  // the first `prefix` letters as bytes
};

// Encodes a lower-case UTF-8 word; false when it is empty, too long or has a character that is no
// letter of the alphabet.
bool encode_word(std::string_view utf8, LetterWord& word);

// Letters as bytes -> UTF-8, and back for a word known to be in the alphabet (else empty).
std::string decode_letters(std::string_view letters);
void append_decoded(std::string_view letters, std::string& out);
std::string encode_letters(std::string_view utf8);

}  // namespace newsidx
