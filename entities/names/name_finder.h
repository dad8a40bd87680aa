// Finds the people, places and organisations that running Turkish text names (docs/names.md).
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "entities/names/name_decoder.h"
#include "entities/names/name_model.h"
#include "entities/names/name_scorer.h"
#include "entities/names/name_tokens.h"
#include "entities/names/name_traits.h"
#include "entities/names/word_votes.h"
#include "newsidx/entities.h"
#include "text/word_cache.h"

namespace newsidx {

// Not thread-safe: one a thread. The time is linear in the text's length.
class NameFinder {
 public:
  // The traits and sums of so many words are kept; half a kilobyte each.
  explicit NameFinder(std::shared_ptr<const NameModel> model = NameModel::shipped(),
                      std::size_t kept_words = kKeptWords);

  // The mentions in valid UTF-8 text, in order, none within another. The text is taken for one
  // article: what a word names in one place counts in the others. A newline ends a sentence. The
  // reference holds until the next call.
  const std::vector<Mention>& find(std::string_view text);

  // The same for who has the text's words from a Segmenter already.
  const std::vector<Mention>& find(std::string_view text, std::span<const Word> words);

  // For whoever fits: the traits of the text's tokens and their labels by the first pass alone,
  // which looks at all of them. The references hold until the next call.
  struct FirstPass {
    const std::vector<TokenTraits>& traits;
    const std::vector<NameLabel>& labels;
  };
  FirstPass label_once(std::string_view text);

 private:
  void read(std::string_view text);
  void find_stretches(bool all);
  void score_text();
  void bar(std::size_t t);
  void decode(std::size_t pass);
  void label_again();
  const std::vector<Mention>& find_in_tokens(std::string_view text);

  std::shared_ptr<const NameModel> model_;
  std::size_t kept_words_;
  NameTokenizer tokenizer_;
  TraitReader reader_;
  NameScorer scorer_;
  NameDecoder decoder_;
  std::vector<NameToken> tokens_;
  std::vector<TokenTraits> traits_;
  std::vector<Stretch> stretches_;  // what is looked at: the other tokens are no names
  std::vector<LabelSums> sums_;
  std::array<std::vector<LabelScores>, 2> scores_;  // of the passes, a token each
  std::vector<NameLabel> labels_;
  WordVotes votes_;
  std::vector<Mention> mentions_;
};

}  // namespace newsidx
