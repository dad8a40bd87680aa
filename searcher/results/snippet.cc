#include "searcher/results/snippet.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "searcher/results/likely_places.h"
#include "searcher/results/sentences.h"
#include "newsidx/beginning.h"
#include "newsidx/utf8.h"

namespace newsidx {

template <typename Use>
void SoughtUnits::for_each_beginning_with(const Token& token, const Use& use) const {
  use_form(token.exact, use);
  if (token.folded != token.exact) use_form(token.folded, use);
  if (token.stem != token.exact && token.stem != token.folded) use_form(token.stem, use);
  if (!token.foreign.empty()) use_form(token.foreign, use);
}

template <typename Use>
void SoughtUnits::use_form(const std::string& form, const Use& use) const {
  const auto found = by_form_.find(form);
  if (found == by_form_.end()) return;
  for (const std::size_t unit : found->second) use(unit);
}

namespace {

constexpr int kNoUnit = -1;

// A word met again in the same passage, or in a passage already chosen, is worth this much of its
// weight.
constexpr double kRepeated = 0.1;
// A form shared by exact spelling is worth more than one by stem, and that more than one by
// folding.
constexpr double kExact = 1.0;
constexpr double kStem = 0.8;
constexpr double kFolded = 0.6;
// A passage that begins a little earlier to begin with a sentence.
constexpr std::size_t kMaxLeadIn = 6;
// What words side by side are worth more than the same words scattered over a passage.
constexpr double kCloseness = 0.5;
// A passage must be worth so much of the best one, so that what only says the words again is left
// out; the second may be worth less, as one passage shows little of an article.
constexpr double kWorthwhile = 0.25;
// A sentence that begins so near a passage's end is left out when the passage is long enough
// without it.
constexpr std::size_t kMaxStub = 10;
// Marks that open before a word or close behind it; more of them are ornament.
constexpr std::size_t kMaxMarks = 8;

// What is read at once of a text that is too long to be read whole, and where it begins before a
// word that is likely to be asked for; bytes.
constexpr std::size_t kStretchBytes = 64U << 10U;
constexpr std::size_t kLeadBytes = 1U << 10U;
constexpr int kMostStretches = 4;

struct Match {
  int unit = kNoUnit;
  double strength = 0;
};

// 0 of a token that was left without forms, and where a form is not asked for.
double strength(const Token& token, const Token& asked) {
  if (token.exact.empty()) return 0;
  if (token.exact == asked.exact) return kExact;
  if (!asked.stem.empty() && token.stem == asked.stem) return kStem;
  if (token.folded == asked.folded) return kFolded;
  return !token.foreign.empty() && token.foreign == asked.folded ? kFolded : 0;
}

// For every token the unit it meets best.
std::vector<Match> match_tokens(const std::vector<Token>& tokens, const SoughtUnits& sought) {
  std::vector<Match> matches(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    sought.for_each_beginning_with(tokens[i], [&](std::size_t unit) {
      const std::vector<Token>& asked = sought.units()[unit].unit.tokens;
      if (i + asked.size() > tokens.size()) return;
      double weakest = kExact;
      for (std::size_t k = 0; k < asked.size() && weakest > 0; ++k)
        weakest = std::min(weakest, strength(tokens[i + k], asked[k]));
      for (std::size_t k = 0; k < asked.size(); ++k)
        if (weakest > matches[i + k].strength) matches[i + k] = {static_cast<int>(unit), weakest};
    });
  }
  return matches;
}

struct Window {
  std::size_t begin = 0;  // tokens [begin, end)
  std::size_t end = 0;
  double score = 0;
};

class PassageFinder {
 public:
  PassageFinder(std::string_view text, const std::vector<Token>& tokens, const SoughtUnits& sought,
                const SnippetShape& shape)
      : text_(text),
        tokens_(tokens),
        units_(sought.units()),
        shape_(shape),
        matches_(match_tokens(tokens, sought)),
        taken_(tokens.size(), false),
        met_(units_.size(), false),
        seen_from_(units_.size(), 0) {
    while (first_ < tokens_.size() && tokens_[first_].begin < shape_.begin) taken_[first_++] = true;
  }

  // Whether any word is asked for.
  bool meets() const {
    return std::any_of(matches_.begin() + static_cast<std::ptrdiff_t>(first_), matches_.end(),
                       [](const Match& match) { return match.unit != kNoUnit; });
  }

  std::vector<Passage> find() {
    std::vector<Window> windows;
    double worthwhile = 0;
    while (windows.size() < shape_.passages) {
      const Window best = best_window();
      if (best.score <= 0) break;
      if (windows.empty()) worthwhile = best.score * kWorthwhile;
      if (windows.size() > 1 && best.score < worthwhile) break;
      windows.push_back(widened(best));
      for (std::size_t i = windows.back().begin; i < windows.back().end; ++i) {
        taken_[i] = true;
        if (matches_[i].unit != kNoUnit) met_[static_cast<std::size_t>(matches_[i].unit)] = true;
      }
    }
    if (windows.empty() && first_ < tokens_.size())
      windows.push_back(widened({first_, first_ + 1, 0}));
    std::sort(windows.begin(), windows.end(),
              [](const Window& a, const Window& b) { return a.begin < b.begin; });
    merge_neighbours(windows);
    std::vector<Passage> passages;
    passages.reserve(windows.size());
    for (const Window& window : windows) {
      Passage next = passage(window);
      // Archives repeat the lead; said once is enough.
      const bool again = std::any_of(passages.begin(), passages.end(),
                                     [&](const Passage& known) { return known.text == next.text; });
      if (!again) passages.push_back(std::move(next));
    }
    return passages;
  }

 private:
  // The best stretch of free tokens that begins with a match; score 0 when there is none.
  Window best_window() {
    Window best;
    for (std::size_t begin = 0; begin < tokens_.size(); ++begin) {
      if (matches_[begin].unit == kNoUnit || taken_[begin]) continue;
      Window window{begin, begin, 0};
      std::size_t last_match = begin;
      std::size_t new_matches = 0;
      std::size_t last_new = begin;
      for (std::size_t i = begin;
           i < tokens_.size() && i < begin + shape_.words && !taken_[i] && fits(begin, i); ++i) {
        if (matches_[i].unit == kNoUnit) continue;
        const auto unit = static_cast<std::size_t>(matches_[i].unit);
        const double worth = units_[unit].weight * matches_[i].strength;
        const bool repeated = seen_from_[unit] == begin + 1 || met_[unit];
        window.score += repeated ? worth * kRepeated : worth;
        if (seen_from_[unit] != begin + 1) {
          ++new_matches;
          last_new = i;
        }
        seen_from_[unit] = begin + 1;
        last_match = i;
      }
      if (new_matches > 1)
        window.score *= 1 + kCloseness * static_cast<double>(new_matches) /
                                static_cast<double>(last_new - begin + 1);
      window.end = last_match + 1;
      if (window.score > best.score) best = window;
    }
    return best;
  }

  // Whether the tokens from `first` to `last` are short enough for one passage.
  bool fits(std::size_t first, std::size_t last) const {
    return first == last || tokens_[last].end - tokens_[first].begin <= shape_.bytes;
  }

  // A window begins with its first match; room is left before it, to a sentence's beginning where
  // one is near, and the rest behind it.
  Window widened(Window window) const {
    const std::size_t room = shape_.words - std::min(shape_.words, window.end - window.begin);
    std::size_t begin = window.begin;
    std::size_t lead = 0;
    for (std::size_t back = 0; back <= std::max(kMaxLeadIn, room / 3); ++back) {
      if (back > 0 && (begin == 0 || taken_[begin - 1] || !fits(begin - 1, window.end - 1))) break;
      if (back > 0) --begin;
      if (back <= room / 3) lead = window.begin - begin;
      if (begins_sentence(text_, tokens_, begin)) {
        lead = window.begin - begin;
        break;
      }
    }
    window.begin -= lead;
    const std::size_t least = std::max(window.end, window.begin + shape_.words / 2);
    while (window.end < tokens_.size() && window.end - window.begin < shape_.words &&
           !taken_[window.end] && fits(window.begin, window.end))
      ++window.end;
    if (window.end == tokens_.size() || begins_sentence(text_, tokens_, window.end)) return window;
    for (std::size_t end = window.end; end > least && window.end - end < kMaxStub;) {
      if (!begins_sentence(text_, tokens_, --end)) continue;
      window.end = end;
      break;
    }
    return window;
  }

  static void merge_neighbours(std::vector<Window>& windows) {
    std::vector<Window> merged;
    for (const Window& window : windows) {
      if (!merged.empty() && merged.back().end >= window.begin)
        merged.back().end = std::max(merged.back().end, window.end);
      else
        merged.push_back(window);
    }
    windows = std::move(merged);
  }

  // Where the quotes and brackets begin that open right before `begin`, down to `limit`. Where
  // there are too many of them none is taken: a word's own border cuts no letter.
  std::size_t with_opening_marks(std::size_t begin, std::size_t limit) const {
    std::size_t at = begin;
    for (std::size_t marks = 0; at > limit; ++marks) {
      std::size_t before = at;
      if (is_space(previous_code_point(text_, before)) || before < limit) break;
      if (marks == kMaxMarks) return begin;
      at = before;
    }
    return at;
  }

  // The same behind a word.
  std::size_t with_closing_marks(std::size_t end, std::size_t limit) const {
    std::size_t at = end;
    for (std::size_t marks = 0; at < limit; ++marks) {
      std::size_t behind = at;
      if (is_space(next_code_point(text_, behind))) break;
      if (marks == kMaxMarks) return end;
      at = behind;
    }
    return at;
  }

  Passage passage(const Window& window) const {
    Passage result;
    const std::size_t begin = with_opening_marks(
        tokens_[window.begin].begin,
        std::max(shape_.begin, window.begin > 0 ? tokens_[window.begin - 1].end : 0));
    const std::size_t end =
        with_closing_marks(tokens_[window.end - 1].end,
                           window.end < tokens_.size() ? tokens_[window.end].begin : text_.size());
    result.begin = begin;
    result.text = text_.substr(begin, end - begin);
    std::replace(result.text.begin(), result.text.end(), '\n', ' ');
    std::replace(result.text.begin(), result.text.end(), '\t', ' ');
    result.cut_before = window.begin > 0;
    result.cut_after = window.end < tokens_.size();
    for (std::size_t i = window.begin; i < window.end; ++i)
      if (matches_[i].unit != kNoUnit)
        result.marks.emplace_back(tokens_[i].begin - begin, tokens_[i].end - begin);
    return result;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  const std::vector<WeightedUnit>& units_;
  const SnippetShape& shape_;
  std::vector<Match> matches_;
  std::vector<bool> taken_;
  std::vector<bool> met_;
  std::vector<std::size_t>
      seen_from_;          // for each unit, 1 + the begin of the last window that met it
  std::size_t first_ = 0;  // token that may be taken
};

// The passages of text[begin, ...), a stretch of it; none where it has no word that is asked for,
// unless they are wanted all the same.
std::vector<Passage> find_in_stretch(std::string_view text, std::size_t begin, bool all_the_same,
                                     const SoughtUnits& sought, Analyzer& analyzer,
                                     SnippetShape shape) {
  const std::string_view stretch = beginning_of(text.substr(begin), kStretchBytes);
  shape.begin -= std::min(shape.begin, begin);
  PassageFinder finder(stretch, analyzer.analyze_beginnings(stretch, sought.beginnings()), sought,
                       shape);
  if (!all_the_same && !finder.meets()) return {};
  std::vector<Passage> passages = finder.find();
  for (Passage& passage : passages) {
    passage.begin += begin;
    passage.cut_before |= begin > 0;
    passage.cut_after |= begin + stretch.size() < text.size();
  }
  return passages;
}

std::vector<Passage> find_in_long(std::string_view text, const SoughtUnits& sought,
                                  Analyzer& analyzer, const SnippetShape& shape) {
  std::vector<Passage> passages = find_in_stretch(text, 0, false, sought, analyzer, shape);
  const LikelyPlaces likely(sought.units());
  std::size_t at = kStretchBytes;
  for (int i = 1; passages.empty() && i < kMostStretches; ++i) {
    at = likely.next(text, std::max(at, shape.begin));
    if (at == text.size()) break;
    const std::size_t begin = word_begin(text, at - std::min(at, kLeadBytes));
    passages = find_in_stretch(text, begin, false, sought, analyzer, shape);
    at = begin + kStretchBytes;
  }
  if (!passages.empty()) return passages;
  return find_in_stretch(text, 0, true, sought, analyzer, shape);
}

}  // namespace

// By the forms of their first words: an equal stem means an equal folded form, so exact and folded
// are enough, but for a unit of a stem alone.
SoughtUnits::SoughtUnits(std::vector<WeightedUnit> units) : units_(std::move(units)) {
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const std::vector<Token>& tokens = units_[u].unit.tokens;
    const Token& first = tokens.front();
    if (!first.exact.empty()) by_form_[first.exact].push_back(u);
    if (first.folded != first.exact) by_form_[first.folded].push_back(u);
    if (first.folded.empty() && first.exact.empty()) by_form_[first.stem].push_back(u);
    for (const Token& token : tokens) {
      beginnings_.add(token.exact);
      beginnings_.add(token.stem);
      beginnings_.add(token.folded);
    }
  }
}

std::vector<std::pair<std::size_t, std::size_t>> find_marks(std::string_view text,
                                                            const SoughtUnits& sought,
                                                            Analyzer& analyzer) {
  // Those that can meet none of the units need no forms.
  const std::vector<Token>& tokens =
      analyzer.analyze_beginnings(beginning_of(text), sought.beginnings());
  const std::vector<Match> matches = match_tokens(tokens, sought);
  std::vector<std::pair<std::size_t, std::size_t>> marks;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (matches[i].unit != kNoUnit) marks.emplace_back(tokens[i].begin, tokens[i].end);
  return marks;
}

std::vector<Passage> find_passages(std::string_view text, const SoughtUnits& sought,
                                   Analyzer& analyzer, const SnippetShape& shape) {
  if (text.size() > kReadForNames) return find_in_long(text, sought, analyzer, shape);
  const std::vector<Token>& tokens = analyzer.analyze_beginnings(text, sought.beginnings());
  return PassageFinder(text, tokens, sought, shape).find();
}

}  // namespace newsidx
