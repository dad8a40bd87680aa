// Bar charts in text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace newsidx::cli {

// Eighths of a block where the environment names UTF-8 (LC_ALL, LC_CTYPE, LANG), else # alone. Only
// bars go by it: text is UTF-8 everywhere.
bool environment_shows_blocks();

struct BarScale {
  std::uint64_t largest = 0;  // the count whose bar is as wide as all
  std::size_t columns = 0;    // its width
  bool blocks = false;
};

// Empty for zero; for any other count at least the least mark.
std::string bar(std::uint64_t count, const BarScale& scale);

// Columns of a terminal's line; 80 where there is none.
std::size_t chart_width();

}  // namespace newsidx::cli
