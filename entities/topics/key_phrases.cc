#include "entities/topics/key_phrases.h"

#include <algorithm>
#include <array>
#include <map>

#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

constexpr std::size_t kMostWords = 3;
constexpr std::size_t kLeastLetters = 3;
constexpr std::size_t kCompared = 64;  // the best candidates, among which likeness is looked for

// In an article of fewer words once is often enough.
constexpr std::size_t kShortArticle = 60;

// A word more makes a phrase say more, and names say more than words.
constexpr double kPerWord = 0.5;
constexpr double kNameWorth = 1.5;

struct Candidate {
  std::vector<std::string> words;  // stems, or a name's words in lower case; what is compared
  std::string shown;
  double rarity = 0;  // sum over the words
  double count = 0;
  std::size_t first = 0;  // token
  bool name = false;
  double score = 0;
};

// What a finite verb ends in, or one that joins another: git-ti, gel-ecek, bak-ıp.
bool is_finite_verb(const Token& token) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {"dı",  "di",   "du",   "dü",   "tı",   "ti",  "tu",  "tü", "mış", "miş", "muş", "müş",
       "yor", "acak", "ecek", "arak", "erek", "mak", "mek", "ıp", "ip",  "up",  "üp"});
  const std::string_view exact = token.exact;
  // Less than two letters behind the stem are no such ending: hükümet-i, kitab-ı.
  if (exact == token.stem || count_code_points(exact) < count_code_points(token.stem) + 2)
    return false;
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return exact.ends_with(ending); });
}

// The case, number or possessor of a noun, as it stands behind the stem.
bool is_noun_ending(std::string_view rest) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {"ı",      "i",      "u",      "ü",      "yı",      "yi",     "yu",    "yü",    "ın",
       "in",     "un",     "ün",     "nın",    "nin",     "nun",    "nün",   "a",     "e",
       "ya",     "ye",     "da",     "de",     "ta",      "te",     "dan",   "den",   "tan",
       "ten",    "sı",     "si",     "su",     "sü",      "la",     "le",    "yla",   "yle",
       "ına",    "ine",    "una",    "üne",    "ında",    "inde",   "unda",  "ünde",  "ından",
       "inden",  "undan",  "ünden",  "ını",    "ini",     "unu",    "ünü",   "sını",  "sini",
       "sunu",   "sünü",   "sına",   "sine",   "suna",    "süne",   "sının", "sinin", "lar",
       "ler",    "ları",   "leri",   "ların",  "lerin",   "lara",   "lere",  "larda", "lerde",
       "lardan", "lerden", "larını", "lerini", "larının", "lerinin"});
  return std::find(kEndings.begin(), kEndings.end(), rest) != kEndings.end();
}

// The word of a noun as dictionaries have it: Tünel of Tünelin, kimlik of kimliği. Others stay.
std::string without_ending(std::string shown, const Token& token) {
  if (to_lower_turkish(shown) != token.exact) return shown;
  std::size_t same = 0;  // bytes in which the stem and the word agree, in whole letters
  while (same < token.stem.size() && same < token.exact.size()) {
    std::size_t a = same;
    std::size_t b = same;
    if (next_code_point(token.stem, a) != next_code_point(token.exact, b)) break;
    same = a;
  }
  std::string_view rest = std::string_view(token.exact).substr(same);
  const std::string_view hard = std::string_view(token.stem).substr(same);
  // kimlik-i: kimliği, dert-i: derdi
  if (hard == "k" || hard == "p" || hard == "t" || hard == "ç") {
    std::size_t after = 0;
    if (!rest.empty()) next_code_point(rest, after);
    rest.remove_prefix(after);
  } else if (!hard.empty()) {
    return shown;
  }
  if (!is_noun_ending(rest)) return shown;
  const std::size_t letters = count_code_points(std::string_view(token.stem).substr(0, same));
  return std::string(cut_to_code_points(shown, letters)) + std::string(hard);
}

bool says_something(const Token& token) {
  return !token.stop_word && !token.exact.empty() &&
         !(token.exact.front() >= '0' && token.exact.front() <= '9') &&
         count_code_points(token.exact) >= kLeastLetters && !is_finite_verb(token);
}

// Without the suffix behind an apostrophe, spaces collapsed.
std::string surface(std::string_view text, std::span<const Token> tokens) {
  const Token& last = tokens.back();
  const std::string_view word = text.substr(last.begin, last.end - last.begin);
  std::size_t end = word.size();
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t at = i;
    if (!is_apostrophe(next_code_point(word, i))) continue;
    if (to_lower_turkish(word.substr(0, at)) == last.exact) end = at;
    break;
  }
  return collapse_spaces(
      text.substr(tokens.front().begin, last.begin + end - tokens.front().begin));
}

// Fewer letters, then no capital: a sentence's first word has one for no reason of its own.
bool nicer(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return a > b;
}

bool joined(std::string_view text, const Token& before, const Token& after) {
  const std::string_view between = text.substr(before.end, after.begin - before.end);
  return !between.empty() && between.find_first_not_of(" \t-") == std::string_view::npos;
}

class Collector {
 public:
  Collector(std::string_view text, std::span<const Token> tokens, const WordRarity& rarity)
      : text_(text), tokens_(tokens), rarity_(rarity), taken_(tokens.size(), false) {}

  void add_names(std::span<const Mention> names) {
    std::size_t at = 0;
    for (const Mention& name : names) {
      while (at < tokens_.size() && tokens_[at].end <= name.begin) ++at;
      const std::size_t first = at;
      std::vector<std::string> words;
      double rarity = 0;
      for (; at < tokens_.size() && tokens_[at].begin < name.end; ++at) {
        taken_[at] = true;
        words.push_back(tokens_[at].exact);
        rarity += rarity_of(tokens_[at]);
      }
      if (words.empty()) continue;
      Candidate& candidate = found_[{true, words}];
      if (candidate.count++ == 0) candidate = {words, name.name, rarity, 1, first, true, 0};
      if (nicer(name.name, candidate.shown)) candidate.shown = name.name;
    }
  }

  void add_words() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      std::vector<std::string> words;
      double rarity = 0;
      for (std::size_t k = i; k < tokens_.size() && k < i + kMostWords; ++k) {
        if (taken_[k] || !says_something(tokens_[k])) break;
        if (k > i && !joined(text_, tokens_[k - 1], tokens_[k])) break;
        words.push_back(tokens_[k].stem);
        rarity += rarity_of(tokens_[k]);
        std::string shown = surface(text_, tokens_.subspan(i, k + 1 - i));
        if (k == i) shown = without_ending(std::move(shown), tokens_[i]);
        Candidate& candidate = found_[{false, words}];
        if (candidate.count++ == 0)
          candidate = {words, std::move(shown), rarity, 1, i, false, 0};
        else if (nicer(shown, candidate.shown))
          candidate.shown = std::move(shown);
      }
    }
  }

  // The best, at most kCompared.
  std::vector<Candidate> best() {
    const bool brief = tokens_.size() < kShortArticle;
    std::vector<Candidate> all;
    for (auto& [key, candidate] : found_) {
      if (candidate.count < 2 && !candidate.name && (!brief || candidate.words.size() > 1))
        continue;
      const auto words = static_cast<double>(candidate.words.size());
      // What comes first in an article of news counts half as much again as what comes last.
      const double place =
          1.5 - 0.5 * static_cast<double>(candidate.first) / static_cast<double>(tokens_.size());
      candidate.score = candidate.count * candidate.rarity / words * (1 + kPerWord * (words - 1)) *
                        place * (candidate.name ? kNameWorth : 1);
      if (candidate.score > 0) all.push_back(std::move(candidate));
    }
    std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
      return a.score != b.score ? a.score > b.score : a.first < b.first;
    });
    if (all.size() > kCompared) all.resize(kCompared);
    return all;
  }

 private:
  double rarity_of(const Token& token) const { return rarity_ ? rarity_(token.folded) : 1; }

  std::string_view text_;
  std::span<const Token> tokens_;
  const WordRarity& rarity_;
  std::vector<bool> taken_;  // tokens of names
  std::map<std::pair<bool, std::vector<std::string>>, Candidate> found_;
};

bool within(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

}  // namespace

std::vector<std::string> key_phrases(std::string_view text, std::span<const Token> tokens,
                                     std::span<const Mention> names, const WordRarity& rarity,
                                     std::size_t most) {
  if (tokens.empty()) return {};
  Collector collector(text, tokens, rarity);
  collector.add_names(names);
  collector.add_words();
  std::vector<Candidate> chosen;
  for (Candidate& candidate : collector.best()) {
    const auto like = std::find_if(chosen.begin(), chosen.end(), [&](const Candidate& better) {
      return within(candidate.words, better.words) || within(better.words, candidate.words);
    });
    if (like == chosen.end()) {
      if (chosen.size() < most) chosen.push_back(std::move(candidate));
      continue;
    }
    // Vladimir Putin for Putin, though he is called so only once: a name's fullest form.
    if (candidate.name && like->name && candidate.words.size() > like->words.size()) {
      like->words = std::move(candidate.words);
      like->shown = std::move(candidate.shown);
    }
  }
  std::vector<std::string> phrases;
  phrases.reserve(chosen.size());
  for (Candidate& candidate : chosen) phrases.push_back(std::move(candidate.shown));
  return phrases;
}

}  // namespace newsidx
