// What memory articles take while they are put into the index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "newsidx/article.h"

namespace newsidx {

// A larger one is built alone, while no other is.
inline constexpr std::uint64_t kBigArticle = 1U << 20U;  // bytes

std::uint64_t size_of(const Article& article);

// Counts words, and different words by the bits that their hashes set (linear counting: Whang et
// al., ACM TODS 15(2), 1990). Not thread-safe.
class WordCounter {
 public:
  // Of texts of up to this many bytes in all; of more it counts too few different ones.
  explicit WordCounter(std::size_t bytes);

  void read(const Article& article);
  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t words() const { return words_; }
  std::uint64_t different() const;
  void clear();

 private:
  void read(std::string_view text);

  std::vector<bool> bits_;  // as many as a power of two
  std::uint64_t bytes_ = 0;
  std::uint64_t words_ = 0;
};

// Bytes of memory, about, besides the program's own: for building an article alone into a shard.
// The time is linear in its size.
std::uint64_t shard_cost(const Article& article);

// The same for putting all that were counted into the current database.
std::uint64_t direct_cost(const WordCounter& counted);

}  // namespace newsidx
