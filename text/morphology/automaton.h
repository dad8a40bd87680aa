// The suffix table in the form that the search walks.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "text/morphology/alphabet.h"
#include "text/morphology/suffix_table.h"

namespace newsidx {

struct SuffixArc {
  // What must stand at a place of the word.
  enum class Op : std::uint8_t { kLetter, kLow, kHigh, kD, kC, kK };
  struct Step {
    Op op = Op::kLetter;
    Letter letter = 0;
  };

  LetterSet first = 0;          // what the suffix can begin with
  std::array<Step, 8> steps{};  // steps[0] is the one in brackets, when there is one
  std::uint8_t size = 0;
  bool optional = false;  // steps[0] stands in brackets
  bool at_end = false;
  Before before = Before::kAnything;
  Role role = Role::kInflection;
  State to = State::kEnd;
  std::uint8_t tag = 0;
};

struct SuffixMatch {
  std::size_t end = 0;
  Letter vowel = 0;       // the last vowel so far
  bool softened = false;  // the last letter is a k that stands as ğ
};

// Immutable, so thread-safe.
class SuffixAutomaton {
 public:
  SuffixAutomaton();

  std::span<const SuffixArc> arcs(State from) const {
    return arcs_[static_cast<std::size_t>(from)];
  }

  // Whether the suffix stands at typed.letters[at] (at > 0), behind a word whose last vowel is
  // `vowel`. word holds the letters before `at`, and gets those of the suffix. With `restore` a
  // typed letter also stands for the Turkish letters that people type so (plain()); else typed and
  // word are alike.
  static bool match(const SuffixArc& arc, const LetterWord& typed, bool restore, LetterWord& word,
                    std::size_t at, Letter vowel, SuffixMatch& match);

 private:
  std::array<std::vector<SuffixArc>, kStateCount> arcs_;
};

}  // namespace newsidx
