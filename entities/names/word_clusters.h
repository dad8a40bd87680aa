// Groups words by what stands beside them in unannotated text.
#pragma once

#include <cstdint>
#include <vector>

namespace newsidx {

// How often a word stands in a context: what is before it, behind it, or its suffix.
struct ContextCount {
  std::uint32_t context = 0;
  std::uint32_t count = 0;
};

struct ClusterInput {
  std::vector<std::vector<ContextCount>> words;  // the frequent ones first
  std::vector<std::uint8_t> context_kinds;       // of each context; below kContextKinds
};
inline constexpr std::size_t kContextKinds = 3;

// The cluster of each word, from 0, by exchange (Kneser & Ney, Eurospeech 1993) of the likelihood
// of each kind's contexts given the cluster (Uszkoreit & Brants, ACL 2008, in both directions).
// Deterministic.
std::vector<std::uint8_t> cluster_words(const ClusterInput& input, std::size_t clusters,
                                        int passes);

}  // namespace newsidx
