#include "entities/name_scorer.h"

namespace newsidx {
namespace {

constexpr std::array<int, 4> kOffsets = {-2, -1, 1, 2};

// Keys of the memory: what it is of, then what that depends on. None of them is 0.
enum class Kept : std::uint64_t { kShapes = 1, kTypes, kPhrases, kNearPhrases, kSteps, kVotes };

class MemoryKey {
 public:
  explicit MemoryKey(Kept of) : key_(static_cast<std::uint64_t>(of)) {}

  // Values take 57 bits at most.
  MemoryKey& add(std::uint64_t value, unsigned bits) {
    key_ = key_ << bits | value;
    return *this;
  }
  operator std::uint64_t() const { return key_; }  // NOLINT(google-explicit-constructor)

 private:
  std::uint64_t key_;
};

// How a word stands: what its sums depend on besides.
std::size_t way(const TokenTraits& token) {
  return (token.shouted ? 1U : 0U) | (token.starts_sentence ? 2U : 0U);
}

}  // namespace

NameScorer::NameScorer(std::shared_ptr<const NameModel> model)
    : model_(std::move(model)), nothing_(make_near_sums(Window::nothing())) {}

void NameScorer::forget_words() {
  words_.clear();
  own_.clear();
  near_.clear();
}

void NameScorer::add(LabelSums& sums) {
  for (const std::uint32_t key : keys_) {
    if (!model_->may_have_feature(key)) continue;
    const FeatureWeights* weights = model_->feature(key);
    if (weights != nullptr) sums.add(*weights);
  }
  keys_.clear();
}

NameScorer::WordSums& NameScorer::sums_of(const TokenTraits& token) {
  const std::size_t number = token.word->number;
  if (number >= words_.size()) words_.resize(number + 1);
  return words_[number];
}

const LabelSums& NameScorer::own_sums(const TokenTraits& token) {
  std::uint32_t& place = sums_of(token).own[way(token)];
  if (place == 0) {
    append_own_features(token, keys_);
    add(own_.emplace_back());
    place = static_cast<std::uint32_t>(own_.size());
  }
  return own_[place - 1];
}

NameScorer::NearSums NameScorer::make_near_sums(const TokenTraits& token) {
  NearSums sums;
  for (std::size_t i = 0; i < kOffsets.size(); ++i) {
    append_near_features(kOffsets[i], token, keys_);
    add(sums[i]);
  }
  return sums;
}

const NameScorer::NearSums& NameScorer::near_sums(const TokenTraits& token) {
  if (&token == &Window::nothing()) return nothing_;
  std::uint32_t& place = sums_of(token).near[way(token)];
  if (place == 0) {
    near_.push_back(make_near_sums(token));
    place = static_cast<std::uint32_t>(near_.size());
  }
  return near_[place - 1];
}

void NameScorer::add_phrases(const Window& at, LabelSums& sums) {
  const TokenTraits& token = at[0];
  const auto kinds_of = [&](Kept what, const TokenTraits& of) {
    return MemoryKey(what)
        .add(of.begins, kNameKinds)
        .add(of.inside, kNameKinds)
        .add(shape_code(token), 5);
  };
  sums += memory_.of(kinds_of(Kept::kPhrases, token), [&](LabelSums& made) {
    append_kind_features(token, keys_);
    add(made);
  });
  for (std::size_t i = 0; i < kOffsets.size(); ++i) {
    const int offset = kOffsets[i];
    const TokenTraits& near = at[offset];
    if ((near.begins | near.inside) == 0) continue;
    sums += memory_.of(kinds_of(Kept::kNearPhrases, near).add(i, 2), [&](LabelSums& made) {
      append_near_kind_features(offset, near, token, keys_);
      add(made);
    });
  }
}

LabelSums NameScorer::text_sums(const std::vector<TokenTraits>& traits, std::size_t begin,
                                std::size_t end, std::size_t i) {
  const Window at(traits, begin, end, i);
  LabelSums sums = own_sums(at[0]);
  for (std::size_t k = 0; k < kOffsets.size(); ++k) sums += near_sums(at[kOffsets[k]])[k];

  MemoryKey shapes(Kept::kShapes);
  for (const int offset : kOffsets) shapes.add(shape_code(at[offset]), 5);
  shapes.add(stance(at[0]), 7).add(at[0].quoted ? 1 : 0, 1).add(at[0].bracketed ? 1 : 0, 1);
  sums += memory_.of(shapes, [&](LabelSums& made) {
    append_shape_features(at, keys_);
    add(made);
  });

  MemoryKey types(Kept::kTypes);
  for (const int offset : {-1, 0, 1}) types.add(at[offset].word->known.type, 8);
  sums += memory_.of(types.add(shape_code(at[0]), 5), [&](LabelSums& made) {
    append_type_features(at, keys_);
    add(made);
  });

  add_phrases(at, sums);
  append_pair_features(at, traits, i, keys_);
  add(sums);
  return sums;
}

LabelSums NameScorer::step_sums(NameLabel before, NameLabel label, NameLabel behind) {
  const MemoryKey key = MemoryKey(Kept::kSteps).add(before, 3).add(label, 3).add(behind, 3);
  return memory_.of(key, [&](LabelSums& made) {
    append_step_features(before, label, behind, keys_);
    add(made);
  });
}

LabelSums NameScorer::vote_sums(const LabelVotes& others, NameLabel label,
                                const TokenTraits& token) {
  MemoryKey key(Kept::kVotes);
  key.add(most_voted(others), 3).add(label, 3).add(shape_code(token), 5);
  for (const std::uint32_t votes : others) key.add(votes > 2 ? 2 : votes > 0 ? 1 : 0, 2);
  return memory_.of(key, [&](LabelSums& made) {
    append_vote_features(others, label, shape_code(token), keys_);
    add(made);
  });
}

}  // namespace newsidx
