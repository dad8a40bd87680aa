#include "fit/names/feature_index.h"

#include <algorithm>
#include <cmath>

namespace newsidx {
namespace {

// Greater weights are cut to this, so that the many small ones have steps fine enough.
constexpr float kGreatestWeight = 1;
constexpr float kGreatestByte = 127;

float greatest(const ChainWeights& weights) {
  float top = 1e-6F;
  for (const LabelScores& row : weights.features)
    for (const float weight : row) top = std::max(top, std::abs(weight));
  return top;
}

int strength(const FeatureWeights& entry) {
  int sum = 0;
  for (const auto& pass : entry.passes)
    for (const std::int8_t weight : pass) sum += weight * weight;
  return sum;
}

}  // namespace

void FeatureIndex::count(const FeatureRows& rows) {
  for (const std::uint32_t key : rows.keys) ++counts_[key];
}

void FeatureIndex::number(std::size_t min_count) {
  for (const auto& [key, count] : counts_)
    if (count >= min_count) keys_.push_back(key);
  std::sort(keys_.begin(), keys_.end());
  for (std::uint32_t i = 0; i < keys_.size(); ++i) numbers_[keys_[i]] = i;
  counts_.clear();
}

std::uint32_t FeatureIndex::operator[](std::uint32_t key) const {
  const auto found = numbers_.find(key);
  return found == numbers_.end() ? kNone : found->second;
}

void WeightPacker::add(std::size_t pass, const FeatureIndex& index, const ChainWeights& weights) {
  const float scale = std::min(greatest(weights), kGreatestWeight) / kGreatestByte;
  parts_.scales[pass] = scale;
  parts_.steps[pass] = weights.steps;
  for (std::size_t i = 0; i < index.keys().size(); ++i) {
    FeatureWeights& entry = entries_[index.keys()[i]];
    entry.key = index.keys()[i];
    for (std::size_t y = 0; y < kNameLabels; ++y) {
      const float steps = std::clamp(weights.features[i][y] / scale, -kGreatestByte, kGreatestByte);
      entry.passes[pass][y] = static_cast<std::int8_t>(std::lround(steps));
    }
  }
}

void WeightPacker::finish(std::size_t most) {
  std::vector<FeatureWeights>& features = parts_.features;
  for (const auto& [key, entry] : entries_)
    if (strength(entry) > 0) features.push_back(entry);
  std::sort(features.begin(), features.end(), [](const FeatureWeights& a, const FeatureWeights& b) {
    const int left = strength(a);
    const int right = strength(b);
    return left != right ? left > right : a.key < b.key;
  });
  if (features.size() > most) features.resize(most);
}

}  // namespace newsidx
