#include "entities/names/name_scorer.h"

#include <algorithm>

namespace newsidx {
namespace {

constexpr std::array<int, 4> kOffsets = {-2, -1, 1, 2};

// Tokens whose words and pairs are on their way from memory at once: enough to wait only once for
// all, and few enough to stay in the cache.
constexpr std::size_t kBatch = 32;

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

NameScorer::NameScorer(std::shared_ptr<const NameModel> model) : model_(std::move(model)) {
  forget_words();
}

void NameScorer::forget_words() {
  places_.clear();
  kept_.clear();
  make_word(Window::nothing());
}

void NameScorer::add_keys(const FeatureKeys& keys, std::size_t from, std::size_t end,
                          LabelSums& sums) const {
  for (std::size_t i = from; i < end; ++i) {
    const FeatureWeights* weights = model_->feature(keys[i]);
    if (weights != nullptr) sums.add(*weights);
  }
}

LabelSums NameScorer::take_keys() {
  LabelSums sums;
  model_->fetch(keys_, 0);
  add_keys(keys_, 0, keys_.size(), sums);
  keys_.clear();
  return sums;
}

// Returns its place in kept_.
std::uint32_t NameScorer::make_word(const TokenTraits& token) {
  WordSums made;
  for (std::size_t i = 0; i < kOffsets.size(); ++i) {
    append_near_features(kOffsets[i], token, keys_);
    made.near[i] = take_keys();
  }
  kept_.push_back(made);
  return static_cast<std::uint32_t>(kept_.size() - 1);
}

// The words of the stretches and of two tokens on either side, into words_ and on their way from
// memory.
void NameScorer::find_words(const Traits& traits, std::span<const Stretch> stretches) {
  const auto for_each_token = [&](auto take) {
    for (const Stretch& stretch : stretches) {
      const std::size_t begin = std::max(stretch.begin, stretch.chain_begin + 2) - 2;
      const std::size_t end = std::min(stretch.end + 2, stretch.chain_end);
      for (std::size_t i = begin; i < end; ++i) take(i);
    }
  };
  for_each_token([&](std::size_t i) {
    const std::size_t number = traits[i].word->number;
    if (number >= places_.size()) places_.resize(number + 1);
    __builtin_prefetch(&places_[number]);
  });
  for_each_token([&](std::size_t i) {
    std::uint32_t& place = places_[traits[i].word->number][way(traits[i])];
    if (place == 0) place = make_word(traits[i]);
    words_[i] = place;
    const char* const at = reinterpret_cast<const char*>(&kept_[place]);
    for (std::size_t line = 0; line < sizeof(WordSums); line += alignof(WordSums))
      __builtin_prefetch(at + line);
  });
}

void NameScorer::sum_batch(const Traits& traits, std::span<const Stretch> stretches,
                           std::vector<LabelSums>& sums) {
  find_words(traits, stretches);
  pairs_.clear();
  pair_ends_.clear();
  for (const Stretch& stretch : stretches) {
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      const std::size_t from = pairs_.size();
      const Window at(traits, stretch.chain_begin, stretch.chain_end, i);
      append_pair_features(at, traits, i, pairs_);
      model_->fetch(pairs_, from);
      pair_ends_.push_back(pairs_.size());
    }
  }
  std::size_t token = 0;
  for (const Stretch& stretch : stretches) {
    for (std::size_t i = stretch.begin; i < stretch.end; ++i, ++token) {
      const Window at(traits, stretch.chain_begin, stretch.chain_end, i);
      sums[i] = sum_token(at, stretch, i);
      add_keys(pairs_, token == 0 ? 0 : pair_ends_[token - 1], pair_ends_[token], sums[i]);
    }
  }
}

void NameScorer::sum_text(const Traits& traits, std::span<const Stretch> stretches,
                          std::vector<LabelSums>& sums) {
  sums.resize(traits.size());
  words_.resize(traits.size());
  for (std::size_t first = 0; first < stretches.size();) {
    std::size_t last = first;
    for (std::size_t tokens = 0; last < stretches.size() && tokens < kBatch; ++last)
      tokens += stretches[last].end - stretches[last].begin;
    sum_batch(traits, stretches.subspan(first, last - first), sums);
    first = last;
  }
}

// All but its pairs.
LabelSums NameScorer::sum_token(const Window& at, const Stretch& stretch, std::size_t i) {
  WordSums& word = kept_[words_[i]];
  if (!word.own_known) {
    append_own_features(at[0], keys_);
    word.own = take_keys();
    word.own_known = true;
  }
  LabelSums sums = word.own;
  for (std::size_t k = 0; k < kOffsets.size(); ++k) {
    const std::size_t near = i + static_cast<std::size_t>(kOffsets[k]);  // may wrap around
    const bool there = near >= stretch.chain_begin && near < stretch.chain_end;
    sums += kept_[there ? words_[near] : 0].near[k];
  }

  MemoryKey shapes(Kept::kShapes);
  for (const int offset : kOffsets) shapes.add(shape_code(at[offset]), 5);
  shapes.add(stance(at[0]), 7).add(at[0].quoted ? 1 : 0, 1).add(at[0].bracketed ? 1 : 0, 1);
  sums += memory_.of(shapes, [&] {
    append_shape_features(at, keys_);
    return take_keys();
  });

  MemoryKey types(Kept::kTypes);
  for (const int offset : {-1, 0, 1}) types.add(at[offset].word->known.type, 8);
  sums += memory_.of(types.add(shape_code(at[0]), 5), [&] {
    append_type_features(at, keys_);
    return take_keys();
  });
  add_phrases(at, sums);
  return sums;
}

void NameScorer::add_phrases(const Window& at, LabelSums& sums) {
  const TokenTraits& token = at[0];
  const auto kinds_of = [&](Kept what, const TokenTraits& of) {
    return MemoryKey(what)
        .add(of.begins, kNameKinds)
        .add(of.inside, kNameKinds)
        .add(shape_code(token), 5);
  };
  sums += memory_.of(kinds_of(Kept::kPhrases, token), [&] {
    append_kind_features(token, keys_);
    return take_keys();
  });
  for (std::size_t i = 0; i < kOffsets.size(); ++i) {
    const int offset = kOffsets[i];
    const TokenTraits& near = at[offset];
    if ((near.begins | near.inside) == 0) continue;
    sums += memory_.of(kinds_of(Kept::kNearPhrases, near).add(i, 2), [&] {
      append_near_kind_features(offset, near, token, keys_);
      return take_keys();
    });
  }
}

LabelSums NameScorer::step_sums(NameLabel before, NameLabel label, NameLabel behind) {
  const MemoryKey key = MemoryKey(Kept::kSteps).add(before, 3).add(label, 3).add(behind, 3);
  return memory_.of(key, [&] {
    append_step_features(before, label, behind, keys_);
    return take_keys();
  });
}

LabelSums NameScorer::vote_sums(const LabelVotes& others, NameLabel label,
                                const TokenTraits& token) {
  MemoryKey key(Kept::kVotes);
  key.add(most_voted(others), 3).add(label, 3).add(shape_code(token), 5);
  for (const std::uint32_t votes : others) key.add(votes > 2 ? 2 : votes > 0 ? 1 : 0, 2);
  return memory_.of(key, [&] {
    append_vote_features(others, label, shape_code(token), keys_);
    return take_keys();
  });
}

}  // namespace newsidx
