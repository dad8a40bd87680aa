// The terms of a shard in the making, each once, with a number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace newsidx::glass {

// A hash table with open addressing, and the terms' bytes in large pieces of memory. Not
// thread-safe.
class TermTable {
 public:
  TermTable();

  // The number of a term of 1 to 255 bytes: the first term has 0, the next 1.
  std::uint32_t intern(std::string_view term, std::uint64_t hash);

  // In two steps, so that the memory of several terms can be fetched at once: most of a lookup's
  // time is waiting for that.
  static std::uint64_t hash_of(std::string_view term);
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&places_[place_of(hash)]); }

  std::size_t size() const { return terms_.size(); }
  std::string_view text(std::uint32_t term) const { return terms_[term].text; }

  // The first eight bytes as a number, zeros behind a shorter term: where they differ they sort as
  // the terms do.
  std::uint64_t head(std::uint32_t term) const { return terms_[term].head; }

  bool less(std::uint32_t left, std::uint32_t right) const {
    const Term& a = terms_[left];
    const Term& b = terms_[right];
    return a.head != b.head ? a.head < b.head : a.text < b.text;
  }

 private:
  struct Term {
    std::uint64_t head;
    std::string_view text;
  };
  struct Place {
    std::uint32_t hash = 0;    // its upper half, with the term's length in the lowest byte
    std::uint32_t number = 0;  // of the term, from one on; 0: free
    std::uint64_t head = 0;    // of the term: a short one need not be looked at
  };

  std::size_t place_of(std::uint64_t hash) const { return (hash >> 40U) & (places_.size() - 1); }
  std::string_view keep(std::string_view term);
  void grow();

  std::vector<Place> places_;  // as many as a power of two
  std::vector<Term> terms_;
  std::vector<std::unique_ptr<char[]>> pieces_;
  std::size_t piece_used_;
};

}  // namespace newsidx::glass
