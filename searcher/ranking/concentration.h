// The second stage of ranking: of the articles that have most of a query's words, those come first
// where the words stand together, and where they stand at the beginning.
//
// What an article gets on top of its BM25 weight, all in BM25's own unit (idf), where `all` is the
// sum of the idf of the query's words:
//   0.7 * lead^2 / all                            `lead`: of those that the title or the first 80
//                                                 words of the text have
//   0.4 * near^2 / all, 0.3 * closest^2 / all     the most that any 24, or any 6, words in a row
//   have
// A news story says what it is about in its lead, and there a headline's words meet again. By the
// squares half of the words are worth a quarter, as few meet by chance. Squares, lengths and shares
// were chosen by a softmax loss over 2,000 headlines and checked on 1,000 others, on questions and
// on judged topics (docs/evaluation.md).
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <vector>

#include "searcher/query/query_work.h"

namespace newsidx {

// One word of a query: the positional terms that it is met by, and its inverse document frequency.
struct SoughtWord {
  std::vector<std::string> terms;
  double idf = 0;
};

// What a document gets on top, by its two reasons.
struct Concentration {
  double lead = 0;
  double together = 0;

  double sum() const { return lead + together; }
};

// For each of the documents, which ascend. Throws Xapian::Error and TooMuch.
std::vector<Concentration> concentrations(const Xapian::Database& database,
                                          const std::vector<Xapian::docid>& documents,
                                          const std::vector<SoughtWord>& words, QueryWork& work);

}  // namespace newsidx
