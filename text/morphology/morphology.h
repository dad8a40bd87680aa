// Words -> roots and suffixes: every analysis that the suffix automaton and the lexicon allow, and
// the cheapest of them.
//
// The cost of an analysis is -log P(root) - sum log P(suffix | what stands before it), the end of
// the word included.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/morphology/model.h"

namespace newsidx {

class SuffixAutomaton;

// One way to read a word.
struct Analysis {
  std::string root;  // citation form, UTF-8
  std::string stem;  // the root with the derivations that stay, UTF-8
  RootClass root_class = RootClass::kNoun;
  bool guessed = false;                // the root is not in the lexicon
  std::vector<std::uint8_t> suffixes;  // positions in suffix_tags()
  int cost = 0;                        // in parts of kCostUnit; the smaller, the likelier

  bool operator==(const Analysis&) const = default;
};

// A complete analysis as the search finds it.
struct MorphPath {
  static constexpr std::size_t kMaxSuffixes = 9;

  const RootEntry* entry = nullptr;  // null: a guessed root
  std::size_t root_length = 0;       // letters of the surface that are the root's allomorph
  std::size_t depth = 0;             // suffixes[0, depth)
  std::array<std::uint8_t, kMaxSuffixes> suffixes{};
  std::size_t stem_end = 0;    // behind the last derivation; 0: the stem is the root's citation
  bool stem_softened = false;  // the derivation's final k stands as ğ
  int cost = 0;
  const LetterWord* word = nullptr;  // the letters, restored where they were typed without accents
};

// No analysis costs as much: a bound that keeps none away.
inline constexpr int kNoBound = 1 << 28;

class PathSink {
 public:
  virtual ~PathSink() = default;
  // Called for each analysis that costs less than the bound; returns the bound from now on.
  virtual int found(const MorphPath& path) = 0;
};

// Not thread-safe: one a thread. The time for a word is bounded, as no word over kMaxWordLetters is
// searched and no analysis has more than MorphPath::kMaxSuffixes suffixes.
class Morphology {
 public:
  explicit Morphology(std::shared_ptr<const MorphologyModel> model);

  // The stem of the cheapest analysis of a lower-case UTF-8 word; the word itself when it is no
  // word of Turkish letters.
  std::string stem(std::string_view word) const;

  // Whether the cheapest analysis has a name for its root, or none of the lexicon's roots explains
  // the word.
  bool is_name(std::string_view word) const;

  // The analyses, cheapest first, at most `count`; none when the word is no word of Turkish
  // letters.
  std::vector<Analysis> analyze(std::string_view word, std::size_t count) const;

  // A spelling of a word that was typed without Turkish letters.
  struct Restoration {
    std::string word;  // UTF-8
    std::string stem;  // UTF-8
    int cost = 0;      // of its cheapest analysis, as in Analysis
  };

  // The spellings that the lexicon knows of a word of a-z (and ı, which stands for i as well),
  // cheapest first, at most `count`; the word itself is among them when it is one. Empty when the
  // word has Turkish letters, or none that may stand for one.
  std::vector<Restoration> restore(std::string_view word, std::size_t count) const;

  // Every analysis by the lexicon's roots that costs less than the bound.
  void search(const LetterWord& word, int bound, PathSink& sink) const;

  // The stem of a path of a word, as letters.
  void append_stem(const LetterWord& word, const MorphPath& path, std::string& letters) const;

  const MorphologyModel& model() const { return *model_; }

 private:
  void guess(const LetterWord& word, int bound, PathSink& sink) const;

  std::shared_ptr<const MorphologyModel> model_;
  std::shared_ptr<const SuffixAutomaton> automaton_;
};

}  // namespace newsidx
