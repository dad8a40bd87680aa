#include "entities/names/word_votes.h"

#include <algorithm>
#include <bit>

namespace newsidx {
namespace {

bool votes_for(const TokenTraits& token, NameLabel label) {
  const Shape shape = token.word->shape;
  return shape != Shape::kMark && shape != Shape::kSmall && !token.shouted &&
         !(token.starts_sentence && label == kOutside);
}

}  // namespace

NameLabel most_voted(const LabelVotes& votes) {
  const auto best = std::max_element(votes.begin(), votes.end());
  return *best == 0 ? NameLabel{kNameLabels} : static_cast<NameLabel>(best - votes.begin());
}

NameLabel label_before(const std::vector<TokenTraits>& traits, const std::vector<NameLabel>& labels,
                       std::size_t i) {
  return i > 0 && !traits[i].starts_chain ? labels[i - 1] : NameLabel{kNameLabels};
}

NameLabel label_behind(const std::vector<TokenTraits>& traits, const std::vector<NameLabel>& labels,
                       std::size_t i) {
  return i + 1 < traits.size() && !traits[i + 1].starts_chain ? labels[i + 1]
                                                              : NameLabel{kNameLabels};
}

std::size_t WordVotes::place_of(NameHash word) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = word & mask;
  while (places_[at].all != 0 && places_[at].word != word) at = (at + 1) & mask;
  return at;
}

void WordVotes::count(const std::vector<TokenTraits>& traits,
                      const std::vector<NameLabel>& labels) {
  std::size_t voters = 0;
  for (std::size_t i = 0; i < traits.size(); ++i) voters += votes_for(traits[i], labels[i]) ? 1 : 0;
  places_.assign(std::bit_ceil(2 * voters + 1), {});
  for (std::size_t i = 0; i < traits.size(); ++i) {
    if (!votes_for(traits[i], labels[i])) continue;
    Place& place = places_[place_of(traits[i].word->word)];
    place.word = traits[i].word->word;
    ++place.votes[labels[i]];
    ++place.all;
  }
}

bool WordVotes::others(const std::vector<TokenTraits>& traits, const std::vector<NameLabel>& labels,
                       std::size_t i, LabelVotes& votes) const {
  if (traits[i].word->shape == Shape::kMark) return false;
  const Place& place = places_[place_of(traits[i].word->word)];
  if (place.all == 0) return false;
  votes = place.votes;
  if (votes_for(traits[i], labels[i])) --votes[labels[i]];
  return true;
}

}  // namespace newsidx
