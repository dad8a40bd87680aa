#include "entities/names/name_features.h"

namespace newsidx {
namespace {

// What features depend on, as the functions of the header have them. A bit each.
template <unsigned kBit>
struct Group {};
constexpr Group<1> kOwn;
constexpr Group<2> kNear;
constexpr Group<4> kShapes;
constexpr Group<8> kTypes;
constexpr Group<16> kKinds;
constexpr Group<32> kNearKinds;
constexpr Group<64> kPairs;
constexpr unsigned kAllGroups = 127;

// Takes the features of some groups; of the others nothing is computed.
template <unsigned kGroups>
class Row {
 public:
  explicit Row(FeatureKeys& keys) : keys_(keys) {}

  // The number of the template keeps equal values of different ones apart.
  template <unsigned kBit>
  void add(Group<kBit>, NameHash number, NameHash a, NameHash b = 0) {
    if constexpr ((kGroups & kBit) != 0) keys_.push_back(table_key(combine(combine(number, a), b)));
  }

  template <unsigned kBit>
  void add_kinds(Group<kBit> group, NameHash number, NameKinds kinds, NameHash with) {
    if constexpr ((kGroups & kBit) != 0)
      for (; kinds != 0; kinds &= kinds - 1)
        add(group, number, static_cast<NameHash>(__builtin_ctz(kinds)), with);
  }

 private:
  FeatureKeys& keys_;
};

// Which word it is. A fit leaves these out now and then, so that the others learn to do without.
template <unsigned kGroups>
void add_lexical_features(const Window& at, Row<kGroups>& row) {
  const WordTraits& word = *at[0].word;
  row.add(kOwn, 2, word.word);
  row.add(kOwn, 3, word.word, stance(at[0]));
  for (std::size_t i = 0; i < word.beginnings.size(); ++i)
    if (word.beginnings[i] != 0) row.add(kOwn, 6, word.beginnings[i]);
  for (std::size_t i = 0; i < word.endings.size(); ++i)
    if (word.endings[i] != 0) row.add(kOwn, 7, word.endings[i], shape_code(at[0]));
  row.add(kPairs, 20, at[-1].word->word, word.word);
  row.add(kPairs, 21, word.word, at[1].word->word);
}

template <unsigned kGroups>
void add_word_features(const Window& at, Row<kGroups>& row) {
  const WordTraits& word = *at[0].word;
  row.add(kShapes, 1, 0);
  row.add(kShapes, 4, stance(at[0]));
  row.add(kOwn, 5, shape_code(at[0]), word.length);
  if (word.suffix != 0) row.add(kOwn, 8, word.suffix, shape_code(at[0]));
  row.add(kOwn, 9, word.known.cluster, shape_code(at[0]));
  row.add(kOwn, 10, word.known.capital, stance(at[0]));
  row.add(kOwn, 11, word.known.type, shape_code(at[0]));
  row.add_kinds(kKinds, 12, at[0].begins, shape_code(at[0]));
  row.add(kKinds, 15, combine(at[0].begins, at[0].inside), shape_code(at[0]));
  row.add_kinds(kKinds, 13, at[0].inside, shape_code(at[0]));
  row.add(kShapes, 14, (at[0].quoted ? 1U : 0U) | (at[0].bracketed ? 2U : 0U), shape_code(at[0]));
}

template <unsigned kGroups>
void add_neighbour_features(int offset, const TokenTraits& near, const TokenTraits& token,
                            Row<kGroups>& row) {
  const NameHash place = static_cast<NameHash>(offset + 4) << 8U;
  const WordTraits& word = *near.word;
  row.add(kNear, place | 1U, word.word);
  row.add(kNear, place | 2U, word.known.cluster, shape_code(near));
  row.add(kNear, place | 3U, stance(near));
  row.add_kinds(kNearKinds, place | 4U, near.begins, shape_code(token));
  if (offset == -2 || offset == 2) return;
  row.add(kPairs, place | 5U, word.word, shape_code(token));
  row.add(kTypes, place | 6U, word.known.type, shape_code(token));
  if (word.beginnings[2] != 0) row.add(kNear, place | 7U, word.beginnings[2]);
  if (word.endings[1] != 0) row.add(kNear, place | 8U, word.endings[1]);
  if (word.suffix != 0) row.add(kNear, place | 9U, word.suffix);
  row.add(kNear, place | 10U, word.known.capital, shape_code(near));
  row.add_kinds(kNearKinds, place | 11U, near.inside, 0);
  row.add(kShapes, place | 12U, shape_code(near), stance(token));
}

template <unsigned kGroups>
void add_neighbours(const Window& at, Row<kGroups>& row) {
  for (const int offset : {-2, -1, 1, 2}) add_neighbour_features(offset, at[offset], at[0], row);
}

template <unsigned kGroups>
void add_joint_features(const Window& at, Row<kGroups>& row) {
  const auto word = [&](int offset) { return at[offset].word->word; };
  const auto cluster = [&](int offset) { return NameHash{at[offset].word->known.cluster}; };
  const auto type = [&](int offset) { return NameHash{at[offset].word->known.type}; };
  const auto shape = [&](int offset) { return shape_code(at[offset]); };
  row.add(kShapes, 22, combine(shape(-1), shape(0)), shape(1));
  row.add(kShapes, 23, combine(shape(-2), shape(-1)), shape(0));
  row.add(kShapes, 24, combine(shape(0), shape(1)), shape(2));
  row.add(kPairs, 25, cluster(-1), combine(cluster(0), shape(0)));
  row.add(kPairs, 26, combine(cluster(0), shape(0)), cluster(1));
  row.add(kPairs, 27, combine(cluster(-1), cluster(1)), shape(0));
  row.add(kPairs, 28, word(-1), word(1));
  row.add(kPairs, 29, combine(word(-2), word(-1)), shape(0));
  row.add(kPairs, 30, combine(word(1), word(2)), shape(0));
  row.add(kTypes, 31, combine(type(-1), type(0)), type(1));
}

// What stands further on: a name of several words is known by its last one (… Bakanlığı).
template <unsigned kGroups>
void add_run_features(const std::vector<TokenTraits>& traits, std::size_t at, Row<kGroups>& row) {
  constexpr std::size_t kReach = 6;
  if (traits[at].word->shape == Shape::kMark) return;
  NameKinds heads = 0;
  const NameKinds all = kind_bit(NameKind::kOrganizationHead) | kind_bit(NameKind::kPlaceHead) |
                        kind_bit(NameKind::kAfter);
  for (std::size_t i = at + 1; i < traits.size() && i <= at + kReach; ++i) {
    const WordTraits& word = *traits[i].word;
    if (traits[i].starts_chain || word.shape == Shape::kMark) break;
    if (word.shape == Shape::kSmall && word.length > 3) break;
    heads |= (traits[i].begins & all);
    if (word.suffix != 0) break;
  }
  row.add_kinds(kPairs, 40, heads, shape_code(traits[at]));
  row.add_kinds(kPairs, 41, heads, combine(traits[at].word->known.type, shape_code(traits[at])));
}

// All but those of what stands further on, in the order of the fit.
template <unsigned kGroups>
void add_window_features(const Window& at, Row<kGroups>& row) {
  add_word_features(at, row);
  add_neighbours(at, row);
  add_joint_features(at, row);
}

// Row's groups of the features that a window has.
template <unsigned kBit>
void add_group(Group<kBit>, const Window& at, FeatureKeys& keys) {
  Row<kBit> row(keys);
  add_lexical_features(at, row);
  add_window_features(at, row);
}

}  // namespace

const TokenTraits& Window::nothing() {
  static const WordTraits word = [] {
    WordTraits none;
    none.word = 1;
    none.shape = Shape::kMark;
    return none;
  }();
  static const TokenTraits traits = [] {
    TokenTraits none;
    none.word = &word;
    return none;
  }();
  return traits;
}

Window::Window(const TokenTraits& token) {
  tokens_.fill(&nothing());
  tokens_[2] = &token;
}

Window::Window(const std::vector<TokenTraits>& traits, std::size_t begin, std::size_t end,
               std::size_t at)
    : Window(traits[at]) {
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (at + i >= begin + 2 && at + i < end + 2) tokens_[i] = &traits[at + i - 2];
}

NameHash shape_code(const TokenTraits& token) {
  return static_cast<NameHash>(token.word->shape) + (token.shouted ? 16U : 0U);
}

NameHash stance(const TokenTraits& token) {
  return shape_code(token) | (token.word->suffix != 0 ? 32U : 0U) |
         (token.starts_sentence ? 64U : 0U);
}

void append_own_features(const TokenTraits& token, FeatureKeys& keys) {
  add_group(kOwn, Window(token), keys);
}

void append_near_features(int offset, const TokenTraits& near, FeatureKeys& keys) {
  Row<2> row(keys);
  add_neighbour_features(offset, near, near, row);
}

void append_shape_features(const Window& at, FeatureKeys& keys) { add_group(kShapes, at, keys); }

void append_type_features(const Window& at, FeatureKeys& keys) { add_group(kTypes, at, keys); }

void append_kind_features(const TokenTraits& token, FeatureKeys& keys) {
  add_group(kKinds, Window(token), keys);
}

void append_near_kind_features(int offset, const TokenTraits& near, const TokenTraits& token,
                               FeatureKeys& keys) {
  Row<32> row(keys);
  add_neighbour_features(offset, near, token, row);
}

void append_pair_features(const Window& at, const std::vector<TokenTraits>& traits, std::size_t i,
                          FeatureKeys& keys) {
  Row<64> row(keys);
  add_lexical_features(at, row);
  add_window_features(at, row);
  add_run_features(traits, i, row);
}

void append_text_features(const std::vector<TokenTraits>& traits, FeatureRows& rows) {
  Row<kAllGroups> row(rows.keys);
  for (std::size_t begin = 0; begin < traits.size();) {
    const std::size_t end = chain_end(traits, begin);
    for (std::size_t i = begin; i < end; ++i) {
      const Window at(traits, begin, end, i);
      const std::size_t first = rows.keys.size();
      add_lexical_features(at, row);
      rows.lexical.push_back(static_cast<std::uint32_t>(rows.keys.size() - first));
      add_window_features(at, row);
      add_run_features(traits, i, row);
      rows.ends.push_back(static_cast<std::uint32_t>(rows.keys.size()));
    }
    begin = end;
  }
}

void append_step_features(NameHash before, NameHash label, NameHash after, FeatureKeys& keys) {
  Row<1> row(keys);
  row.add(kOwn, 50, label);
  row.add(kOwn, 51, combine(before, label), after);
}

void append_vote_features(const LabelVotes& others, NameHash label, NameHash shape,
                          FeatureKeys& keys) {
  Row<1> row(keys);
  const NameHash top = most_voted(others);
  row.add(kOwn, 52, top, label);
  row.add(kOwn, 53, top, shape);
  for (NameHash other = 0; other < kNameLabels; ++other)
    if (others[other] > 0) row.add(kOwn, 54, other, combine(label, others[other] > 2 ? 1 : 0));
}

void append_second_features(const std::vector<TokenTraits>& traits,
                            const std::vector<NameLabel>& labels, FeatureRows& rows) {
  WordVotes votes;
  votes.count(traits, labels);
  LabelVotes others;
  for (std::size_t i = 0; i < traits.size(); ++i) {
    append_step_features(label_before(traits, labels, i), labels[i],
                         label_behind(traits, labels, i), rows.keys);
    if (votes.others(traits, labels, i, others))
      append_vote_features(others, labels[i], shape_code(traits[i]), rows.keys);
    rows.lexical.push_back(0);
    rows.ends.push_back(static_cast<std::uint32_t>(rows.keys.size()));
  }
}

}  // namespace newsidx
