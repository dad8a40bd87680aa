// What memory an article takes while it is put into the index.
#pragma once

#include <cstdint>

#include "newsidx/article.h"

namespace newsidx {

// A larger one is built alone, while no other is.
inline constexpr std::uint64_t kBigArticle = 1U << 20U;  // bytes

std::uint64_t size_of(const Article& article);

struct ArticleCost {
  std::uint64_t shard = 0;   // bytes besides the program's own, for building it alone into a shard
  std::uint64_t direct = 0;  // and for putting it into the current database
};

// From its bytes, words and different words: an upper bound, about. Thread-safe; the time is linear
// in the size.
ArticleCost cost_of(const Article& article);

}  // namespace newsidx
