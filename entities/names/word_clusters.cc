#include "entities/names/word_clusters.h"

#include <array>
#include <cmath>

namespace newsidx {
namespace {

// x log x, mostly from a table.
class Entropy {
 public:
  Entropy() {
    for (std::size_t x = 1; x < table_.size(); ++x) table_[x] = term(static_cast<double>(x));
  }
  double operator()(std::uint32_t x) const {
    return x < table_.size() ? table_[x] : term(static_cast<double>(x));
  }

 private:
  static double term(double x) { return x * std::log(x); }
  std::vector<double> table_ = std::vector<double>(1U << 16U);
};

class Exchange {
 public:
  Exchange(const ClusterInput& input, std::size_t clusters)
      : input_(input),
        clusters_(clusters),
        cluster_of_(input.words.size()),
        counts_(input.context_kinds.size() * clusters),
        totals_(clusters),
        gains_(clusters) {
    for (std::size_t w = 0; w < cluster_of_.size(); ++w) {
      cluster_of_[w] = static_cast<std::uint8_t>(w % clusters);
      move(w, cluster_of_[w], true);
    }
  }

  std::size_t pass() {
    std::size_t moved = 0;
    for (std::size_t w = 0; w < cluster_of_.size(); ++w) {
      move(w, cluster_of_[w], false);
      const std::uint8_t best = best_cluster(w);
      moved += best != cluster_of_[w];
      cluster_of_[w] = best;
      move(w, best, true);
    }
    return moved;
  }

  std::vector<std::uint8_t> clusters() && { return std::move(cluster_of_); }

 private:
  using Totals = std::array<std::uint32_t, kContextKinds>;

  void move(std::size_t word, std::size_t cluster, bool in) {
    for (const ContextCount& entry : input_.words[word]) {
      std::uint32_t& count = counts_[entry.context * clusters_ + cluster];
      std::uint32_t& total = totals_[cluster][input_.context_kinds[entry.context]];
      count = in ? count + entry.count : count - entry.count;
      total = in ? total + entry.count : total - entry.count;
    }
  }

  std::uint8_t best_cluster(std::size_t word) {
    Totals own{};
    std::fill(gains_.begin(), gains_.end(), 0.0);
    for (const ContextCount& entry : input_.words[word]) {
      own[input_.context_kinds[entry.context]] += entry.count;
      const std::uint32_t* row = &counts_[entry.context * clusters_];
      const double alone = entropy_(entry.count);
      for (std::size_t c = 0; c < clusters_; ++c)
        gains_[c] += row[c] == 0 ? alone : entropy_(row[c] + entry.count) - entropy_(row[c]);
    }
    std::size_t best = cluster_of_[word];
    double top = -1e300;
    for (std::size_t c = 0; c < clusters_; ++c) {
      for (std::size_t k = 0; k < kContextKinds; ++k)
        gains_[c] -= entropy_(totals_[c][k] + own[k]) - entropy_(totals_[c][k]);
      if (gains_[c] > top) {
        top = gains_[c];
        best = c;
      }
    }
    return static_cast<std::uint8_t>(best);
  }

  const ClusterInput& input_;
  std::size_t clusters_;
  Entropy entropy_;
  std::vector<std::uint8_t> cluster_of_;
  std::vector<std::uint32_t> counts_;  // [context][cluster]
  std::vector<Totals> totals_;
  std::vector<double> gains_;
};

}  // namespace

std::vector<std::uint8_t> cluster_words(const ClusterInput& input, std::size_t clusters,
                                        int passes) {
  Exchange exchange(input, clusters);
  for (int pass = 0; pass < passes; ++pass)
    if (exchange.pass() == 0) break;
  return std::move(exchange).clusters();
}

}  // namespace newsidx
