#include "indexer/near_copies.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "text/letters.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

// Runs of three words (Broder, "On the resemblance and containment of documents", 1997). At the
// same number of false pairs they find 96% of the pairs that share half of their runs or more; runs
// of two find 88%, and runs without stop words 93%.
constexpr std::size_t kRunWords = 3;

// A run with a number, or else with a capital, counts so often: two days' exchange rates differ in
// little but numbers, two soldiers' funerals in little but names. Of texts in which one word in
// twelve or more is a number 1 to 4% still pass for a copy when all of them change, against 43 to
// 50% when all runs count alike; of texts in which one in eight to four is a name, 8 to 10% against
// 33%.
constexpr std::uint64_t kNumberWeight = 4;
constexpr std::uint64_t kCapitalWeight = 2;

// In shorter texts a page's furniture is more than the story: 14 of the 16 pairs that would pass
// with 15 to 19 tokens were one site's footer under two headlines, none of those with 20 to 24.
constexpr std::size_t kMinTokens = 20;

// Few bits of many values tell more than all bits of few (Li and König, "b-Bit Minwise Hashing",
// WWW 2010). Measured at equal size: 64 values of 4 bits find 96% where 32 of 8 find 93%, and a
// simhash (Charikar, STOC 2002) of 256 bits 83%.
constexpr unsigned kValueBits = 4;

// Of 64 values four agree by chance, so 36 stand for 53% of the runs shared. Of the 22 least alike
// pairs above it that were read, 21 were one story and one a text within a longer one.
constexpr int kMinAgreeing = 36;

constexpr std::size_t kBandBytes = 2;
constexpr std::size_t kBandKeys = 1U << 16U;

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

std::vector<std::uint64_t> hash_runs(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<std::uint64_t> weights;
  weights.reserve(tokens.size());
  for (const Token& token : tokens)
    weights.push_back(is_number(token)           ? kNumberWeight
                      : has_capital(text, token) ? kCapitalWeight
                                                 : 1);
  std::vector<std::uint64_t> runs;
  runs.reserve(tokens.size() * kNumberWeight);
  for (std::size_t last = kRunWords - 1; last < tokens.size(); ++last) {
    std::uint64_t seed = 0;
    std::uint64_t weight = weights[last];
    for (std::size_t i = last + 1 - kRunWords; i < last; ++i) {
      seed = hash(tokens[i], seed);
      weight = std::max(weight, weights[i]);
    }
    for (std::uint64_t copy = 0; copy < weight; ++copy)
      runs.push_back(hash(tokens[last], seed + copy));
  }
  return runs;
}

std::uint64_t word_at(const char* bytes, std::size_t index) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes + index * sizeof word, sizeof word);
  return word;
}

// How many of the four-bit values are equal.
int count_agreeing(const char* left, const char* right) {
  int differing = 0;
  for (std::size_t i = 0; i < kSignatureBytes / sizeof(std::uint64_t); ++i) {
    std::uint64_t bits = word_at(left, i) ^ word_at(right, i);
    bits |= bits >> 1U;
    bits |= bits >> 2U;
    differing += std::popcount(bits & 0x1111111111111111U);
  }
  return static_cast<int>(kSignatureValues) - differing;
}

// Where the chain of the signature's band begins. A band is four values: of the copies that share
// 60% of their runs 1% have no band in common (locality-sensitive hashing: Indyk and Motwani,
// STOC 1998).
std::size_t chain_of(std::string_view signature, std::size_t band) {
  const auto low = static_cast<unsigned char>(signature[band * kBandBytes]);
  const auto high = static_cast<unsigned char>(signature[band * kBandBytes + 1]);
  return band * kBandKeys + (std::size_t{high} << 8U | low);
}

}  // namespace

std::string near_copy_signature(std::string_view text, const std::vector<Token>& tokens) {
  if (tokens.size() < kMinTokens) return "";
  std::array<std::uint64_t, kSignatureValues> least;
  least.fill(std::numeric_limits<std::uint64_t>::max());
  for (const std::uint64_t run : hash_runs(text, tokens))
    for (std::size_t i = 0; i < kSignatureValues; ++i)
      least[i] = std::min(least[i], run * kMultipliers[i]);
  std::string signature(kSignatureBytes, '\0');
  for (std::size_t i = 0; i < kSignatureValues; ++i) {
    const std::uint64_t value = least[i] >> kValueShift & ((1U << kValueBits) - 1);
    const auto byte = static_cast<unsigned char>(signature[i / 2]);
    signature[i / 2] = static_cast<char>(byte | value << (i % 2 * kValueBits));
  }
  return signature;
}

NearCopies::NearCopies() : newest_(kBands * kBandKeys) {
  static_assert(kBands * kBandBytes == kSignatureBytes);
}

void NearCopies::add(std::string_view signature, std::uint32_t number) {
  if (signature.size() != kSignatureBytes || contains(signature)) return;
  if (entries_.size() >= std::numeric_limits<std::uint32_t>::max() - 1) return;
  Entry& entry = entries_.emplace_back();
  std::copy(signature.begin(), signature.end(), entry.signature.begin());
  entry.number = number;
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint32_t& newest = newest_[chain_of(signature, band)];
    entry.next[band] = newest;
    newest = static_cast<std::uint32_t>(entries_.size());
  }
}

std::optional<std::uint32_t> NearCopies::find(std::string_view signature) const {
  if (signature.size() != kSignatureBytes) return std::nullopt;
  int most = kMinAgreeing - 1;
  std::uint32_t best = 0;
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint32_t at = newest_[chain_of(signature, band)];
    while (at != 0) {
      const Entry& entry = entries_[at - 1];
      const int agreeing = count_agreeing(signature.data(), entry.signature.data());
      if (agreeing > most || (agreeing == most && at < best)) {
        most = agreeing;
        best = at;
      }
      at = entry.next[band];
    }
  }
  if (best == 0) return std::nullopt;
  return entries_[best - 1].number;
}

bool NearCopies::contains(std::string_view signature) const {
  std::uint32_t at = newest_[chain_of(signature, 0)];
  while (at != 0) {
    const Entry& entry = entries_[at - 1];
    if (std::equal(signature.begin(), signature.end(), entry.signature.begin())) return true;
    at = entry.next[0];
  }
  return false;
}

}  // namespace newsidx
