// How a query was understood, and where a score came from.
#pragma once

#include <string>
#include <vector>

#include "newsidx/analysis.h"

namespace newsidx {

// A part of a hit's score; the parts add up to it.
struct ScorePart {
  std::string what;  // the index's term or terms, in words
  double score = 0;
};

struct QueryExplanation {
  std::string query;  // as it was read, written out; searched for, it gives the same
  std::vector<Token>
      tokens;          // of the words; offsets are into the query as it was typed and cleaned
  std::string tree;    // a node a line, indented
  std::string xapian;  // the query that the index was asked
};

}  // namespace newsidx
