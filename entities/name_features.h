// The features of a token: numbers under which a model keeps what they say of its label.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "entities/name_traits.h"

namespace newsidx {

// Table keys of the features, token by token.
struct FeatureRows {
  std::vector<std::uint32_t> keys;
  std::vector<std::uint32_t> ends{0};  // keys of token i: keys[ends[i], ends[i + 1])
  std::vector<std::uint32_t> lexical;  // so many of them, from the first, tell which word it is

  std::size_t rows() const { return ends.size() - 1; }
  void clear() {
    keys.clear();
    ends.assign(1, 0);
    lexical.clear();
  }
};

// Of all tokens from the text alone: the first pass.
void append_text_features(const std::vector<TokenTraits>& traits, FeatureRows& rows);

// From the first pass's labels of the same text: what the word is elsewhere in it.
void append_second_features(const std::vector<TokenTraits>& traits,
                            const std::vector<NameLabel>& labels, FeatureRows& rows);

}  // namespace newsidx
