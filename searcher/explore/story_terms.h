// The terms that tell what a story is about.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/query_work.h"
#include "text/analyzer.h"

namespace newsidx {

struct StoryTerm {
  std::vector<std::string> folded;  // stems: one, or two that stand side by side
  std::string text;                 // as the story writes it
  double weight = 0;                // to scale the term's BM25 weight by
  double worth = 0;                 // weight times rarity: what it is chosen by
  bool name = false;
};

// The best terms by how often the story has them, how rare they are in the index, whether they are
// written as names and stand in the title. No stop words, no numbers, and nothing that no other
// article has. An empty title: the text has none of its own.
// Throws TooMuch when the work's time is over.
std::vector<StoryTerm> find_story_terms(std::string_view title, std::string_view text,
                                        Analyzer& analyzer, const Xapian::Database& database,
                                        QueryWork& work);

}  // namespace newsidx
