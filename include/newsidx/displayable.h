// How much room text takes on a terminal. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx {

// Columns of valid UTF-8: none for combining marks and what is not shown, two for wide letters
// (UAX #11, East Asian Width W and F), else one.
std::size_t display_columns(std::string_view text);

// The text, with spaces after it up to this many columns.
std::string padded(std::string_view text, std::size_t columns);

}  // namespace newsidx
