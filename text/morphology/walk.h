// The search through one word: depth first through the suffix automaton, from one root after the
// other, as long as the cost stays below a bound.
#pragma once

#include <string_view>

#include "text/morphology/automaton.h"
#include "text/morphology/morphology.h"

namespace newsidx {

// Of one word, which must outlive it. Not thread-safe.
class Walk {
 public:
  // `restore`: the word was typed without Turkish letters; letters that may stand for others do.
  // The sink lowers the bound with what it returns.
  Walk(const MorphologyModel& model, const SuffixAutomaton& automaton, const LetterWord& typed,
       bool restore, int bound, PathSink& sink);

  // From a root of the lexicon: with its spelling, or where restore is false with its length.
  void begin(const RootEntry& entry, std::string_view surface);
  void begin(const RootEntry& entry, std::size_t length);

  // From a root that no lexicon has: the first `length` letters.
  void begin_guess(std::size_t length);

 private:
  Cost suffix_cost(std::size_t tag) const;
  void go(std::size_t at, State state, Letter vowel);
  void finish(State state);
  bool allowed(const SuffixArc& arc, std::size_t at) const;
  bool is_clear(const SuffixArc& arc, std::size_t at) const;

  const MorphologyModel& model_;
  const SuffixAutomaton& automaton_;
  const LetterWord& typed_;
  LetterWord word_;
  bool restore_;
  int bound_;
  PathSink& sink_;
  MorphPath path_;
  RootClass root_class_ = RootClass::kNoun;
  bool before_iyor_ = false;
  bool not_before_iyor_ = false;
};

}  // namespace newsidx
