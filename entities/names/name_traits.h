// What the finder of names sees in a word by itself, and in a text of them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entities/names/name_model.h"
#include "entities/names/name_tokens.h"
#include "entities/names/word_traits.h"

namespace newsidx {

struct TokenTraits {
  const WordTraits* word = nullptr;  // somebody else's: the reader's, or a fit's
  NameKinds begins = 0;              // kinds of the phrases that begin here
  NameKinds inside = 0;              // kinds of longer phrases that go on or end here
  bool starts_sentence = false;
  bool starts_chain = false;
  bool quoted = false;  // a quotation mark is open in this line
  bool bracketed = false;
  bool no_name = false;  // within a phrase that the lists know to be none: Zafer Günü
  bool shouted = false;  // most words of the chain are all capitals
};

// The end of the chain that traits[begin] is the first token of.
std::size_t chain_end(const std::vector<TokenTraits>& traits, std::size_t begin);

// Not thread-safe: one a thread.
class TraitReader {
 public:
  explicit TraitReader(std::shared_ptr<const NameModel> model) : model_(std::move(model)) {}

  // The traits of a text's tokens, into `traits`. Their words hold until forget().
  void read(std::string_view text, const std::vector<NameToken>& tokens,
            std::vector<TokenTraits>& traits);

  // The words read so far are kept, as news repeats them, until whoever reads has them forgotten:
  // an archive has few, hostile text has many.
  std::size_t words() const { return words_.size(); }
  void forget() { words_.clear(); }

 private:
  WordTraits make(std::string_view written, std::string_view body) const;
  void find_phrases(std::vector<TokenTraits>& traits, const std::vector<NameToken>& tokens) const;

  std::shared_ptr<const NameModel> model_;
  TraitTable words_;
  std::vector<std::uint64_t> hashes_;  // of the tokens as written
};

}  // namespace newsidx
