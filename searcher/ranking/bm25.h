// The weighting of the first stage.
#pragma once

#include <xapian.h>

namespace newsidx {

// BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009), with k1 and b below
// the customary 1.2 and 0.75: every word is counted in several forms, so repetition and length show
// more. No article counts as shorter than half the average, as in Xapian.
inline constexpr double kK1 = 0.6;
inline constexpr double kB = 0.6;
inline constexpr double kLeastLength = 0.5;

inline Xapian::BM25Weight weighting() {
  // k2 0 leaves out the part that goes by document alone, k3 1 counts a word repeated in the query.
  return Xapian::BM25Weight(kK1, 0, 1, kB, kLeastLength);
}

}  // namespace newsidx
