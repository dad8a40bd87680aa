// The features of a token: numbers under which a model keeps what they say of its label.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "entities/names/name_traits.h"
#include "entities/names/word_votes.h"

namespace newsidx {

// Table keys of features.
using FeatureKeys = std::vector<std::uint32_t>;

// Table keys of the features, token by token.
struct FeatureRows {
  FeatureKeys keys;
  std::vector<std::uint32_t> ends{0};  // keys of token i: keys[ends[i], ends[i + 1])
  std::vector<std::uint32_t> lexical;  // so many of them, from the first, tell which word it is

  std::size_t rows() const { return ends.size() - 1; }
};

// A token and two on either side, of its chain; where the chain has none, one that is no word.
class Window {
 public:
  // Of traits[at] in the chain traits[begin, end).
  Window(const std::vector<TokenTraits>& traits, std::size_t begin, std::size_t end,
         std::size_t at);
  // Of a token by itself.
  explicit Window(const TokenTraits& token);

  const TokenTraits& operator[](int offset) const {
    const int index = offset + 2;
    return *tokens_[static_cast<std::size_t>(index)];
  }

  static const TokenTraits& nothing();

 private:
  std::array<const TokenTraits*, 5> tokens_;
};

// Of all tokens from the text alone: the first pass.
void append_text_features(const std::vector<TokenTraits>& traits, FeatureRows& rows);

// The same features by what they depend on, so that sums of their weights can be kept. Each token
// has those of one call of each function, and of one for each neighbour where there is an offset.

// On the word, on shape_code(), and on whether a sentence starts.
void append_own_features(const TokenTraits& token, FeatureKeys& keys);
// On the same of a neighbour.
void append_near_features(int offset, const TokenTraits& near, FeatureKeys& keys);
// On shape_code() of all five, and of the token on stance(), quotes and brackets.
void append_shape_features(const Window& at, FeatureKeys& keys);
// On the types of the token and its neighbours, and on its shape_code().
void append_type_features(const Window& at, FeatureKeys& keys);
// On the token's phrases and shape_code().
void append_kind_features(const TokenTraits& token, FeatureKeys& keys);
// On a neighbour's phrases and the token's shape_code(). None where the neighbour has no phrases.
void append_near_kind_features(int offset, const TokenTraits& near, const TokenTraits& token,
                               FeatureKeys& keys);
// On two words at once, or on what stands further on.
void append_pair_features(const Window& at, const std::vector<TokenTraits>& traits, std::size_t i,
                          FeatureKeys& keys);

// The token's shape and whether its chain is shouted; less than 32.
NameHash shape_code(const TokenTraits& token);
// And whether it has a suffix or is a sentence's first word; less than 128.
NameHash stance(const TokenTraits& token);

// From the first pass's labels of the same text: what the word is elsewhere in it.
void append_second_features(const std::vector<TokenTraits>& traits,
                            const std::vector<NameLabel>& labels, FeatureRows& rows);

// The same by what they depend on: the labels of the token and its neighbours, and the votes of
// the word's other places where it has any.
void append_step_features(NameHash before, NameHash label, NameHash after, FeatureKeys& keys);
void append_vote_features(const LabelVotes& others, NameHash label, NameHash shape,
                          FeatureKeys& keys);

}  // namespace newsidx
