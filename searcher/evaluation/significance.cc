#include <cmath>
#include <random>

#include "newsidx/evaluation.h"

namespace newsidx {
namespace {

// Figures closer than this are the same number, calculated in another order.
constexpr double kSame = 1e-9;

// The sum of numbers under any choice of signs, eight numbers at a time from tables of their sums.
class SignedSums {
 public:
  explicit SignedSums(const std::vector<double>& numbers) {
    for (std::size_t first = 0; first < numbers.size(); first += kGroup) {
      Table table{};
      for (std::size_t signs = 0; signs < table.size(); ++signs)
        for (std::size_t i = 0; i < kGroup && first + i < numbers.size(); ++i)
          table[signs] += (signs >> i & 1U) != 0 ? -numbers[first + i] : numbers[first + i];
      tables_.push_back(table);
    }
  }

  // `next_signs` gives 64 signs, one a bit, each time it is called.
  template <typename NextSigns>
  double sum(NextSigns& next_signs) const {
    double sum = 0;
    std::uint64_t signs = 0;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      signs = i % sizeof signs == 0 ? next_signs() : signs >> kGroup;
      sum += tables_[i][signs & (kTableSize - 1)];
    }
    return sum;
  }

 private:
  static constexpr std::size_t kGroup = 8;
  static constexpr std::size_t kTableSize = 1U << kGroup;
  using Table = std::array<double, kTableSize>;

  std::vector<Table> tables_;
};

// Sets p and exact. `differences` are those that are not 0: the sign of 0 changes no sum.
void test(Difference& difference, const std::vector<double>& differences,
          std::uint64_t permutations) {
  double observed = 0;
  double largest = 0;
  for (const double each : differences) {
    observed += each;
    largest += std::abs(each);
  }
  const double threshold = std::abs(observed) - kSame * largest;
  const SignedSums sums(differences);
  std::uint64_t as_large = 0;

  const std::size_t count = differences.size();
  difference.exact = count < 64 && std::uint64_t{1} << count <= permutations;
  if (difference.exact) {
    const std::uint64_t all = std::uint64_t{1} << count;
    for (std::uint64_t signs = 0; signs < all; ++signs) {
      const auto these = [signs] { return signs; };
      as_large += std::abs(sums.sum(these)) >= threshold;
    }
    difference.p = static_cast<double>(as_large) / static_cast<double>(all);
    return;
  }
  std::mt19937_64 random(kPermutationSeed);
  for (std::uint64_t i = 0; i < permutations; ++i)
    as_large += std::abs(sums.sum(random)) >= threshold;
  // What was observed is one of the permutations, so p is never 0 (Phipson and Smyth, Statistical
  // Applications in Genetics and Molecular Biology 9, 2010).
  difference.p = static_cast<double>(as_large + 1) / static_cast<double>(permutations + 1);
}

}  // namespace

Differences compare(const Evaluation& run, const Evaluation& baseline, std::uint64_t permutations) {
  Differences differences;
  for (std::size_t measure = 0; measure < differences.size(); ++measure) {
    Difference& difference = differences[measure];
    std::vector<double> unequal;
    for (std::size_t i = 0; i < run.queries.size(); ++i) {
      const double each = run.queries[i].values[measure] - baseline.queries[i].values[measure];
      if (std::abs(each) < kSame) {
        ++difference.same;
        continue;
      }
      ++(each > 0 ? difference.better : difference.worse);
      unequal.push_back(each);
    }
    difference.mean = run.mean.values[measure] - baseline.mean.values[measure];
    test(difference, unequal, permutations);
  }
  return differences;
}

}  // namespace newsidx
