// What the commands that fit a model tell of the articles they learned from.
#pragma once

#include <cstdint>

namespace newsidx {

struct ArticlesRead {
  std::uint64_t articles = 0;
  std::uint64_t refused = 0;        // articles and files; each was told to the observer
  std::uint64_t missing_paths = 0;  // likewise
};

}  // namespace newsidx
