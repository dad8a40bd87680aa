#include "searcher/mending/edit_distance.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "text/letters.h"

namespace newsidx {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  std::iota(cost[0].begin(), cost[0].end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                             cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string_view closest_of(std::string_view typed, const std::vector<std::string_view>& names) {
  constexpr std::size_t kLongName = 6;
  constexpr std::size_t kLongest = 40;  // no name is longer
  const std::string folded = fold(typed);
  if (folded.size() > kLongest) return "";
  std::size_t least = (folded.size() < kLongName ? 1 : 2) + 1;
  std::string_view closest;
  for (const std::string_view name : names)
    if (const std::size_t distance = edit_distance(folded, fold(name)); distance < least) {
      least = distance;
      closest = name;
    }
  return closest;
}

}  // namespace newsidx
