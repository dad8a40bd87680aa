// Words and features as numbers.
#pragma once

#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace newsidx {

using NameHash = std::uint64_t;

inline NameHash hash_word(std::string_view word) { return XXH3_64bits(word.data(), word.size()); }

// Of two hashes, in this order. The constants are those of splitmix64 (Steele, Lea & Flood, "Fast
// splittable pseudorandom number generators", 2014).
constexpr NameHash combine(NameHash a, NameHash b) {
  NameHash x = a * 0x9E3779B97F4A7C15U + b;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

// What the tables of a model are keyed by; never 0, which is an empty slot.
constexpr std::uint32_t table_key(NameHash hash) {
  const auto key = static_cast<std::uint32_t>(hash >> 32U);
  return key == 0 ? 1 : key;
}

}  // namespace newsidx
