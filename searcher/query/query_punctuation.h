// Quotes and parentheses of a query: which belong together, and which are mere punctuation.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace newsidx {

struct QuotePair {
  std::size_t open = 0;   // byte offsets of the two quotes
  std::size_t inner = 0;  // behind the first
  std::size_t close = 0;
  std::size_t end = 0;  // behind the second
};

struct QuoteMarks {
  std::vector<QuotePair> pairs;     // ascending
  std::vector<std::size_t> lonely;  // offsets of those that open and are not closed
};

// A quote opens unless a letter or digit stands before it (15" is a size), and is closed by its own
// other half (" ", “ ”, „ “, « », » «, ” ”), or when there is none by the next quote of any kind.
QuoteMarks pair_quotes(std::string_view query);

struct Parentheses {
  std::vector<std::size_t> open;   // offsets of those that group, ascending
  std::vector<std::size_t> close;  // as many, ascending
  std::vector<std::size_t> unclosed;
  std::vector<std::size_t> lone;  // that close nothing
};

// A parenthesis groups where a word may begin: behind white space, another that groups, a sign or
// a field's colon. üye(ler) and 1) are punctuation, as is what stands within quotes.
Parentheses pair_parentheses(std::string_view query, const QuoteMarks& quotes);

// Whether a word may begin at `at`: nothing, white space or an opening bracket stands before it.
bool is_word_start(std::string_view query, std::size_t at);

bool is_quote(char32_t code);

}  // namespace newsidx
