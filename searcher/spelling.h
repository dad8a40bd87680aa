// Words of a query that were mistyped, mended against the index's own vocabulary.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/query_parser.h"
#include "text/analyzer.h"

namespace newsidx {

// A word that was looked up as another.
struct Mending {
  std::string typed;      // its exact form
  std::string looked_up;  // one word, or the two that were run together, with a space
};

// Mends the single words among `units` in their places, and says which. Left as it is: a word that
// the index has, or whose stem it has by the lexicon; a number, an acronym, a word of fewer than
// four letters; and every phrase, as quotes mean what stands in them. Mended are words that stand
// nowhere, or by a guessed or rare stem only, where the index has a far commoner word one letter
// away (two, in a long word), a name or word with the suffix whose apostrophe was left out
// (Putinin), or two words that were run together.
std::vector<Mending> mend_words(std::vector<QueryUnit>& units, Analyzer& analyzer,
                                const Xapian::Database& database);

}  // namespace newsidx
