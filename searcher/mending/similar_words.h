// The index's own words that are spelled almost as a given one.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/query_work.h"

namespace newsidx {

struct SimilarWord {
  std::string word;  // lower case, as the index has it
  int distance =
      0;  // letters wrong, missing, doubled or too many, and neighbours that changed places
  Xapian::doccount articles = 0;
};

// The words of the index at most `max_distance` (1 or 2) such mistakes away (optimal string
// alignment, F. Damerau, CACM 7(3), 1964), in no order, `word` itself left out. A Turkish letter
// and the letter it folds to are the same, as people who type without Turkish letters mistype too.
// The first letter stands: few mistakes are made there (E. Yannakoudakis and D. Fawthrop, The rules
// of spelling errors, 1983), and the words that share it are a small part.
//
// Walks the sorted terms, and leaps over all that share a beginning which is too far already, so
// the time goes by the word's length and hardly by the size of the index; it ends after `max_steps`
// terms were looked at, or kMaxCompared by all of the request, with what was found until then.
std::vector<SimilarWord> find_similar_words(const Xapian::Database& database,
                                            std::string_view term_prefix, std::string_view word,
                                            int max_distance, std::size_t max_steps,
                                            QueryWork& work);

}  // namespace newsidx
