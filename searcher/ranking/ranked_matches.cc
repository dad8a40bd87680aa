#include "searcher/ranking/ranked_matches.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "store/fields.h"

namespace newsidx {

std::vector<RankedMatch> first_stage_of(const Xapian::MSet& matches) {
  std::vector<RankedMatch> ranked;
  ranked.reserve(matches.size());
  for (auto match = matches.begin(); match != matches.end(); ++match)
    ranked.push_back({*match, match.get_weight(), {}});
  return ranked;
}

std::vector<RankedMatch> rank_matches(const Xapian::Database& database,
                                      std::vector<RankedMatch> ranked,
                                      const std::vector<SoughtWord>& words, QueryWork& work) {
  if (words.empty()) return ranked;

  const auto behind =
      ranked.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(ranked.size(), kReranked));
  std::sort(ranked.begin(), behind,
            [](const RankedMatch& a, const RankedMatch& b) { return a.docid < b.docid; });
  std::vector<Xapian::docid> documents;
  for (auto match = ranked.begin(); match != behind; ++match) documents.push_back(match->docid);
  const std::vector<Concentration> added = concentrations(database, documents, words, work);
  for (std::size_t i = 0; i < added.size(); ++i) ranked[i].concentration = added[i];
  std::stable_sort(ranked.begin(), behind, [](const RankedMatch& a, const RankedMatch& b) {
    return a.score() > b.score();
  });
  return ranked;
}

}  // namespace newsidx
