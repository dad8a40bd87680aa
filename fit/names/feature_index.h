// Features while a model is fitted: their numbers, and their weights as a model keeps them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "entities/names/name_features.h"
#include "entities/names/name_model.h"
#include "fit/names/chain_fitter.h"

namespace newsidx {

// Keys -> numbers from 0, in the order of the keys; those of too few tokens get none.
class FeatureIndex {
 public:
  static constexpr std::uint32_t kNone = ~0U;

  void count(const FeatureRows& rows);
  // Once, when all is counted.
  void number(std::size_t min_count);

  std::uint32_t operator[](std::uint32_t key) const;
  const std::vector<std::uint32_t>& keys() const { return keys_; }

 private:
  std::unordered_map<std::uint32_t, std::size_t> counts_;
  std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
  std::vector<std::uint32_t> keys_;
};

// Makes bytes of weights, and keeps only the features that say most.
class WeightPacker {
 public:
  explicit WeightPacker(NameModelParts& parts) : parts_(parts) {}

  void add(std::size_t pass, const FeatureIndex& index, const ChainWeights& weights);
  // At most so many features go into the parts.
  void finish(std::size_t most);

 private:
  NameModelParts& parts_;
  std::unordered_map<std::uint32_t, FeatureWeights> entries_;
};

}  // namespace newsidx
