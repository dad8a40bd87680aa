// Learns from unannotated articles which words go with which topics (docs/topics.md).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "entities/topics/topic_finder.h"
#include "entities/topics/topic_model.h"

namespace newsidx {

// The list names the topics of each article; words that the articles of a topic have more often
// than others come to speak for it. One pass; the memory grows with the distinct words. The tokens
// are to be those of the stemmer as it ships.
class TopicFitter {
 public:
  explicit TopicFitter(std::vector<TopicPhrase> list);

  void add(std::span<const Token> title, std::span<const Token> text);

  // The list's phrases with what was learnt, and the words that were; sorted by their stems. The
  // same articles in the same order give the same.
  std::vector<TopicPhrase> fit() const;

  std::uint64_t articles() const { return articles_; }  // whose topics were clear enough

 private:
  static constexpr std::size_t kMostTops = 32;

  // A phrase of the list, or a word.
  struct Unit {
    std::string shortest;  // of its forms in the articles
    double articles = 0;
    std::array<float, kMostTops> of_topic{};  // articles, each shared among its topics
    std::uint64_t last = 0;                   // article that had it
  };

  bool share(std::span<const Token> title, std::span<const Token> text);
  void count(std::span<const Token> tokens);
  double closeness(const Unit& unit, std::size_t top) const;
  void distrust(const Unit& unit, std::vector<TopicWeight>& weights) const;
  void add_learnt(const Unit& unit, std::vector<TopicWeight>& weights) const;

  std::vector<TopicPhrase> list_;
  std::shared_ptr<const TopicVocabulary> vocabulary_;
  TopicFinder finder_;
  std::vector<std::uint8_t> tops_;               // places in all_topics() of the top topics
  std::unordered_map<std::string, Unit> units_;  // by stems
  std::array<double, kMostTops> shares_{};       // of this article, by place in tops_
  std::array<double, kMostTops> totals_{};       // of all
  std::uint64_t articles_ = 0;
};

}  // namespace newsidx
