// Words and phrases with the topics that they speak for, ready to be met in tokens
// (entities/lexicon/README.md has the files' formats).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "entities/topics/topic_model.h"
#include "newsidx/analysis.h"

namespace newsidx {

// Immutable, so thread-safe.
class TopicVocabulary {
 public:
  static constexpr std::uint32_t kNoPhrase = 0xFFFFFFFF;

  // What ships, in the forms that the analyzer makes of it. The analyzer is not needed afterwards.
  // A few milliseconds with the stemmer as it ships, more where the words are to be stemmed anew.
  static std::shared_ptr<const TopicVocabulary> shipped(Analyzer& analyzer);

  // The same of a file made by newsidx fit --topics. Throws Error: kNotFound, kConfiguration.
  static std::shared_ptr<const TopicVocabulary> open(const std::filesystem::path& file,
                                                     Analyzer& analyzer);

  // Of phrases with their stems. Phrase numbers are places in it.
  explicit TopicVocabulary(const std::vector<TopicPhrase>& phrases);

  std::size_t size() const { return ends_.size(); }
  std::span<const TopicWeight> weights(std::uint32_t phrase) const;

  // Calls use(first, count, phrase) for the tokens in order: [first, first + count) is the longest
  // phrase that begins there, or one token of none (kNoPhrase).
  template <typename Use>
  void match(std::span<const Token> tokens, Use use) const;

 private:
  // Of a phrase, or of the first word of some.
  struct Place {
    std::uint64_t hash = 0;  // 0: free
    std::uint32_t phrase = kNoPhrase;
    std::uint32_t longest = 1;  // phrase that begins with this word, in words
  };

  static std::uint64_t hash_of(std::string_view stem);
  // Of the words up to here and one more.
  static std::uint64_t extend(std::uint64_t hash, std::uint64_t word) {
    return (hash * 0x9E3779B97F4A7C15U ^ word) | 1U;
  }
  const Place* find(std::uint64_t hash) const {
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_)
      if (places_[at].hash == hash || places_[at].hash == 0)
        return places_[at].hash == 0 ? nullptr : &places_[at];
  }
  Place& place(std::uint64_t hash);
  void insert(std::string_view stems, std::uint32_t phrase, bool replace);

  std::vector<Place> places_;  // as many as a power of two; at most half are taken
  std::size_t mask_ = 0;
  std::vector<TopicWeight> weights_;  // of all phrases, one after the other
  std::vector<std::uint32_t> ends_;   // of each phrase's weights
};

template <typename Use>
void TopicVocabulary::match(std::span<const Token> tokens, Use use) const {
  for (std::size_t i = 0; i < tokens.size();) {
    const std::uint64_t first = hash_of(tokens[i].stem);
    const Place* const found = find(first);
    std::uint32_t phrase = found == nullptr ? kNoPhrase : found->phrase;
    std::size_t count = 1;
    if (found != nullptr && found->longest > 1) {
      std::uint64_t hash = first;
      for (std::size_t k = 1; k < found->longest && i + k < tokens.size(); ++k) {
        hash = extend(hash, hash_of(tokens[i + k].stem));
        const Place* const longer = find(hash);
        if (longer == nullptr || longer->phrase == kNoPhrase) continue;
        phrase = longer->phrase;
        count = k + 1;
      }
    }
    use(i, count, phrase);
    i += count;
  }
}

}  // namespace newsidx
