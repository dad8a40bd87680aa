// Finds the people, places and organisations that running Turkish text names (docs/names.md).
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "entities/name_decoder.h"
#include "entities/name_features.h"
#include "entities/name_model.h"
#include "entities/name_tokens.h"
#include "entities/name_traits.h"
#include "newsidx/entities.h"

namespace newsidx {

// Not thread-safe: one a thread. The time is linear in the text's length.
class NameFinder {
 public:
  explicit NameFinder(std::shared_ptr<const NameModel> model = NameModel::shipped());

  // The mentions in valid UTF-8 text, in order, none within another. The text is taken for one
  // article: what a word names in one place counts in the others. A newline ends a sentence. The
  // reference holds until the next call.
  const std::vector<Mention>& find(std::string_view text);

  // The labels of tokens by the first pass alone; for whoever fits.
  void label_once(const std::vector<TokenTraits>& traits, std::vector<NameLabel>& labels);

 private:
  void score(const FeatureRows& rows, std::size_t pass);
  void bar(const std::vector<TokenTraits>& traits);
  void label_twice(const std::vector<TokenTraits>& traits, std::vector<NameLabel>& labels);
  void decode(const std::vector<TokenTraits>& traits, std::size_t pass,
              std::vector<NameLabel>& labels);

  std::shared_ptr<const NameModel> model_;
  NameTokenizer tokenizer_;
  TraitReader reader_;
  NameDecoder decoder_;
  std::vector<NameToken> tokens_;
  std::vector<TokenTraits> traits_;
  FeatureRows rows_;
  std::array<std::vector<LabelScores>, 2> scores_;  // of the passes, a token each
  std::vector<NameLabel> labels_;
  std::vector<Mention> mentions_;
};

}  // namespace newsidx
