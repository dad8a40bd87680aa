#include "text/signature.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// Runs of three words (Broder, "On the resemblance and containment of documents", 1997). At the
// same number of false pairs they find 96% of the pairs that share half of their runs or more; runs
// of two find 88%, and runs without stop words 93%.
constexpr std::uint64_t kRunWords = 3;

// A run with a number, or else with a capital, counts so often: two days' exchange rates differ in
// little but numbers, two soldiers' funerals in little but names. Of texts in which one word in
// twelve or more is a number 1 to 4% still pass for a copy when all of them change, against 43 to
// 50% when all runs count alike; of texts in which one in eight to four is a name, 8 to 10% against
// 33%.
constexpr std::uint64_t kNumberWeight = 4;
constexpr std::uint64_t kCapitalWeight = 2;

// In shorter texts a page's furniture is more than the story: 14 of the 16 pairs that would pass
// with 15 to 19 tokens were one site's footer under two headlines, none of those with 20 to 24.
constexpr std::uint64_t kMinTokens = 20;

// Few bits of many values tell more than all bits of few (Li and König, "b-Bit Minwise Hashing",
// WWW 2010). Measured at equal size: 64 values of 4 bits find 96% where 32 of 8 find 93%, and a
// simhash (Charikar, STOC 2002) of 256 bits 83%.
constexpr unsigned kValueBits = 4;

// Odd multipliers, by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). The product of a hash and an
// odd number is again a hash (Dietzfelbinger et al., J. Algorithms 25, 1997), in its high bits.
constexpr std::array<std::uint64_t, kSignatureValues> make_multipliers() {
  std::array<std::uint64_t, kSignatureValues> multipliers{};
  std::uint64_t state = 0;
  for (std::uint64_t& multiplier : multipliers) {
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state;
    z = (z ^ z >> 30U) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27U) * 0x94d049bb133111ebU;
    multiplier = (z ^ z >> 31U) | 1U;
  }
  return multipliers;
}

constexpr std::array<std::uint64_t, kSignatureValues> kMultipliers = make_multipliers();

// From the middle of a product: the low bits mix too little, and the highest are zero in every
// least product.
constexpr unsigned kValueShift = 28;

std::uint64_t hash(const Token& token, std::uint64_t seed) {
  return XXH3_64bits_withSeed(token.folded.data(), token.folded.size(), seed);
}

bool is_number(const Token& token) {
  return !token.folded.empty() && token.folded[0] >= '0' && token.folded[0] <= '9';
}

bool has_capital(std::string_view text, const Token& token) {
  std::size_t at = token.begin;
  return at < text.size() && is_upper(next_code_point(text, at));
}

std::uint64_t weigh(std::string_view text, const Token& token) {
  if (is_number(token)) return kNumberWeight;
  return has_capital(text, token) ? kCapitalWeight : 1;
}

std::uint64_t word_at(const char* bytes, std::size_t index) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes + index * sizeof word, sizeof word);
  return word;
}

}  // namespace

NearCopySignature::NearCopySignature() { least_.fill(std::numeric_limits<std::uint64_t>::max()); }

void NearCopySignature::add(std::string_view text, std::span<const Token> tokens) {
  for (const Token& token : tokens) {
    const std::uint64_t weight = weigh(text, token);
    if (++tokens_ >= kRunWords) {
      const std::uint64_t copies = std::max({weight, weights_[0], weights_[1]});
      for (std::uint64_t copy = 0; copy < copies; ++copy) {
        const std::uint64_t run = hash(token, pair_ + copy);
        for (std::size_t i = 0; i < kSignatureValues; ++i)
          least_[i] = std::min(least_[i], run * kMultipliers[i]);
      }
    }
    pair_ = hash(token, hash_);
    hash_ = hash(token, 0);
    weights_ = {weight, weights_[0]};
  }
}

std::string NearCopySignature::get() const {
  if (tokens_ < kMinTokens) return "";
  std::string signature(kSignatureBytes, '\0');
  for (std::size_t i = 0; i < kSignatureValues; ++i) {
    const std::uint64_t value = least_[i] >> kValueShift & ((1U << kValueBits) - 1);
    const auto byte = static_cast<unsigned char>(signature[i / 2]);
    signature[i / 2] = static_cast<char>(byte | value << (i % 2 * kValueBits));
  }
  return signature;
}

std::string near_copy_signature(std::string_view text, const std::vector<Token>& tokens) {
  NearCopySignature signature;
  signature.add(text, tokens);
  return signature.get();
}

int count_agreeing(std::string_view left, std::string_view right) {
  int differing = 0;
  for (std::size_t i = 0; i < kSignatureBytes / sizeof(std::uint64_t); ++i) {
    std::uint64_t bits = word_at(left.data(), i) ^ word_at(right.data(), i);
    bits |= bits >> 1U;
    bits |= bits >> 2U;
    differing += std::popcount(bits & 0x1111111111111111U);
  }
  return static_cast<int>(kSignatureValues) - differing;
}

bool are_near_copies(std::string_view left, std::string_view right) {
  return left.size() == kSignatureBytes && right.size() == kSignatureBytes &&
         count_agreeing(left, right) >= kMinAgreeing;
}

}  // namespace newsidx
