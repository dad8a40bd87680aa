// Turkish words that say little about what a text is about.
#pragma once

#include <string_view>

namespace newsidx {

// Whether the exact form (lower case) is a stop word. They are indexed like all words; a query
// drops them when it has better ones. Thread-safe.
bool is_stop_word(std::string_view exact);

}  // namespace newsidx
