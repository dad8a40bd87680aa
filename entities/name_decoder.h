// The best chain of labels, and what a chain's scores say of each label.
#pragma once

#include <span>
#include <vector>

#include "entities/name_labels.h"

namespace newsidx {

// The labels of the chain with the highest sum of scores in which every I stands behind a B or I of
// its type (Viterbi). Linear in the length. Not thread-safe: one a thread.
class NameDecoder {
 public:
  void decode(std::span<const LabelScores> scores, const StepScores& steps,
              std::span<NameLabel> labels);

 private:
  std::vector<std::array<NameLabel, kNameLabels>> back_;
};

}  // namespace newsidx
