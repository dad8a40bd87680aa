// Which of a few known names a mistyped one is closest to. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

namespace newsidx {

// The first of the names, folded, that is fewest mistakes away from what was typed: insertions,
// deletions, changes and swaps of neighbours, one in a short word, two in others. Empty when all
// are further.
std::string_view closest_of(std::string_view typed, const std::vector<std::string_view>& names);

}  // namespace newsidx
