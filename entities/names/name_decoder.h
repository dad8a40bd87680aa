// The best chain of labels, and what a chain's scores say of each label.
#pragma once

#include <span>
#include <vector>

#include "entities/names/name_labels.h"

namespace newsidx {

// The labels of the chain with the highest sum of scores in which every I stands behind a B or I of
// its type (Viterbi). Linear in the length. Not thread-safe: one a thread.
class NameDecoder {
 public:
  void decode(std::span<const LabelScores> scores, const StepScores& steps,
              std::span<NameLabel> labels) {
    decode_part(scores, steps, labels, kNameLabels, false);
  }

  // The same of a part of a chain: behind a token of the label `before` (kNameLabels: none), and
  // before one that is outside or the chain's end.
  void decode_part(std::span<const LabelScores> scores, const StepScores& steps,
                   std::span<NameLabel> labels, NameLabel before, bool outside_follows);

 private:
  std::vector<std::array<NameLabel, kNameLabels>> back_;
};

}  // namespace newsidx
