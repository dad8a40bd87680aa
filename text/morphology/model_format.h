// How a model file is laid out; for its reader and its writer alone. Integers are little-endian.
#pragma once

#include <array>
#include <cstdint>

namespace newsidx {

inline constexpr std::array<char, 8> kModelMagic = {'N', 'X', 'M', 'O', 'R', 'P', 'H', '1'};

// Sections follow in this order, each padded to 8 bytes.
struct ModelHeader {
  std::array<char, 8> magic{};
  std::uint64_t checksum = 0;     // XXH3 of all that follows this field
  std::uint64_t suffixes = 0;     // XXH3 of the suffix tags: a model fits one suffix table
  std::uint32_t transitions = 0;  // Cost[rows * columns]
  std::uint32_t columns = 0;      // suffixes + 1, the end
  std::uint32_t surfaces = 0;     // index: uint32[surfaces + 1], first entry of each surface
  std::uint32_t entries = 0;      // RootEntry[entries]
  std::uint32_t citations = 0;    // bytes: zero-terminated letters
  std::uint32_t trie = 0;         // bytes: MARISA trie of the surfaces; its ids index the index
};
static_assert(sizeof(ModelHeader) == 48);

constexpr std::size_t padded(std::size_t size) { return (size + 7) / 8 * 8; }

// Of the suffix tags that this program knows.
std::uint64_t suffix_tags_hash();

}  // namespace newsidx
