// One number for all that the index holds of an article besides its record: terms, how often each
// counts, positions, values. It is kept in the record, so that what a damaged disk makes of an
// article is seen.
#pragma once

#include <xapian.h>

#include <bit>
#include <cstdint>
#include <string_view>

namespace newsidx {

// Of the positions of a term, which ascend.
class PositionsDigest {
 public:
  void add(std::uint32_t position) {
    value_ = (std::rotl(value_, 5) ^ position) * 0x9E3779B97F4A7C15U;
  }
  // 0: there are none.
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

// A sum over terms and values, so their order does not matter. Each is added once. The group of
// near-copies is left out: it changes when other articles come.
class ArticleDigest {
 public:
  // `hash` is XXH3_64bits() of the term.
  void add_term(std::uint64_t hash, std::uint32_t count, std::uint64_t positions) {
    sum_ += mixed(hash ^ mixed(count + mixed(positions ^ 0xD6E8FEB86659FD93U)));
  }
  void add_value(std::uint32_t slot, std::string_view value);

  std::uint64_t value() const { return sum_; }

 private:
  // The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
  // Generators", 2014).
  static constexpr std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9U;
    x = (x ^ x >> 27U) * 0x94D049BB133111EBU;
    return x ^ x >> 31U;
  }

  std::uint64_t sum_ = 0;
};

// Of a document that is not in a database yet.
std::uint64_t digest_of(const Xapian::Document& document);

}  // namespace newsidx
