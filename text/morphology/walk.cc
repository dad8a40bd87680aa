#include "text/morphology/walk.h"

#include <algorithm>
#include <array>

namespace newsidx {
namespace {

// A verb made of a noun is hardly ever made of a noun that was itself derived so often.
constexpr std::size_t kMaxBeforeVerb = 2;

// A guessed root costs this much, and each of its letters that much: about the entropy of a letter
// of a Turkish word, so that a suffix is stripped where it is likelier than its letters by chance.
constexpr int kGuessCost = static_cast<int>(12 * kCostUnit);
constexpr int kGuessedLetterCost = static_cast<int>(2.2 * kCostUnit);

}  // namespace

Walk::Walk(const MorphologyModel& model, const SuffixAutomaton& automaton, const LetterWord& typed,
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

void Walk::begin(const RootEntry& entry, std::string_view surface) {
  for (std::size_t i = 0; i < surface.size(); ++i)
    word_.letters[i] = static_cast<Letter>(surface[i]);
  begin(entry, surface.size());
}

void Walk::begin(const RootEntry& entry, std::size_t length) {
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

void Walk::begin_guess(std::size_t length) {
  path_.entry = nullptr;
  path_.root_length = length;
  path_.depth = 0;
  path_.stem_end = 0;
  root_class_ = RootClass::kName;
  path_.cost = kGuessCost + kGuessedLetterCost * static_cast<int>(length);
  before_iyor_ = not_before_iyor_ = false;
  if (path_.cost < bound_) go(length, State::kNoun, last_vowel(word_.letters.data(), length));
}

Cost Walk::suffix_cost(std::size_t tag) const {
  return path_.depth == 0 ? model_.first_suffix(root_class_, tag)
                          : model_.next_suffix(path_.suffixes[path_.depth - 1], tag);
}

void Walk::go(std::size_t at, State state, Letter vowel) {
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
bool Walk::is_clear(const SuffixArc& arc, std::size_t at) const {
  static const std::array<std::size_t, 4> long_ones = {
      find_suffix_tag("pl"), find_suffix_tag("loc"), find_suffix_tag("abl"),
      find_suffix_tag("ins")};
  static const std::array<std::size_t, 3> buffered = {
      find_suffix_tag("gen"), find_suffix_tag("dat"), find_suffix_tag("acc")};
  const auto is = [&](std::size_t tag) { return tag == arc.tag; };
  if (std::any_of(long_ones.begin(), long_ones.end(), is)) return true;
  return std::any_of(buffered.begin(), buffered.end(), is) && is_vowel(word_.letters[at - 1]);
}

bool Walk::allowed(const SuffixArc& arc, std::size_t at) const {
  if (path_.depth == 0 && path_.entry == nullptr && !is_clear(arc, at)) return false;
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

void Walk::finish(State state) {
  if (!is_final(state)) return;
  const int before = path_.cost;
  path_.cost += path_.depth == 0 ? model_.end_after_root(root_class_)
                                 : model_.end_after(path_.suffixes[path_.depth - 1]);
  if (path_.cost < bound_) bound_ = sink_.found(path_);
  path_.cost = before;
}

}  // namespace newsidx
