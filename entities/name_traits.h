// What the finder of names sees in a word by itself, and in a text of them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entities/name_model.h"
#include "entities/name_tokens.h"

namespace newsidx {

enum class Shape : std::uint8_t {
  kSmall,     // ankara
  kCapital,   // Ankara
  kCapitals,  // ANKARA
  kInitial,   // A
  kMixed,     // McDonald, iPhone
  kNumber,    // 2026
  kNumbered,  // F16
  kMark,
};

// Of a word as written, wherever it stands.
struct WordTraits {
  NameHash word = 0;                     // in lower case, without the suffix behind an apostrophe
  NameHash suffix = 0;                   // behind the apostrophe; 0: none
  std::array<NameHash, 3> beginnings{};  // of 3, 4 and 5 letters; 0: the word is shorter
  std::array<NameHash, 3> endings{};     // of 2, 3 and 4 letters
  Shape shape = Shape::kSmall;
  std::uint8_t length = 0;  // letters, up to 15
  KnownWord known;
  NameKinds kinds = 0;  // of the word alone, also when a case suffix is off it
};

struct TokenTraits {
  WordTraits word;
  NameKinds begins = 0;  // kinds of the phrases that begin here
  NameKinds inside = 0;  // kinds of longer phrases that go on or end here
  bool starts_sentence = false;
  bool starts_chain = false;
  bool quoted = false;  // a quotation mark is open in this line
  bool bracketed = false;
  bool no_name = false;  // within a phrase that the lists know to be none: Zafer Günü
  bool shouted = false;  // most words of the chain are all capitals
};

// Not thread-safe: one a thread.
class TraitReader {
 public:
  explicit TraitReader(std::shared_ptr<const NameModel> model) : model_(std::move(model)) {}

  // The traits of a text's tokens, into `traits`.
  void read(std::string_view text, const std::vector<NameToken>& tokens,
            std::vector<TokenTraits>& traits);

 private:
  const WordTraits& of_word(std::string_view written, std::string_view body);
  void find_phrases(std::vector<TokenTraits>& traits, const std::vector<NameToken>& tokens) const;

  std::shared_ptr<const NameModel> model_;
  std::unordered_map<std::string, WordTraits> cache_;
  std::string key_;
};

// Also for whoever counts words: the shape of a word without its suffix.
Shape shape_of(std::string_view body);

}  // namespace newsidx
