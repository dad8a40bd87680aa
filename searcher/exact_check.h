// What the index cannot tell, looked for in the articles themselves: words in just these forms at
// just these places, and phrases in titles, whose words have no places of their own.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "searcher/expansion.h"
#include "searcher/query_ast.h"
#include "store/record.h"
#include "text/analyzer.h"

namespace newsidx {

// Whether the index alone does not tell which articles meet this leaf: a literal, unless it is of
// one word whose exact form is always indexed, or a phrase in the title.
bool needs_check(const QueryNode& leaf, Analyzer& analyzer);

// Of one such leaf, which must outlive it, as must the analyzer. Not thread-safe.
class ExactCheck {
 public:
  ExactCheck(const QueryNode& leaf, Analyzer& analyzer, const Expander& expander);

  // Articles that may meet it: all that do, and some that do not.
  Xapian::Query possible() const;

  // Whether the article meets it, word by word.
  bool meets(const Article& article) const;

 private:
  bool stands_in(std::string_view text) const;
  bool stands_in(const std::vector<Token>& tokens) const;

  const QueryNode& leaf_;
  Analyzer& analyzer_;
  std::vector<Reading> readings_;  // of a phrase
};

}  // namespace newsidx
