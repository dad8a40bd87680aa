// The index's own words and values, looked through for what a query names in part.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/query_ast.h"
#include "searcher/query/query_work.h"

namespace newsidx {

// More words or values than these are not looked for at once: each makes a query slower.
inline constexpr std::size_t kMaxTerms = 1000;

struct FoundTerms {
  std::vector<std::string> terms;  // whole ones, with prefix; of kMaxTerms words or values at most
  std::size_t found = 0;           // how many words or values there are
};

// Terms of words that begin so, with or without Turkish letters and accents: folded stems and exact
// forms. An article has one of them when a word of it begins so, or its folded stem does.
FoundTerms words_beginning(const Xapian::Database& database, std::string_view letters,
                           QueryWork& work);

// Folded stems alone, with the prefix that is given (of text or title).
FoundTerms stems_beginning(const Xapian::Database& database, std::string_view prefix,
                           std::string_view letters, QueryWork& work);

// Terms of the values of a keyword, id or address that each of these names; all are of one field.
// The index's own values are looked through once, however many are asked for.
std::vector<FoundTerms> values_named(const Xapian::Database& database,
                                     const std::vector<const ValueNode*>& values, QueryWork& work);

}  // namespace newsidx
