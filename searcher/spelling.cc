#include "searcher/spelling.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "searcher/similar_words.h"
#include "store/fields.h"
#include "text/apostrophe.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

constexpr std::size_t kMinLetters = 4;
// Two mistakes are looked for in words of so many letters, and where none by one was found.
constexpr std::size_t kMinLettersOfTwo = 8;
// Terms looked at, at most: some tens of thousands take milliseconds.
constexpr std::size_t kMaxSteps = 20'000;
// A mistake more outweighs being e^kPerMistake times as common.
constexpr double kPerMistake = 3;
// A word that may be right, though the index has it by its stem only, gives way to one so many
// times as common.
constexpr double kFarCommoner = 10;
// The parts of two words run together.
constexpr std::size_t kMinPart = 3;
constexpr Xapian::doccount kMinPartArticles = 3;

struct Candidate {
  std::string word;
  double worth = 0;
  Xapian::doccount articles = 0;
};

class Mender {
 public:
  Mender(Analyzer& analyzer, const Xapian::Database& database)
      : analyzer_(analyzer), database_(database) {}

  // What to look up in the place of this word; nothing when it is to stay.
  std::optional<std::string> mend(const Token& typed) {
    if (!may_be_mistaken(typed)) return std::nullopt;
    const std::string& word = typed.exact;
    std::optional<Candidate> best = without_suffix(word);
    if (!best) best = similar(word, 1);
    if (!best) best = run_together(word);
    if (!best && count_code_points(word) >= kMinLettersOfTwo) best = similar(word, 2);
    if (!best) return std::nullopt;
    const double known = stem_articles(typed.folded);
    if (known > 0 && best->articles < kFarCommoner * known && !is_guessed(word))
      return std::nullopt;
    return best->word;
  }

 private:
  Xapian::doccount articles(std::string_view prefix, const std::string& form) const {
    return database_.get_termfreq(std::string(prefix) + form);
  }
  Xapian::doccount stem_articles(const std::string& folded) const {
    return articles(prefix::kFoldedStem, folded);
  }
  // Of a word as it stands.
  Xapian::doccount word_articles(const std::string& word) const {
    const Xapian::doccount exact = articles(prefix::kExact, word);
    return fold(word) == word ? std::max(exact, stem_articles(word)) : exact;
  }

  bool is_guessed(const std::string& word) const {
    const std::vector<Analysis> analyses = analyzer_.morphology().analyze(word, 1);
    return analyses.empty() || analyses.front().guessed;
  }

  bool may_be_mistaken(const Token& typed) const {
    const std::string& word = typed.exact;
    if (typed.stop_word || count_code_points(word) < kMinLetters) return false;
    for (std::size_t i = 0; i < word.size();)
      if (!is_letter(next_code_point(word, i))) return false;
    if (word_articles(word) > 0) return false;
    // Typed without Turkish letters it may be a word all the same.
    for (const Token& spelling : analyzer_.spellings(typed))
      if (stem_articles(spelling.folded) > 0) return false;
    return true;
  }

  // The commonest, with a discount for each mistake.
  std::optional<Candidate> similar(const std::string& word, int mistakes) const {
    std::optional<Candidate> best;
    for (const std::string_view prefix : {prefix::kExact, prefix::kFoldedStem})
      for (SimilarWord& found : find_similar_words(database_, prefix, word, mistakes, kMaxSteps)) {
        const double worth = std::log(found.articles + 0.5) - kPerMistake * found.distance;
        if (!best || worth > best->worth) best = {std::move(found.word), worth, found.articles};
      }
    return best;
  }

  // putinin: putin. The longest word that a suffix may follow.
  std::optional<Candidate> without_suffix(const std::string& word) const {
    for (std::size_t end = word.size(); end > 0;) {
      previous_code_point(word, end);
      const std::string body = word.substr(0, end);
      if (count_code_points(body) < kMinPart) break;
      if (!is_suffix_chain(std::string_view(word).substr(end))) continue;
      if (const Xapian::doccount found = word_articles(body); found > 0)
        return Candidate{body, 0, found};
    }
    return std::nullopt;
  }

  std::optional<Candidate> run_together(const std::string& word) const {
    std::optional<Candidate> best;
    for (std::size_t at = 0; at < word.size();) {
      next_code_point(word, at);
      const std::string left = word.substr(0, at);
      const std::string right = word.substr(at);
      if (count_code_points(left) < kMinPart || count_code_points(right) < kMinPart) continue;
      const Xapian::doccount rarer = std::min(word_articles(left), word_articles(right));
      if (rarer < kMinPartArticles) continue;
      const double worth = std::log(rarer);
      if (!best || worth > best->worth) best = Candidate{left + ' ' + right, worth, rarer};
    }
    return best;
  }

  Analyzer& analyzer_;
  const Xapian::Database& database_;
};

}  // namespace

std::vector<Mending> mend_words(std::vector<QueryUnit>& units, Analyzer& analyzer,
                                const Xapian::Database& database) {
  Mender mender(analyzer, database);
  std::vector<Mending> mendings;
  std::vector<QueryUnit> mended;
  mended.reserve(units.size());
  for (QueryUnit& unit : units) {
    const Token& typed = unit.tokens.front();
    const std::optional<std::string> word = unit.is_phrase() ? std::nullopt : mender.mend(typed);
    if (!word) {
      mended.push_back(std::move(unit));
      continue;
    }
    mendings.push_back({typed.exact, *word});
    for (Token token : analyzer.analyze(*word)) {
      token.begin = typed.begin;
      token.end = typed.end;
      mended.push_back({{std::move(token)}});
    }
  }
  units = std::move(mended);
  return mendings;
}

}  // namespace newsidx
