#include "searcher/mending/similar_words.h"

#include <algorithm>
#include <array>

#include "text/letters.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

constexpr std::size_t kMaxLetters = 32;

// A letter as mistakes see it: ş is s.
char32_t plain(char32_t letter) {
  switch (letter) {
    case U'ç':
      return 'c';
    case U'ğ':
      return 'g';
    case U'ı':
    case U'î':
      return 'i';
    case U'ö':
      return 'o';
    case U'ş':
      return 's';
    case U'ü':
    case U'û':
      return 'u';
    case U'â':
      return 'a';
    default:
      return letter;
  }
}

std::u32string plain_letters(std::string_view word) {
  std::u32string letters;
  for (std::size_t i = 0; i < word.size();) letters += plain(next_code_point(word, i));
  return letters;
}

// The distances of all beginnings of the asked word to a word that is spelled out letter by letter:
// one row a letter, kept, so that words that share a beginning share its rows.
class Distances {
 public:
  Distances(std::u32string asked, int max) : asked_(std::move(asked)), max_(max) {
    for (std::size_t k = 0; k <= asked_.size(); ++k) rows_[0][k] = static_cast<int>(k);
  }

  // Spells letter `n` (counted from 1); false when every continuation is too far.
  bool spell(std::size_t n, char32_t letter) {
    letters_[n] = letter;
    std::array<int, kMaxLetters + 1>& row = rows_[n];
    const std::array<int, kMaxLetters + 1>& above = rows_[n - 1];
    row[0] = static_cast<int>(n);
    int least = row[0];
    for (std::size_t k = 1; k <= asked_.size(); ++k) {
      const int wrong = above[k - 1] + (asked_[k - 1] == letter ? 0 : 1);
      row[k] = std::min({wrong, above[k] + 1, row[k - 1] + 1});
      if (n > 1 && k > 1 && asked_[k - 1] == letters_[n - 1] && asked_[k - 2] == letter)
        row[k] = std::min(row[k], rows_[n - 2][k - 2] + 1);
      least = std::min(least, row[k]);
    }
    // Places exchanged reach over one letter.
    return least <= max_;
  }

  int whole(std::size_t n) const { return rows_[n][asked_.size()]; }

 private:
  std::u32string asked_;
  int max_;
  std::array<std::array<int, kMaxLetters + 1>, kMaxLetters + 1> rows_{};
  std::array<char32_t, kMaxLetters + 1> letters_{};
};

}  // namespace

std::vector<SimilarWord> find_similar_words(const Xapian::Database& database,
                                            std::string_view term_prefix, std::string_view word,
                                            int max_distance, std::size_t max_steps,
                                            QueryWork& work) {
  std::vector<SimilarWord> found;
  const std::u32string asked = plain_letters(word);
  if (asked.empty() || asked.size() + static_cast<std::size_t>(max_distance) > kMaxLetters)
    return found;
  Distances distances(asked, max_distance);

  const std::string all(term_prefix);
  Xapian::TermIterator term = database.allterms_begin(all);
  const Xapian::TermIterator end = database.allterms_end(all);
  std::string known;                 // the letters whose rows are up to date
  std::vector<std::size_t> ends{0};  // ends[n]: bytes of its first n letters
  std::size_t steps = 0;
  while (term != end && steps++ < max_steps && work.done.words_compared < kMaxCompared) {
    ++work.done.words_compared;
    work.tick();
    const std::string whole = *term;
    const std::string_view candidate = std::string_view(whole).substr(all.size());
    // Letters that are the previous term's keep their rows.
    std::size_t same = 0;
    const std::size_t most = std::min(candidate.size(), known.size());
    while (same < most && candidate[same] == known[same]) ++same;
    while (ends.back() > same) ends.pop_back();
    known.assign(candidate);

    std::size_t at = ends.back();
    bool dead = false;
    while (at < candidate.size() && !dead) {
      const char32_t letter = next_code_point(candidate, at);
      const std::size_t n = ends.size();
      ends.push_back(at);
      dead = n > kMaxLetters || !distances.spell(n, plain(letter)) ||
             (n == 1 && plain(letter) != asked[0]);
    }
    if (dead) {
      // Behind everything that begins so: no UTF-8 letter is 0xFF.
      std::string behind = all + std::string(candidate.substr(0, at)) + '\xFF';
      known.resize(at);
      ends.pop_back();
      term.skip_to(behind);
      continue;
    }
    const int distance = distances.whole(ends.size() - 1);
    if (distance <= max_distance && candidate != word)
      found.push_back({std::string(candidate), distance, term.get_termfreq()});
    ++term;
  }
  return found;
}

}  // namespace newsidx
