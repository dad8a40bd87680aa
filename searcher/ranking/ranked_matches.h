// The matches of a query in the order of their scores: the best of the first stage, which is
// Xapian's or that of word_scores.h, put in order by what single terms do not tell.
#pragma once

#include <xapian.h>

#include <vector>

#include "searcher/ranking/concentration.h"

namespace newsidx {

// So many matches of the first stage are ordered anew. Behind them the first stage's order stays,
// and no score is higher, as the second stage only adds.
inline constexpr Xapian::doccount kReranked = 100;

struct RankedMatch {
  Xapian::docid docid = 0;
  double first_stage = 0;  // BM25 of all evidence
  Concentration concentration;

  double score() const { return first_stage + concentration.sum(); }
};

// What Xapian's matcher found, by its order.
std::vector<RankedMatch> first_stage_of(const Xapian::MSet& matches);

// All of the first stage's matches, which begin at the best, best score first.
std::vector<RankedMatch> rank_matches(const Xapian::Database& database,
                                      std::vector<RankedMatch> ranked,
                                      const std::vector<SoughtWord>& words, QueryWork& work);

}  // namespace newsidx
