// What the index cannot tell, looked for in the articles themselves: words in just these forms at
// just these places, and phrases in titles, whose words have no places of their own.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/query_ast.h"
#include "store/record.h"
#include "text/analyzer.h"

namespace newsidx {

// Whether the index alone does not tell which articles meet this leaf: a literal, unless it is of
// one word whose exact form is always indexed, or a phrase in the title.
bool needs_check(const QueryNode& leaf, Analyzer& analyzer);

// Articles that may meet a literal or a phrase in the title: all that do, and some that do not.
Xapian::Query possible_articles(const QueryNode& leaf, Analyzer& analyzer);

// Whether the article meets it, word by word.
bool meets_exactly(const Article& article, const QueryNode& leaf, Analyzer& analyzer);

}  // namespace newsidx
