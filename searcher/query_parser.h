// Query text -> what it asks for. Words and "phrases"; the grammar:
//   query  = { phrase | text }
//   phrase = quote text quote          quote: " “ ” « » „
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace newsidx {

// One thing asked for: a word (one token), or a phrase (several, which must stand side by side).
struct QueryUnit {
  std::vector<Token> tokens;  // offsets are into the query; never empty

  bool is_phrase() const { return tokens.size() > 1; }
};

struct ParsedQuery {
  std::vector<QueryUnit> units;  // in the order of the query; empty when it has no words
};

inline constexpr std::size_t kMaxQueryBytes = 10'000;

// `text` need not be valid UTF-8. Throws Error(kUsage): a quote that is not closed, text that is no
// UTF-8, a query too long.
ParsedQuery parse_query(std::string_view text, Analyzer& analyzer);

}  // namespace newsidx
