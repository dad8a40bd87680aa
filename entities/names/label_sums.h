// Sums of what a model says of each label, and a memory of those that come again and again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "entities/names/name_model.h"

namespace newsidx {

// Of both passes at once: pass * kNameLabels + label. A weight is a byte and a token has a hundred
// features or so, fewer than the 258 that could pass the range.
struct alignas(32) LabelSums {
  static constexpr std::size_t kLanes = 16;
  std::array<std::int16_t, kLanes> lanes{};

  void add(const FeatureWeights& weights) {
    // The reserved bytes behind the weights are 0 and fill the lanes.
    static_assert(offsetof(FeatureWeights, passes) + kLanes == sizeof(FeatureWeights));
    std::array<std::int8_t, kLanes> bytes;
    std::memcpy(bytes.data(), &weights.passes, kLanes);
    // Copies, so that the compiler knows that nothing is written on what is read.
    std::array<std::int16_t, kLanes> sum = lanes;
    for (std::size_t i = 0; i < kLanes; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + bytes[i]);
    lanes = sum;
  }
  LabelSums& operator+=(const LabelSums& other) {
    std::array<std::int16_t, kLanes> sum = lanes;
    const std::array<std::int16_t, kLanes> more = other.lanes;
    for (std::size_t i = 0; i < kLanes; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + more[i]);
    lanes = sum;
    return *this;
  }
  int of(std::size_t pass, std::size_t label) const { return lanes[pass * kNameLabels + label]; }
};

// The latest sums of as many keys as there are places: what is forgotten is summed again.
class SumMemory {
 public:
  // The sums under a key other than 0, by make() where they are not known. Holds until the next
  // call.
  template <typename Make>
  const LabelSums& of(std::uint64_t key, Make make) {
    Place& place = places_[combine(key, 0) >> (64U - kBits)];
    if (place.key != key) {
      place.sums = make();
      place.key = key;
    }
    return place.sums;
  }

 private:
  static constexpr unsigned kBits = 12;  // 4,096 places: a quarter of a megabyte stays in the cache
  struct Place {
    LabelSums sums;
    std::uint64_t key = 0;
  };
  std::vector<Place> places_ = std::vector<Place>(std::size_t{1} << kBits);
};

}  // namespace newsidx
