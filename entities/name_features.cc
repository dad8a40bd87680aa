#include "entities/name_features.h"

#include <algorithm>
#include <unordered_map>

namespace newsidx {
namespace {

// Stands where the chain has no token.
const TokenTraits& nothing() {
  static const TokenTraits traits = [] {
    TokenTraits none;
    none.word.word = 1;
    none.word.shape = Shape::kMark;
    return none;
  }();
  return traits;
}

class Row {
 public:
  explicit Row(std::vector<std::uint32_t>& keys) : keys_(keys) {}

  // The number of the template keeps equal values of different ones apart.
  void add(NameHash number, NameHash a, NameHash b = 0) {
    keys_.push_back(table_key(combine(combine(number, a), b)));
  }

 private:
  std::vector<std::uint32_t>& keys_;
};

NameHash shape_code(const TokenTraits& token) {
  return static_cast<NameHash>(token.word.shape) + (token.shouted ? 16U : 0U);
}

// Its shape, and whether it has a suffix or is a sentence's first word.
NameHash stance(const TokenTraits& token) {
  return shape_code(token) | (token.word.suffix != 0 ? 32U : 0U) |
         (token.starts_sentence ? 64U : 0U);
}

class Window {
 public:
  Window(const std::vector<TokenTraits>& traits, std::size_t at) : traits_(traits), at_(at) {
    reach_back_ = 0;
    while (reach_back_ < 3 && at > reach_back_ && !traits[at - reach_back_].starts_chain)
      ++reach_back_;
    reach_ahead_ = 0;
    while (reach_ahead_ < 3 && at + reach_ahead_ + 1 < traits.size() &&
           !traits[at + reach_ahead_ + 1].starts_chain)
      ++reach_ahead_;
  }

  const TokenTraits& operator[](int offset) const {
    if (offset < 0 && static_cast<std::size_t>(-offset) > reach_back_) return nothing();
    if (offset > 0 && static_cast<std::size_t>(offset) > reach_ahead_) return nothing();
    return traits_[at_ + static_cast<std::size_t>(offset)];
  }

 private:
  const std::vector<TokenTraits>& traits_;
  std::size_t at_;
  std::size_t reach_back_ = 0;
  std::size_t reach_ahead_ = 0;
};

void add_kinds(NameHash number, NameKinds kinds, NameHash with, Row& row) {
  for (; kinds != 0; kinds &= kinds - 1)
    row.add(number, static_cast<NameHash>(__builtin_ctz(kinds)), with);
}

// Which word it is. A fit leaves these out now and then, so that the others learn to do without.
void add_lexical_features(const Window& at, Row& row) {
  const WordTraits& word = at[0].word;
  row.add(2, word.word);
  row.add(3, word.word, stance(at[0]));
  for (std::size_t i = 0; i < word.beginnings.size(); ++i)
    if (word.beginnings[i] != 0) row.add(6, word.beginnings[i]);
  for (std::size_t i = 0; i < word.endings.size(); ++i)
    if (word.endings[i] != 0) row.add(7, word.endings[i], shape_code(at[0]));
  row.add(20, at[-1].word.word, word.word);
  row.add(21, word.word, at[1].word.word);
}

void add_word_features(const Window& at, Row& row) {
  const WordTraits& word = at[0].word;
  row.add(1, 0);
  row.add(4, stance(at[0]));
  row.add(5, shape_code(at[0]), word.length);
  if (word.suffix != 0) row.add(8, word.suffix, shape_code(at[0]));
  row.add(9, word.known.cluster, shape_code(at[0]));
  row.add(10, word.known.capital, stance(at[0]));
  row.add(11, word.known.type, shape_code(at[0]));
  add_kinds(12, at[0].begins, shape_code(at[0]), row);
  row.add(15, combine(at[0].begins, at[0].inside), shape_code(at[0]));
  add_kinds(13, at[0].inside, shape_code(at[0]), row);
  row.add(14, (at[0].quoted ? 1U : 0U) | (at[0].bracketed ? 2U : 0U), shape_code(at[0]));
}

void add_neighbour_features(const Window& at, Row& row) {
  for (const int offset : {-2, -1, 1, 2}) {
    const NameHash place = static_cast<NameHash>(offset + 4) << 8U;
    const TokenTraits& near = at[offset];
    row.add(place | 1U, near.word.word);
    row.add(place | 2U, near.word.known.cluster, shape_code(near));
    row.add(place | 3U, stance(near));
    add_kinds(place | 4U, near.begins, shape_code(at[0]), row);
    if (offset == -2 || offset == 2) continue;
    row.add(place | 5U, near.word.word, shape_code(at[0]));
    row.add(place | 6U, near.word.known.type, shape_code(at[0]));
    if (near.word.beginnings[2] != 0) row.add(place | 7U, near.word.beginnings[2]);
    if (near.word.endings[1] != 0) row.add(place | 8U, near.word.endings[1]);
    if (near.word.suffix != 0) row.add(place | 9U, near.word.suffix);
    row.add(place | 10U, near.word.known.capital, shape_code(near));
    add_kinds(place | 11U, near.inside, 0, row);
    row.add(place | 12U, shape_code(near), stance(at[0]));
  }
}

void add_joint_features(const Window& at, Row& row) {
  const auto cluster = [&](int offset) { return NameHash{at[offset].word.known.cluster}; };
  const auto shape = [&](int offset) { return shape_code(at[offset]); };
  row.add(22, combine(shape(-1), shape(0)), shape(1));
  row.add(23, combine(shape(-2), shape(-1)), shape(0));
  row.add(24, combine(shape(0), shape(1)), shape(2));
  row.add(25, cluster(-1), combine(cluster(0), shape(0)));
  row.add(26, combine(cluster(0), shape(0)), cluster(1));
  row.add(27, combine(cluster(-1), cluster(1)), shape(0));
  row.add(28, at[-1].word.word, at[1].word.word);
  row.add(29, combine(at[-2].word.word, at[-1].word.word), shape(0));
  row.add(30, combine(at[1].word.word, at[2].word.word), shape(0));
  row.add(31, combine(at[-1].word.known.type, at[0].word.known.type), at[1].word.known.type);
}

// What stands further on: a name of several words is known by its last one (… Bakanlığı).
void add_run_features(const std::vector<TokenTraits>& traits, std::size_t at, Row& row) {
  constexpr std::size_t kReach = 6;
  if (traits[at].word.shape == Shape::kMark) return;
  NameKinds heads = 0;
  const NameKinds all = kind_bit(NameKind::kOrganizationHead) | kind_bit(NameKind::kPlaceHead) |
                        kind_bit(NameKind::kAfter);
  for (std::size_t i = at + 1; i < traits.size() && i <= at + kReach; ++i) {
    if (traits[i].starts_chain || traits[i].word.shape == Shape::kMark) break;
    if (traits[i].word.shape == Shape::kSmall && traits[i].word.length > 3) break;
    heads |= (traits[i].begins & all);
    if (traits[i].word.suffix != 0) break;
  }
  add_kinds(40, heads, shape_code(traits[at]), row);
  add_kinds(41, heads, combine(traits[at].word.known.type, shape_code(traits[at])), row);
}

}  // namespace

void append_text_features(const std::vector<TokenTraits>& traits, FeatureRows& rows) {
  Row row(rows.keys);
  for (std::size_t i = 0; i < traits.size(); ++i) {
    const Window at(traits, i);
    const std::size_t begin = rows.keys.size();
    add_lexical_features(at, row);
    rows.lexical.push_back(static_cast<std::uint32_t>(rows.keys.size() - begin));
    add_word_features(at, row);
    add_neighbour_features(at, row);
    add_joint_features(at, row);
    add_run_features(traits, i, row);
    rows.ends.push_back(static_cast<std::uint32_t>(rows.keys.size()));
  }
}

namespace {

// How often a word was given each label: outside with a capital, then B and I of the types.
using Votes = std::array<std::uint32_t, kNameLabels>;

std::size_t most(const Votes& votes) {
  const auto best = std::max_element(votes.begin(), votes.end());
  return *best == 0 ? kNameLabels : static_cast<std::size_t>(best - votes.begin());
}

}  // namespace

void append_second_features(const std::vector<TokenTraits>& traits,
                            const std::vector<NameLabel>& labels, FeatureRows& rows) {
  std::unordered_map<NameHash, Votes> votes;
  const auto votes_for = [&](std::size_t i) {
    return traits[i].word.shape != Shape::kMark && traits[i].word.shape != Shape::kSmall &&
           !traits[i].shouted && !(traits[i].starts_sentence && labels[i] == kOutside);
  };
  for (std::size_t i = 0; i < traits.size(); ++i)
    if (votes_for(i)) ++votes[traits[i].word.word][labels[i]];
  Row row(rows.keys);
  for (std::size_t i = 0; i < traits.size(); ++i) {
    const NameHash before = i > 0 && !traits[i].starts_chain ? labels[i - 1] : kNameLabels;
    const NameHash after =
        i + 1 < traits.size() && !traits[i + 1].starts_chain ? labels[i + 1] : kNameLabels;
    row.add(50, labels[i]);
    row.add(51, combine(before, labels[i]), after);
    const auto found = votes.find(traits[i].word.word);
    if (found != votes.end() && traits[i].word.shape != Shape::kMark) {
      Votes others = found->second;
      if (votes_for(i)) --others[labels[i]];
      const NameHash top = most(others);
      row.add(52, top, labels[i]);
      row.add(53, top, shape_code(traits[i]));
      for (NameHash label = 0; label < kNameLabels; ++label)
        if (others[label] > 0) row.add(54, label, combine(labels[i], others[label] > 2 ? 1 : 0));
    }
    rows.lexical.push_back(0);
    rows.ends.push_back(static_cast<std::uint32_t>(rows.keys.size()));
  }
}

}  // namespace newsidx
