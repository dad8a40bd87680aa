// Finds the Media Topics that an article is about (docs/topics.md).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "entities/topics/topic_vocabulary.h"
#include "newsidx/analysis.h"
#include "newsidx/topics.h"

namespace newsidx {

// Not thread-safe: one a thread; the vocabulary may be shared. The time is linear in the number of
// tokens.
class TopicFinder {
 public:
  explicit TopicFinder(std::shared_ptr<const TopicVocabulary> vocabulary);

  // The topics of an article, best first, from the tokens of its title and text: several, or none
  // when nothing supports any. The tokens come from an analyzer that stems as the one with which
  // the vocabulary was made. With a topic the top one above it is always there, and ranks no lower.
  std::vector<TopicScore> find(std::span<const Token> title, std::span<const Token> text);

  // How much the article has that speaks for each of all_topics(). Holds until the next call.
  const std::vector<double>& evidence(std::span<const Token> title, std::span<const Token> text);

 private:
  void count(std::span<const Token> tokens, float each);

  std::shared_ptr<const TopicVocabulary> vocabulary_;
  std::vector<float> counts_;           // by phrase; all zero between calls
  std::vector<std::uint32_t> counted_;  // the phrases of this article, as they come
  std::vector<double> evidence_;        // by topic
};

}  // namespace newsidx
