// Fits the weights of a linear-chain conditional random field (Lafferty, McCallum & Pereira, ICML
// 2001) by stochastic gradient descent with an L2 penalty (Bottou, "Stochastic gradient descent
// tricks", 2012).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entities/names/name_labels.h"

namespace newsidx {

// One chain: what a fit sees of a sentence.
struct LabelledChain {
  std::vector<std::uint32_t> features;  // numbers below the count of features
  std::vector<std::uint32_t> ends;      // features of token i: [ends[i - 1], ends[i]), from 0
  std::vector<std::uint32_t> lexical;   // so many of a token's, from the first, may be left out
  std::vector<NameLabel> labels;
  float weight = 1;  // how much it counts
};

struct ChainFitOptions {
  int passes = 30;
  double penalty = 1;  // half the sum of squares of the weights costs this much
  double rate = 0.02;  // of the first step
  double dropout = 0;  // of so many tokens the lexical features are left out, others each time
};

struct ChainWeights {
  std::vector<LabelScores> features;
  StepScores steps{};
};

// Deterministic.
ChainWeights fit_chains(const std::vector<LabelledChain>& chains, std::size_t features,
                        const ChainFitOptions& options);

// What weights say of a chain's tokens.
std::vector<LabelScores> score_chain(const LabelledChain& chain, const ChainWeights& weights);

}  // namespace newsidx
