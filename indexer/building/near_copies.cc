#include "indexer/building/near_copies.h"

#include <algorithm>
#include <limits>

namespace newsidx {
namespace {

constexpr std::size_t kBandBytes = 2;
constexpr std::size_t kBandKeys = 1U << 16U;

// Where the chain of the signature's band begins. A band is four values: of the copies that share
// 60% of their runs 1% have no band in common (locality-sensitive hashing: Indyk and Motwani,
// STOC 1998).
std::size_t chain_of(std::string_view signature, std::size_t band) {
  const auto low = static_cast<unsigned char>(signature[band * kBandBytes]);
  const auto high = static_cast<unsigned char>(signature[band * kBandBytes + 1]);
  return band * kBandKeys + (std::size_t{high} << 8U | low);
}

}  // namespace

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
      const int agreeing = count_agreeing(signature, {entry.signature.data(), kSignatureBytes});
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
