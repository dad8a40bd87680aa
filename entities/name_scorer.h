// What a model says of each label of a token: the sum of its features' weights.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "entities/label_sums.h"
#include "entities/name_features.h"
#include "entities/name_model.h"

namespace newsidx {

// Keeps what words, shapes and phrases add, as news repeats them, so that a token costs some
// additions and the look-up of its pairs of words. The sums are those of append_text_features() and
// append_second_features(), to the last bit. Not thread-safe: one a thread.
class NameScorer {
 public:
  explicit NameScorer(std::shared_ptr<const NameModel> model);

  // Of token i, of the chain traits[begin, end).
  LabelSums text_sums(const std::vector<TokenTraits>& traits, std::size_t begin, std::size_t end,
                      std::size_t i);

  // Of the features of the second pass.
  LabelSums step_sums(NameLabel before, NameLabel label, NameLabel behind);
  LabelSums vote_sums(const LabelVotes& others, NameLabel label, const TokenTraits& token);

  // The reader of the traits numbers its words anew.
  void forget_words();

 private:
  // What a word adds by its place, for each way in which it may stand; numbers in own_ and near_,
  // from one on; 0: not summed yet.
  struct WordSums {
    std::array<std::uint32_t, 4> own{};
    std::array<std::uint32_t, 4> near{};
  };
  using NearSums = std::array<LabelSums, 4>;  // at the offsets -2, -1, 1, 2

  void add(LabelSums& sums);  // of keys_
  WordSums& sums_of(const TokenTraits& token);
  const LabelSums& own_sums(const TokenTraits& token);
  const NearSums& near_sums(const TokenTraits& token);
  NearSums make_near_sums(const TokenTraits& token);
  void add_phrases(const Window& at, LabelSums& sums);

  std::shared_ptr<const NameModel> model_;
  SumMemory memory_;
  std::vector<WordSums> words_;  // by number
  std::vector<LabelSums> own_;
  std::vector<NearSums> near_;
  NearSums nothing_;  // where the chain has no token
  FeatureKeys keys_;
};

}  // namespace newsidx
