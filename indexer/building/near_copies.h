// Near-copies: the same story under several ids, with small edits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/signature.h"

namespace newsidx {

// The signatures met so far, in memory: 4 MB, and 100 bytes a signature. A lookup among a million
// unlike texts compares about 250 of them, and time grows with their number; add only what find
// does not know, or a text with a thousand copies costs a thousand comparisons more. Not
// thread-safe while one thread adds.
class NearCopies {
 public:
  NearCopies();

  // Of several equal signatures only the first is kept. What is not kSignatureBytes long is passed
  // over, and so is what exceeds 2^32 - 2 signatures.
  void add(std::string_view signature, std::uint32_t number);

  // The number of the signature that shares the most values with this one, if it is enough to be
  // called a copy; of several the one added first.
  std::optional<std::uint32_t> find(std::string_view signature) const;

  std::size_t size() const { return entries_.size(); }

 private:
  static constexpr std::size_t kBands = 16;

  // Entries are named by their place plus one; zero is none.
  struct Entry {
    std::array<char, kSignatureBytes> signature;
    std::uint32_t number;
    std::array<std::uint32_t, kBands> next;  // the one before it with the same band
  };

  bool contains(std::string_view signature) const;

  std::vector<std::uint32_t> newest_;  // by band and the band's 16 bits
  std::vector<Entry> entries_;
};

}  // namespace newsidx
