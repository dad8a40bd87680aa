#include "entities/names/name_decoder.h"

#include <algorithm>
#include <limits>

namespace newsidx {

void NameDecoder::decode_part(std::span<const LabelScores> scores, const StepScores& steps,
                              std::span<NameLabel> labels, NameLabel before, bool outside_follows) {
  constexpr float kNever = -std::numeric_limits<float>::infinity();
  if (scores.empty()) return;
  back_.resize(scores.size());
  LabelScores best;
  for (NameLabel y = 0; y < kNameLabels; ++y) {
    const bool never = before == kNameLabels ? is_inside(y) : !may_follow(before, y);
    best[y] = never ? kNever : steps[before][y] + scores[0][y];
  }
  for (std::size_t t = 1; t < scores.size(); ++t) {
    LabelScores next;
    for (NameLabel y = 0; y < kNameLabels; ++y) {
      float top = kNever;
      NameLabel from = kOutside;
      for (NameLabel previous = 0; previous < kNameLabels; ++previous) {
        if (!may_follow(previous, y)) continue;
        const float score = best[previous] + steps[previous][y];
        if (score > top) {
          top = score;
          from = previous;
        }
      }
      back_[t][y] = from;
      next[y] = top + scores[t][y];
    }
    best = next;
  }
  if (outside_follows)
    for (NameLabel y = 0; y < kNameLabels; ++y) best[y] += steps[y][kOutside];
  auto at = static_cast<NameLabel>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t t = scores.size(); t-- > 0;) {
    labels[t] = at;
    at = back_[t][at];
  }
}

}  // namespace newsidx
