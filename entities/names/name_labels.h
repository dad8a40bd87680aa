// The labels of tokens: outside (O), or beginning (B) or inside (I) of a name of a type.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "newsidx/entities.h"

namespace newsidx {

using NameLabel = std::uint8_t;

inline constexpr std::size_t kNameLabels = 7;
inline constexpr NameLabel kOutside = 0;

constexpr NameLabel begin_label(EntityType type) {
  return static_cast<NameLabel>(1 + static_cast<unsigned>(type));
}
constexpr NameLabel inside_label(EntityType type) {
  return static_cast<NameLabel>(4 + static_cast<unsigned>(type));
}
constexpr bool is_inside(NameLabel label) { return label > 3; }
constexpr EntityType label_type(NameLabel label) {
  return static_cast<EntityType>((label - 1) % 3);
}

// Whether a token of label `next` may stand behind one of label `previous`.
constexpr bool may_follow(NameLabel previous, NameLabel next) {
  return !is_inside(next) || (previous != kOutside && label_type(previous) == label_type(next));
}

// What the model gives each label of a token, and each step: [previous][next]; the last row is for
// the first token of a chain.
using LabelScores = std::array<float, kNameLabels>;
using StepScores = std::array<LabelScores, kNameLabels + 1>;

}  // namespace newsidx
