// What a model says of each label of a token: the sum of its features' weights.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "entities/names/label_sums.h"
#include "entities/names/name_features.h"
#include "entities/names/name_model.h"

namespace newsidx {

// Tokens that are looked at: [begin, end) of the chain [chain_begin, chain_end).
struct Stretch {
  std::size_t begin;
  std::size_t end;
  std::size_t chain_begin;
  std::size_t chain_end;
};

// Keeps what words, shapes and phrases add, as news repeats them, so that a token costs some
// additions and the look-up of its pairs of words. The sums are those of append_text_features() and
// append_second_features(), to the last bit. Not thread-safe: one a thread.
class NameScorer {
 public:
  explicit NameScorer(std::shared_ptr<const NameModel> model);

  // Of the text's features of the tokens in stretches, into their places of `sums`.
  void sum_text(const std::vector<TokenTraits>& traits, std::span<const Stretch> stretches,
                std::vector<LabelSums>& sums);

  // Of the features of the second pass.
  LabelSums step_sums(NameLabel before, NameLabel label, NameLabel behind);
  LabelSums vote_sums(const LabelVotes& others, NameLabel label, const TokenTraits& token);

  // The reader of the traits numbers its words anew.
  void forget_words();

 private:
  // What a word adds, standing in one way.
  struct alignas(64) WordSums {
    std::array<LabelSums, 4> near;  // at the offsets -2, -1, 1, 2 from a token
    LabelSums own;                  // to itself, when it was asked for
    bool own_known = false;
  };
  using Traits = std::vector<TokenTraits>;

  void find_words(const Traits& traits, std::span<const Stretch> stretches);
  std::uint32_t make_word(const TokenTraits& token);
  void sum_batch(const Traits& traits, std::span<const Stretch> stretches,
                 std::vector<LabelSums>& sums);
  LabelSums sum_token(const Window& at, const Stretch& stretch, std::size_t i);
  void add_phrases(const Window& at, LabelSums& sums);
  void add_keys(const FeatureKeys& keys, std::size_t from, std::size_t end, LabelSums& sums) const;
  LabelSums take_keys();  // of keys_

  std::shared_ptr<const NameModel> model_;
  SumMemory memory_;
  std::vector<std::array<std::uint32_t, 4>> places_;  // in kept_, by word's number and way; 0: none
  std::vector<WordSums> kept_;                        // the first is that of no token at all
  std::vector<std::uint32_t> words_;                  // of the text's tokens: places in kept_
  FeatureKeys keys_;
  FeatureKeys pairs_;  // of the batch
  std::vector<std::size_t> pair_ends_;
};

}  // namespace newsidx
