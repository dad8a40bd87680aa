#include "text/morphology/morphology.h"

#include <algorithm>

#include "text/morphology/automaton.h"
#include "text/morphology/walk.h"

namespace newsidx {
namespace {

// The shortest root that is guessed.
constexpr std::size_t kMinGuessedLetters = 3;

// Keeps the cheapest; of two that cost the same, the one with the longer root.
class Cheapest : public PathSink {
 public:
  int found(const MorphPath& path) override {
    if (!any_ || path.cost < best_.cost || path.root_length > best_.root_length) best_ = path;
    any_ = true;
    return best_.cost + 1;  // an equal one may still have the longer root
  }
  bool any() const { return any_; }
  const MorphPath& best() const { return best_; }

 private:
  bool any_ = false;
  MorphPath best_;
};

// For each spelling its cheapest analysis.
class Spellings : public PathSink {
 public:
  Spellings(const Morphology& morphology, std::vector<Morphology::Restoration>& out)
      : morphology_(morphology), out_(out) {}

  int found(const MorphPath& path) override {
    std::string word = decode_letters(path.word->key(path.word->size));
    const auto known = std::find_if(out_.begin(), out_.end(),
                                    [&](const auto& restored) { return restored.word == word; });
    if (known != out_.end() && known->cost <= path.cost) return kNoBound;
    std::string stem;
    morphology_.append_stem(*path.word, path, stem);
    Morphology::Restoration restoration{std::move(word), decode_letters(stem), path.cost};
    if (known != out_.end())
      *known = std::move(restoration);
    else
      out_.push_back(std::move(restoration));
    return kNoBound;
  }

 private:
  const Morphology& morphology_;
  std::vector<Morphology::Restoration>& out_;
};

class All : public PathSink {
 public:
  int found(const MorphPath& path) override {
    paths.push_back(path);
    return kNoBound;
  }
  std::vector<MorphPath> paths;
};

const std::shared_ptr<const SuffixAutomaton>& shared_automaton() {
  static const std::shared_ptr<const SuffixAutomaton> automaton =
      std::make_shared<const SuffixAutomaton>();
  return automaton;
}

}  // namespace

Morphology::Morphology(std::shared_ptr<const MorphologyModel> model)
    : model_(std::move(model)), automaton_(shared_automaton()) {}

void Morphology::search(const LetterWord& word, int bound, PathSink& sink) const {
  Walk walk(*model_, *automaton_, word, false, bound, sink);
  model_->for_each_root(
      word, [&](const RootEntry& entry, std::size_t length) { walk.begin(entry, length); });
}

void Morphology::guess(const LetterWord& word, int bound, PathSink& sink) const {
  Walk walk(*model_, *automaton_, word, false, bound, sink);
  std::size_t vowels = 0;
  for (std::size_t length = 1; length <= word.size; ++length) {
    vowels += is_vowel(word.letters[length - 1]) ? 1 : 0;
    if (length == word.size || (length >= kMinGuessedLetters && vowels > 0))
      walk.begin_guess(length);
  }
}

void Morphology::append_stem(const LetterWord& word, const MorphPath& path,
                             std::string& letters) const {
  if (path.stem_end == 0) {
    const std::string_view surface = word.key(path.root_length);
    letters += path.entry != nullptr ? model_->citation(*path.entry, surface) : surface;
    return;
  }
  letters += word.key(path.stem_end);
  if (path.stem_softened) letters.back() = static_cast<char>(letter::kK);
}

std::string Morphology::stem(std::string_view word) const {
  LetterWord letters;
  if (!encode_word(word, letters)) return std::string(word);
  Cheapest cheapest;
  search(letters, kNoBound, cheapest);
  if (!cheapest.any()) guess(letters, kNoBound, cheapest);
  std::string stem;
  append_stem(letters, cheapest.best(), stem);
  return decode_letters(stem);
}

bool Morphology::is_name(std::string_view word) const {
  LetterWord letters;
  if (!encode_word(word, letters)) return true;
  Cheapest cheapest;
  search(letters, kNoBound, cheapest);
  return !cheapest.any() || cheapest.best().entry->root_class() == RootClass::kName;
}

std::vector<Morphology::Restoration> Morphology::restore(std::string_view word,
                                                         std::size_t count) const {
  LetterWord typed;
  std::vector<Restoration> restored;
  if (!encode_word(word, typed)) return restored;
  // A ı that was typed makes a word (sınırlı); one that was a capital I may not (SECIM).
  if (word.find("ı") != std::string_view::npos) {
    Cheapest cheapest;
    search(typed, kNoBound, cheapest);
    if (cheapest.any()) return restored;
  }
  bool ambiguous = false;
  for (std::size_t i = 0; i < typed.size; ++i) {
    Letter& letter = typed.letters[i];
    if (letter == letter::kDotlessI) letter = letter::kI;
    if (plain(letter) != letter) return restored;
    ambiguous |= accented(letter) != 0;
  }
  if (!ambiguous) return restored;
  Spellings spellings(*this, restored);
  Walk walk(*model_, *automaton_, typed, true, kNoBound, spellings);
  model_->for_each_restored_root(
      typed, [&](const RootEntry& entry, std::string_view surface) { walk.begin(entry, surface); });
  std::sort(restored.begin(), restored.end(), [](const Restoration& a, const Restoration& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.word < b.word;
  });
  if (restored.size() > count) restored.resize(count);
  return restored;
}

std::vector<Analysis> Morphology::analyze(std::string_view word, std::size_t count) const {
  LetterWord letters;
  if (!encode_word(word, letters)) return {};
  All all;
  search(letters, kNoBound, all);
  if (all.paths.empty()) guess(letters, kNoBound, all);
  std::stable_sort(all.paths.begin(), all.paths.end(), [](const auto& a, const auto& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.root_length > b.root_length;
  });
  std::vector<Analysis> analyses;
  for (const MorphPath& path : all.paths) {
    if (analyses.size() == count) break;
    Analysis analysis;
    const std::string_view surface = letters.key(path.root_length);
    analysis.root =
        decode_letters(path.entry != nullptr ? model_->citation(*path.entry, surface) : surface);
    std::string stem;
    append_stem(letters, path, stem);
    analysis.stem = decode_letters(stem);
    analysis.root_class = path.entry != nullptr ? path.entry->root_class() : RootClass::kName;
    analysis.guessed = path.entry == nullptr;
    analysis.suffixes.assign(path.suffixes.begin(),
                             path.suffixes.begin() + static_cast<std::ptrdiff_t>(path.depth));
    analysis.cost = path.cost;
    analyses.push_back(std::move(analysis));
  }
  return analyses;
}

}  // namespace newsidx
