// What near-copies are recognised by: the same story with small edits. docs/near-copies.md has the
// figures by which the constants were chosen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/analysis.h"

namespace newsidx {

inline constexpr std::size_t kSignatureBytes = 32;
inline constexpr std::size_t kSignatureValues = 64;  // of four bits each

// Of a text (without the title, which copies change) and its tokens: 64 values of which two texts
// share about the part that they share of their runs of three words, where runs with names and
// numbers count more. Empty for a text too short to tell from a page's furniture. The same on every
// machine; whatever changes it must change the index's fingerprint. Thread-safe.
std::string near_copy_signature(std::string_view text, const std::vector<Token>& tokens);

// The same of a text whose tokens come in parts. Not thread-safe.
class NearCopySignature {
 public:
  NearCopySignature();
  void add(std::string_view text, std::span<const Token> tokens);
  std::string get() const;

 private:
  std::array<std::uint64_t, kSignatureValues> least_;
  std::uint64_t tokens_ = 0;
  // Of the last token: its hash, the hash of it and the one before it, and both ones' weights.
  std::uint64_t hash_ = 0;
  std::uint64_t pair_ = 0;
  std::array<std::uint64_t, 2> weights_{};
};

// How many of the values of two signatures are equal; both are kSignatureBytes long.
int count_agreeing(std::string_view left, std::string_view right);

// As many equal values make a near-copy. Of 64 values four agree by chance, so 36 stand for 53% of
// the runs shared. Of the 22 least alike pairs above it that were read, 21 were one story and one a
// text within a longer one.
inline constexpr int kMinAgreeing = 36;

// Whether the texts are near-copies; not when a signature is empty.
bool are_near_copies(std::string_view left, std::string_view right);

}  // namespace newsidx
