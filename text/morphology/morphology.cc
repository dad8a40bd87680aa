#include "text/morphology/morphology.h"

#include <algorithm>

#include "text/morphology/automaton.h"

namespace newsidx {
namespace {

// No analysis costs as much.
constexpr int kNoBound = 1 << 28;

// A verb made of a noun is hardly ever made of a noun that was itself derived so often.
constexpr std::size_t kMaxBeforeVerb = 2;

// A guessed root costs this much, and each of its letters that much: about the entropy of a letter
// of a Turkish word, so that a suffix is stripped where it is likelier than its letters by chance.
constexpr int kGuessCost = static_cast<int>(12 * kCostUnit);
constexpr int kGuessedLetterCost = static_cast<int>(2.2 * kCostUnit);
constexpr std::size_t kMinGuessedLetters = 3;

// Depth first from one root, as long as the cost stays below the bound.
class Walk {
 public:
  // `restore`: the word was typed without Turkish letters.
  Walk(const MorphologyModel& model, const SuffixAutomaton& automaton, const LetterWord& typed,
       bool restore, int bound, PathSink& sink)
      : model_(model),
        automaton_(automaton),
        typed_(typed),
        word_(typed),
        restore_(restore),
        bound_(bound),
        sink_(sink) {
    path_.word = &word_;
  }

  void begin(const RootEntry& entry, std::string_view surface) {
    for (std::size_t i = 0; i < surface.size(); ++i)
      word_.letters[i] = static_cast<Letter>(surface[i]);
    begin(entry, surface.size());
  }

  void begin(const RootEntry& entry, std::size_t length) {
    path_.entry = &entry;
    path_.root_length = length;
    path_.depth = 0;
    path_.stem_end = 0;
    root_class_ = entry.root_class();
    path_.cost = entry.cost;
    if (path_.cost >= bound_) return;
    const Bound where = entry.bound();
    const Letter next = typed_.letters[length];
    if (length == word_.size) {
      if (where == Bound::kBeforeVowel || where == Bound::kBeforeY || where == Bound::kBeforeIyor)
        return;
    } else if (where == Bound::kAlone || entry.state == State::kWhole ||
               (where == Bound::kBeforeVowel && !is_vowel(next)) ||
               (where == Bound::kBeforeConsonant && is_vowel(next)) ||
               (where == Bound::kBeforeY && next != letter::kY)) {
      return;
    }
    before_iyor_ = where == Bound::kBeforeIyor;
    not_before_iyor_ = where == Bound::kNotBeforeIyor;
    const Letter harmony = entry.harmony();
    go(length, entry.state, harmony != 0 ? harmony : last_vowel(word_.letters.data(), length));
  }

  void begin_guess(std::size_t length) {
    path_.entry = nullptr;
    path_.root_length = length;
    path_.depth = 0;
    path_.stem_end = 0;
    root_class_ = RootClass::kName;
    path_.cost = kGuessCost + kGuessedLetterCost * static_cast<int>(length);
    before_iyor_ = not_before_iyor_ = false;
    if (path_.cost < bound_) go(length, State::kNoun, last_vowel(word_.letters.data(), length));
  }

  int bound() const { return bound_; }

 private:
  Cost suffix_cost(std::size_t tag) const {
    return path_.depth == 0 ? model_.first_suffix(root_class_, tag)
                            : model_.next_suffix(path_.suffixes[path_.depth - 1], tag);
  }

  void go(std::size_t at, State state, Letter vowel) {
    if (at == word_.size) {
      finish(state);
      return;
    }
    if (path_.depth == MorphPath::kMaxSuffixes) return;
    LetterSet next = LetterSet{1} << typed_.letters[at];
    if (restore_) next |= LetterSet{1} << accented(typed_.letters[at]);
    for (const SuffixArc& arc : automaton_.arcs(state)) {
      if ((arc.first & next & ~LetterSet{1}) == 0 || !allowed(arc, at)) continue;
      const int cost = path_.cost + suffix_cost(arc.tag);
      SuffixMatch match;
      if (cost >= bound_ || !SuffixAutomaton::match(arc, typed_, restore_, word_, at, vowel, match))
        continue;
      const MorphPath saved = path_;
      path_.cost = cost;
      path_.suffixes[path_.depth++] = arc.tag;
      if (arc.role == Role::kDerivation) {
        path_.stem_end = match.end;
        path_.stem_softened = match.softened;
      }
      go(match.end, arc.to, match.vowel);
      path_ = saved;
    }
  }

  // Behind a guessed root only what is hardly ever a part of a name: -lAr, -DA, -DAn, -(y)lA, and
  // -nIn, -yA and -yI behind a vowel; a foreign name may well end in -in, -i or -a.
  bool clear(const SuffixArc& arc, std::size_t at) const {
    static const std::array<std::size_t, 4> long_ones = {
        find_suffix_tag("pl"), find_suffix_tag("loc"), find_suffix_tag("abl"),
        find_suffix_tag("ins")};
    static const std::array<std::size_t, 3> buffered = {
        find_suffix_tag("gen"), find_suffix_tag("dat"), find_suffix_tag("acc")};
    const auto is = [&](std::size_t tag) { return tag == arc.tag; };
    if (std::any_of(long_ones.begin(), long_ones.end(), is)) return true;
    return std::any_of(buffered.begin(), buffered.end(), is) && is_vowel(word_.letters[at - 1]);
  }

  bool allowed(const SuffixArc& arc, std::size_t at) const {
    if (path_.depth == 0 && path_.entry == nullptr && !clear(arc, at)) return false;
    if (path_.depth == 0) {
      static const std::size_t progressive = find_suffix_tag("prog");
      const bool iyor = arc.tag == progressive && arc.steps[0].op == SuffixArc::Op::kHigh;
      if (before_iyor_ && !iyor) return false;
      if (not_before_iyor_ && arc.tag == progressive && (iyor || arc.steps[0].letter == letter::kY))
        return false;
    }
    if (arc.role == Role::kVoice && path_.depth > 0) {
      static const std::size_t causative = find_suffix_tag("caus");
      if (path_.suffixes[path_.depth - 1] == arc.tag && arc.tag != causative) return false;
    }
    return arc.role != Role::kDerivation || arc.to != State::kVerb || path_.depth <= kMaxBeforeVerb;
  }

  void finish(State state) {
    if (!is_final(state)) return;
    const int before = path_.cost;
    path_.cost += path_.depth == 0 ? model_.end_after_root(root_class_)
                                   : model_.end_after(path_.suffixes[path_.depth - 1]);
    if (path_.cost < bound_) bound_ = sink_.found(path_);
    path_.cost = before;
  }

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
