// How a query was understood, and where a score came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/analysis.h"

namespace newsidx {

// A part of a hit's score; the parts add up to it.
struct ScorePart {
  std::string what;  // the index's term or terms, in words
  double score = 0;
};

// What a thing of a plan is called in both languages; English is also its name in JSON.
struct PlanName {
  std::string_view english;
  std::string_view turkish;
};

// What adds to the score of an article that has it.
struct PlannedEvidence {
  PlanName kind;
  double weight = 0;  // in parts of the BM25 weight of what it is
  std::string what;   // the index's terms, in words
  bool finds = true;  // else it only adds to what was found otherwise
};

// A part of the query's tree, and what it comes to on the index.
struct PlannedPart {
  std::size_t depth = 0;
  std::string part;              // as in QueryExplanation::tree, without the indent
  std::optional<PlanName> leaf;  // the kind of leaf; none of what only joins others
  bool looked_for = true;        // no: a stop word beside better words
  std::uint64_t articles = 0;    // of a leaf: at most so many match
  std::uint64_t terms = 0;       // of a leaf: posting lists of the index that it means
  // Of a leaf: what an article must have, in words; of words any evidence that finds.
  std::string matches;
  bool must_be_read = false;       // of a leaf: articles were read to be sure
  std::uint64_t read_matches = 0;  // and so many of those had it
  std::vector<PlannedEvidence> evidence;
  std::vector<std::string> marks;  // what is marked besides the words of the query
};

// What running it takes, as far as the index tells before.
struct PlannedCost {
  std::uint64_t terms = 0;      // posting lists
  std::uint64_t postings = 0;   // at most
  std::uint64_t positions = 0;  // lists of places, at most
};

struct QueryExplanation {
  std::string query;  // as it was read, written out; searched for, it gives the same
  std::vector<Token>
      tokens;        // of the words; offsets are into the query as it was typed and cleaned
  std::string tree;  // a node a line, indented
  // The same with what each part comes to; below the tree what speaks for several of its words.
  std::vector<PlannedPart> plan;
  std::vector<PlannedEvidence> together;
  PlannedCost cost;
  std::string xapian;  // the query that the index was asked
};

}  // namespace newsidx
