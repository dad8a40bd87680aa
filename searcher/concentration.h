// The second stage of ranking: of the articles that have most of a query's words, those come first
// where the words stand together, and where they stand at the beginning.
//
// What an article gets on top of its BM25 weight, all in BM25's own unit (idf):
//   kLeadShare * lead^2 / all  +  kTogetherShare * together^2 / all
// where `all` is the sum of the idf of the query's words, `lead` of those that the title or the
// first kLeadWords words of the text have, and `together` the most that any stretch of kStretch
// words has. A news story says what it is about in its lead, and a headline's words meet there
// again. The squares make half of the words worth a quarter: few words close together happen by
// chance. Chosen with a softmax loss over 2,000 headlines, checked on 1,000 others
// (docs/evaluation.md).
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <vector>

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

// For each of the documents, which ascend. Throws Xapian::Error.
std::vector<Concentration> concentrations(const Xapian::Database& database,
                                          const std::vector<Xapian::docid>& documents,
                                          const std::vector<SoughtWord>& words);

}  // namespace newsidx
