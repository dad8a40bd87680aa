// The first stage of ranking for queries of words alone, which most are: the scores that Xapian's
// matcher would give, without it.
//
// The matcher goes through articles one after another, and for each of them down a tree of some
// thirty posting lists: 80 to 100 ns for every posting it meets. Of any of so many common words
// most articles have one, and the bounds by which the matcher could skip articles are never
// reached. Here one list is read after the other, and each posting adds to its article's sum (term
// at a time; Turtle & Flood, "Query Evaluation: Strategies and Optimizations", 1995): 20 to 30 ns.
//
// Short lists that weigh much come first. As soon as the rest of them weigh less than the worst of
// the wanted articles has already, no article that has not been met can be among the best, and the
// other lists, which are those of common words, are only looked up for the articles that still can
// (the same paper's max-score). So no article and no score is other than without.
// docs/performance.md has the figures.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "searcher/query/query_work.h"
#include "searcher/ranking/query_words.h"
#include "searcher/ranking/ranked_matches.h"

namespace newsidx {

// Whether the query meets so many postings that a WordScorer pays, be it one yet to be made.
// It goes by the query alone: the same search has the same answer in any run.
bool is_worth_lengths(const Xapian::Database& database, const std::vector<Evidence>& evidence);

struct ScoredMatches {
  std::vector<RankedMatch> best;  // best first, of equals the one added first
  // All articles that match; without ScoreRequest::counted 0.
  Xapian::doccount matching = 0;
};

struct ScoreRequest {
  std::size_t wanted = 0;    // at most so many of the articles that any evidence finds
  bool fold_copies = false;  // of each group of near-copies only the best
  bool counted = true;       // else lists that no longer matter need not be read to their ends
};

// Scores queries on one state of a database. Making one reads the lengths of all articles, 30 ns
// each. Not thread-safe.
class WordScorer {
 public:
  explicit WordScorer(const Xapian::Database& database);

  // Throws TooMuch when the work's time is over.
  ScoredMatches score(const std::vector<Evidence>& evidence, const ScoreRequest& request,
                      QueryWork& work);

 private:
  struct Piece {
    const Evidence* evidence;
    double weight;  // its BM25 weight, which its part of a score comes near and never reaches
    Xapian::doccount postings;
  };

  std::vector<Piece> pieces_of(const std::vector<Evidence>& evidence) const;
  void add_all(const std::vector<Piece>& pieces, std::size_t count, bool counted, QueryWork& work);
  template <typename Action>
  void for_each_count(const std::string& term, const Action& action);
  void add(const Piece& piece, QueryWork& work);
  void add_to_candidates(const Piece& piece);
  void add_side_by_side(const Evidence& evidence, QueryWork& work);
  void add_side_by_side_to_candidates(const Evidence& evidence);
  void add_counted(const Piece& piece);
  void find_only(const Evidence& evidence, QueryWork& work);
  double keep_candidates(std::size_t count, double rest);
  void add_to(Xapian::docid document, double weight, Xapian::termcount count, bool finds);
  void count_one(Xapian::docid document, Xapian::termcount count);
  double least_of_best(const std::vector<Xapian::docid>& documents, std::size_t count);
  std::vector<RankedMatch> best(std::size_t count) const;
  void clear();

  struct OfDocument {
    double sum = 0;                // of what has been added; an article found has more than 0
    float length = 0;              // BM25's k1 * (1 - b + b * length)
    std::uint32_t count : 31 = 0;  // scratch of evidence of several terms, else 0
    std::uint32_t found : 1 = 0;
  };

  Xapian::Database database_;
  std::vector<OfDocument> documents_;  // by number; all but the length is one query's
  std::vector<Xapian::docid> met_;     // those whose sum is not 0, in no order
  Xapian::doccount found_ = 0;
  bool narrowed_ = false;                  // only candidates_ can be among the best
  std::vector<Xapian::docid> candidates_;  // ascending
  std::vector<Xapian::docid> counted_;     // scratch: those whose count may be not 0
  std::vector<double> ordered_;            // scratch of least_of_best
};

}  // namespace newsidx
