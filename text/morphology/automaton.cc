#include "text/morphology/automaton.h"

#include "newsidx/error.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

using Op = SuffixArc::Op;

constexpr LetterSet kLowVowels = letter_set({letter::kA, letter::kE});
constexpr LetterSet kHighVowels =
    letter_set({letter::kDotlessI, letter::kI, letter::kU, letter::kUe});

LetterSet firsts(const SuffixArc::Step& step) {
  switch (step.op) {
    case Op::kLow:
      return kLowVowels;
    case Op::kHigh:
      return kHighVowels;
    case Op::kD:
      return letter_set({letter::kD, letter::kT});
    case Op::kC:
      return letter_set({letter::kC, letter::kCh});
    case Op::kK:
      return letter_set({letter::kK, letter::kSoftG});
    case Op::kLetter:
      break;
  }
  return letter_set({step.letter});
}

SuffixArc::Step step_of(char32_t code) {
  switch (code) {
    case U'A':
      return {Op::kLow, 0};
    case U'I':
      return {Op::kHigh, 0};
    case U'D':
      return {Op::kD, 0};
    case U'C':
      return {Op::kC, 0};
    case U'K':
      return {Op::kK, 0};
    default:
      break;
  }
  std::string utf8;
  append_code_point(utf8, code);
  const std::string letters = encode_letters(utf8);
  if (letters.empty()) throw Error(ErrorCode::kInternal, "suffix table: no such letter: " + utf8);
  return {Op::kLetter, static_cast<Letter>(letters[0])};
}

SuffixArc compile(const SuffixRow& row) {
  SuffixArc arc;
  arc.before = row.before;
  arc.role = row.role;
  arc.to = row.to;
  arc.tag = static_cast<std::uint8_t>(find_suffix_tag(row.tag));
  std::string_view shape = row.shape;
  if (shape.ends_with('!')) {
    arc.at_end = true;
    shape.remove_suffix(1);
  }
  for (std::size_t i = 0; i < shape.size();) {
    const char32_t code = next_code_point(shape, i);
    if (code == '(') arc.optional = true;
    if (code == '(' || code == ')') continue;
    if (arc.size == arc.steps.size())
      throw Error(ErrorCode::kInternal, "suffix table: too long: " + std::string(row.shape));
    arc.steps[arc.size++] = step_of(code);
  }
  arc.first = firsts(arc.steps[0]);
  if (arc.optional) arc.first |= firsts(arc.steps[1]);
  return arc;
}

bool stands_behind(Before before, const LetterWord& word, std::size_t at) {
  const Letter previous = word.letters[at - 1];
  switch (before) {
    case Before::kAnything:
      return true;
    case Before::kVowel:
      return is_vowel(previous);
    case Before::kConsonant:
      return !is_vowel(previous);
    case Before::kConsonantNotL:
      return !is_vowel(previous) && previous != letter::kL;
    case Before::kL:
      return previous == letter::kL;
    case Before::kK:
      return previous == letter::kK;
    case Before::kVowelOrLOrR:
      return is_vowel(previous) || previous == letter::kL || previous == letter::kR;
    case Before::kShort:
      return !is_vowel(previous) && count_vowels(word.letters.data(), at) == 1;
    case Before::kLong:
      return !is_vowel(previous) && count_vowels(word.letters.data(), at) > 1;
  }
  return false;
}

}  // namespace

SuffixAutomaton::SuffixAutomaton() {
  for (const SuffixRow& row : suffix_rows()) {
    const SuffixArc arc = compile(row);
    for (std::size_t state = 0; state < kStateCount; ++state)
      if ((row.from >> state & 1U) != 0) arcs_[state].push_back(arc);
  }
}

bool SuffixAutomaton::match(const SuffixArc& arc, const LetterWord& typed, bool restore,
                            LetterWord& word, std::size_t at, Letter vowel, SuffixMatch& match) {
  if (!stands_behind(arc.before, word, at)) return false;
  const Letter before = word.letters[at - 1];
  std::size_t k = 0;
  if (arc.optional) {
    const SuffixArc::Step& buffer = arc.steps[0];
    const bool is_low_or_high = buffer.op == Op::kLow || buffer.op == Op::kHigh;
    // A buffer vowel stands after a consonant, a buffer consonant after a vowel.
    const bool needed = is_low_or_high != is_vowel(before);
    if (!needed) k = 1;
  }
  match.softened = false;
  for (; k < arc.size; ++k, ++at) {
    const Letter letter = typed.letters[at];  // 0 at the end, which is no letter
    Letter expected = arc.steps[k].letter;
    switch (arc.steps[k].op) {
      case Op::kLetter:
        break;
      case Op::kLow:
        expected = low_harmony(vowel);
        break;
      case Op::kHigh:
        expected = high_harmony(vowel);
        break;
      case Op::kD:
        expected = contains(kVoiceless, word.letters[at - 1]) ? letter::kT : letter::kD;
        break;
      case Op::kC:
        expected = contains(kVoiceless, word.letters[at - 1]) ? letter::kCh : letter::kC;
        break;
      case Op::kK:
        match.softened = letter != 0 && is_vowel(typed.letters[at + 1]);
        expected = match.softened ? letter::kSoftG : letter::kK;
        break;
    }
    if (letter != expected && !(restore && letter == plain(expected))) return false;
    word.letters[at] = expected;
    if (is_vowel(expected)) vowel = expected;
  }
  if (arc.at_end && at != typed.size) return false;
  match.end = at;
  match.vowel = vowel;
  return true;
}

}  // namespace newsidx
