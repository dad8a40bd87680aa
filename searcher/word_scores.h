// The first stage of ranking for queries of words alone, which most are: the scores that Xapian's
// matcher would give, without it.
//
// The matcher goes through articles one after another, and for each of them down a tree of some
// thirty posting lists: 80 to 100 ns for every posting it meets. Of any of so many common words
// most articles have one, and the bounds by which the matcher could skip articles are never
// reached. Here one list is read after the other, and each posting adds to its article's sum (term
// at a time; Turtle & Flood, "Query Evaluation: Strategies and Optimizations", 1995): 20 to 30 ns.
// docs/performance.md has the figures.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <vector>

#include "searcher/query_builder.h"
#include "searcher/ranked_matches.h"

namespace newsidx {

// BM25's k1 * (1 - b + b * length) of each document of one state of a database, by its number.
// Reading them takes 30 ns a document, so they are kept as long as the state is.
using LengthParts = std::vector<float>;

LengthParts read_length_parts(const Xapian::Database& database);

// Whether the query meets so many postings that this pays, be it with the lengths yet to be read.
// It goes by the query alone: the same search has the same answer in any run.
bool is_worth_lengths(const Xapian::Database& database, const std::vector<Evidence>& evidence);

struct ScoredMatches {
  std::vector<RankedMatch> best;  // best first, of equals the one added first
  Xapian::doccount matching = 0;  // all articles that match
};

// At most `wanted` of the articles that any evidence finds; with fold_copies of each group of
// near-copies only the best.
ScoredMatches score_words(const Xapian::Database& database, const LengthParts& lengths,
                          const std::vector<Evidence>& evidence, std::size_t wanted,
                          bool fold_copies);

}  // namespace newsidx
