#include "searcher/ranking/concentration.h"

#include <algorithm>
#include <array>

#include "searcher/ranking/evidence.h"
#include "store/fields.h"

namespace newsidx {
namespace {

constexpr Xapian::termpos kLeadWords = 80;
// A sentence or two, and a name with its title.
struct Stretch {
  Xapian::termpos words;
  EvidenceKind evidence;
};
constexpr std::array<Stretch, 2> kStretches = {
    {{24, EvidenceKind::kTogether}, {6, EvidenceKind::kClosest}}};

// Of a word in a document so many occurrences are looked at, the first ones. No article of a
// hundred pages has more.
constexpr std::size_t kMostOccurrences = 8192;

struct Occurrence {
  Xapian::termpos position;
  std::size_t word;
};

// The most idf that so many words in a row have, each word once. `met` is scratch, all zero.
double best_stretch(Xapian::termpos length, const std::vector<Occurrence>& occurrences,
                    const std::vector<SoughtWord>& words, std::vector<int>& met) {
  double best = 0;
  double sum = 0;
  std::size_t first = 0;
  for (const Occurrence& last : occurrences) {
    if (met[last.word]++ == 0) sum += words[last.word].idf;
    while (last.position - occurrences[first].position >= length) {
      const std::size_t word = occurrences[first++].word;
      if (--met[word] == 0) sum -= words[word].idf;
    }
    best = std::max(best, sum);
  }
  std::fill(met.begin(), met.end(), 0);
  return best;
}

}  // namespace

std::vector<Concentration> concentrations(const Xapian::Database& database,
                                          const std::vector<Xapian::docid>& documents,
                                          const std::vector<SoughtWord>& words, QueryWork& work) {
  std::vector<std::vector<Occurrence>> occurrences(documents.size());
  double all = 0;
  for (std::size_t w = 0; w < words.size(); ++w) {
    work.check_time();
    all += words[w].idf;
    for (const std::string& term : words[w].terms) {
      Xapian::PostingIterator posting = database.postlist_begin(term);
      const Xapian::PostingIterator end = database.postlist_end(term);
      for (std::size_t d = 0; d < documents.size() && posting != end; ++d) {
        posting.skip_to(documents[d]);
        if (posting == end) break;
        if (*posting != documents[d]) continue;
        std::size_t left = kMostOccurrences;
        for (auto position = posting.positionlist_begin();
             left > 0 && position != posting.positionlist_end(); ++position, --left)
          occurrences[d].push_back({*position, w});
      }
    }
  }

  std::vector<Concentration> scores(documents.size());
  if (all <= 0) return scores;
  std::vector<int> met(words.size(), 0);
  std::vector<char> leads(words.size());
  for (std::size_t d = 0; d < documents.size(); ++d) {
    work.check_time();
    std::sort(occurrences[d].begin(), occurrences[d].end(),
              [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
    double lead = 0;
    std::fill(leads.begin(), leads.end(), 0);
    for (const Occurrence& occurrence : occurrences[d]) {
      if (occurrence.position >= kTextPosition + kLeadWords) break;
      if (leads[occurrence.word] == 0) lead += words[occurrence.word].idf;
      leads[occurrence.word] = 1;
    }
    scores[d].lead = evidence_weight(EvidenceKind::kLead) * lead * lead / all;
    if (words.size() < 2) continue;
    for (const Stretch& stretch : kStretches) {
      const double together = best_stretch(stretch.words, occurrences[d], words, met);
      scores[d].together += evidence_weight(stretch.evidence) * together * together / all;
    }
  }
  return scores;
}

}  // namespace newsidx
