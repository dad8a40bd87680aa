// What the first pass says of a word in the places of one text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entities/names/name_traits.h"

namespace newsidx {

// How often each label was given.
using LabelVotes = std::array<std::uint32_t, kNameLabels>;

// kNameLabels when there is no vote.
NameLabel most_voted(const LabelVotes& votes);

// The labels of the tokens before and behind traits[i]; kNameLabels where its chain has none.
NameLabel label_before(const std::vector<TokenTraits>& traits, const std::vector<NameLabel>& labels,
                       std::size_t i);
NameLabel label_behind(const std::vector<TokenTraits>& traits, const std::vector<NameLabel>& labels,
                       std::size_t i);

// A hash table with open addressing, made for one text after the other. Not thread-safe.
class WordVotes {
 public:
  // Words with a capital vote, and numbers; but not in headlines of capitals, nor a sentence's
  // first word that is no name.
  void count(const std::vector<TokenTraits>& traits, const std::vector<NameLabel>& labels);

  // The votes of the word of traits[i] without its own. False where the word has none at all.
  bool others(const std::vector<TokenTraits>& traits, const std::vector<NameLabel>& labels,
              std::size_t i, LabelVotes& votes) const;

 private:
  struct Place {
    NameHash word = 0;
    LabelVotes votes{};
    std::uint32_t all = 0;  // 0: free
  };

  std::size_t place_of(NameHash word) const;

  std::vector<Place> places_;  // as many as a power of two, at most half of them taken
};

}  // namespace newsidx
