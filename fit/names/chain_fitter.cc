#include "fit/names/chain_fitter.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace newsidx {
namespace {

using Probabilities = std::array<double, kNameLabels>;

// exp of the scores below the greatest of them.
Probabilities exponentials(const LabelScores& scores) {
  const float top = *std::max_element(scores.begin(), scores.end());
  Probabilities out;
  for (std::size_t y = 0; y < kNameLabels; ++y)
    out[y] = std::exp(static_cast<double>(scores[y] - top));
  return out;
}

void normalize(Probabilities& p) {
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& value : p) value /= sum;
}

// Weights are kept as scale * weights, so that the penalty shrinks all of them at once.
class Descent {
 public:
  Descent(std::size_t features, double chains, const ChainFitOptions& options)
      : options_(options), lambda_(options.penalty / chains) {
    weights_.features.resize(features);
  }

  void learn(const LabelledChain& chain) {
    begins_.resize(chain.labels.size());
    for (std::size_t t = 0; t < begins_.size(); ++t) {
      begins_[t] = t == 0 ? 0 : chain.ends[t - 1];
      if (static_cast<double>(random_()) <
          options_.dropout * static_cast<double>(std::mt19937::max()))
        begins_[t] += chain.lexical[t];
    }
    forward_backward(chain);
    const double rate =
        options_.rate / (1 + options_.rate * lambda_ * static_cast<double>(seen_++));
    scale_ *= 1 - rate * lambda_;
    const double step = rate * static_cast<double>(chain.weight) / scale_;
    const std::size_t n = chain.labels.size();
    for (std::size_t t = 0; t < n; ++t) {
      LabelScores change;
      for (std::size_t y = 0; y < kNameLabels; ++y)
        change[y] = static_cast<float>(step * ((chain.labels[t] == y ? 1.0 : 0.0) - single_[t][y]));
      for (std::uint32_t at = begins_[t]; at < chain.ends[t]; ++at) {
        LabelScores& weights = weights_.features[chain.features[at]];
        for (std::size_t y = 0; y < kNameLabels; ++y) weights[y] += change[y];
      }
    }
    for (std::size_t x = 0; x <= kNameLabels; ++x)
      for (std::size_t y = 0; y < kNameLabels; ++y)
        weights_.steps[x][y] += static_cast<float>(step * step_change_[x][y]);
    if (scale_ < 1e-3) rescale();
  }

  ChainWeights weights() {
    rescale();
    return std::move(weights_);
  }

 private:
  void forward_backward(const LabelledChain& chain) {
    const std::size_t n = chain.labels.size();
    local_.resize(n);
    ahead_.resize(n);
    back_.resize(n);
    single_.resize(n);
    const auto scale = static_cast<float>(scale_);
    for (std::size_t t = 0; t < n; ++t) {
      LabelScores sum{};
      for (std::uint32_t at = begins_[t]; at < chain.ends[t]; ++at) {
        const LabelScores& weights = weights_.features[chain.features[at]];
        for (std::size_t y = 0; y < kNameLabels; ++y) sum[y] += weights[y];
      }
      for (float& value : sum) value *= scale;
      if (t == 0)
        for (std::size_t y = 0; y < kNameLabels; ++y)
          sum[y] += scale * weights_.steps[kNameLabels][y];
      local_[t] = exponentials(sum);
    }
    std::array<Probabilities, kNameLabels> steps;
    for (std::size_t x = 0; x < kNameLabels; ++x)
      for (std::size_t y = 0; y < kNameLabels; ++y)
        steps[x][y] = std::exp(static_cast<double>(scale * weights_.steps[x][y]));

    ahead_[0] = local_[0];
    normalize(ahead_[0]);
    for (std::size_t t = 1; t < n; ++t) {
      Probabilities& next = ahead_[t];
      next.fill(0);
      for (std::size_t x = 0; x < kNameLabels; ++x)
        for (std::size_t y = 0; y < kNameLabels; ++y) next[y] += ahead_[t - 1][x] * steps[x][y];
      for (std::size_t y = 0; y < kNameLabels; ++y) next[y] *= local_[t][y];
      normalize(next);
    }
    back_[n - 1].fill(1);
    for (auto& row : step_change_) row.fill(0);
    for (std::size_t t = n - 1; t > 0; --t) {
      Probabilities after;
      for (std::size_t y = 0; y < kNameLabels; ++y) after[y] = back_[t][y] * local_[t][y];
      double total = 0;
      std::array<Probabilities, kNameLabels> pair;
      for (std::size_t x = 0; x < kNameLabels; ++x) {
        back_[t - 1][x] = 0;
        for (std::size_t y = 0; y < kNameLabels; ++y) {
          const double term = steps[x][y] * after[y];
          back_[t - 1][x] += term;
          pair[x][y] = ahead_[t - 1][x] * term;
          total += pair[x][y];
        }
      }
      for (std::size_t x = 0; x < kNameLabels; ++x)
        for (std::size_t y = 0; y < kNameLabels; ++y) step_change_[x][y] -= pair[x][y] / total;
      step_change_[chain.labels[t - 1]][chain.labels[t]] += 1;
      normalize(back_[t - 1]);
    }
    for (std::size_t t = 0; t < n; ++t) {
      for (std::size_t y = 0; y < kNameLabels; ++y) single_[t][y] = ahead_[t][y] * back_[t][y];
      normalize(single_[t]);
    }
    for (std::size_t y = 0; y < kNameLabels; ++y)
      step_change_[kNameLabels][y] = (chain.labels[0] == y ? 1.0 : 0.0) - single_[0][y];
  }

  void rescale() {
    const auto scale = static_cast<float>(scale_);
    for (LabelScores& row : weights_.features)
      for (float& weight : row) weight *= scale;
    for (LabelScores& row : weights_.steps)
      for (float& weight : row) weight *= scale;
    scale_ = 1;
  }

  ChainFitOptions options_;
  double lambda_;
  double scale_ = 1;
  std::uint64_t seen_ = 0;
  ChainWeights weights_;
  std::mt19937 random_{2};             // the same in every fit
  std::vector<std::uint32_t> begins_;  // of each token's features that are not left out
  std::vector<Probabilities> local_;
  std::vector<Probabilities> ahead_;
  std::vector<Probabilities> back_;
  std::vector<Probabilities> single_;
  std::array<Probabilities, kNameLabels + 1> step_change_{};
};

}  // namespace

ChainWeights fit_chains(const std::vector<LabelledChain>& chains, std::size_t features,
                        const ChainFitOptions& options) {
  double total = 0;
  for (const LabelledChain& chain : chains) total += static_cast<double>(chain.weight);
  Descent descent(features, std::max(total, 1.0), options);
  std::vector<std::size_t> order(chains.size());
  std::iota(order.begin(), order.end(), 0);
  std::mt19937 random(1);  // the same order in every fit
  for (int pass = 0; pass < options.passes; ++pass) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    for (const std::size_t i : order) descent.learn(chains[i]);
  }
  return descent.weights();
}

std::vector<LabelScores> score_chain(const LabelledChain& chain, const ChainWeights& weights) {
  std::vector<LabelScores> scores(chain.labels.size());
  std::uint32_t at = 0;
  for (std::size_t t = 0; t < scores.size(); ++t)
    for (; at < chain.ends[t]; ++at)
      for (std::size_t y = 0; y < kNameLabels; ++y)
        scores[t][y] += weights.features[chain.features[at]][y];
  return scores;
}

}  // namespace newsidx
