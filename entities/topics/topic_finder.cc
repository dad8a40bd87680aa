#include "entities/topics/topic_finder.h"

#include <algorithm>
#include <cmath>

namespace newsidx {
namespace {

// What stands in the title counts as if it stood so often in the text.
constexpr float kTitleCount = 3;

// News says first what it is about: so many words count twice.
constexpr std::size_t kLead = 50;

// Less than a phrase of weight 3 in the list says is nothing to name a topic by.
constexpr double kLeastEvidence = 2;

// Of the best topic's evidence another one needs so much. Chosen on the judged articles
// (docs/topics.md).
constexpr double kBesideBest = 0.3;

// Of the evidence for the topic above it. The words that were learnt from archives speak for top
// topics only, so it is seldom all.
constexpr double kOfParent = 0.15;

}  // namespace

TopicFinder::TopicFinder(std::shared_ptr<const TopicVocabulary> vocabulary)
    : vocabulary_(std::move(vocabulary)),
      counts_(vocabulary_->size()),
      evidence_(all_topics().size()) {}

void TopicFinder::count(std::span<const Token> tokens, float each) {
  vocabulary_->match(tokens, [&](std::size_t, std::size_t, std::uint32_t phrase) {
    if (phrase == TopicVocabulary::kNoPhrase) return;
    if (counts_[phrase] == 0) counted_.push_back(phrase);
    counts_[phrase] += each;
  });
}

const std::vector<double>& TopicFinder::evidence(std::span<const Token> title,
                                                 std::span<const Token> text) {
  count(title, kTitleCount);
  count(text, 1);
  count(text.first(std::min(text.size(), kLead)), 1);
  std::fill(evidence_.begin(), evidence_.end(), 0.0);
  for (const std::uint32_t phrase : counted_) {
    const double times = 1 + std::log(counts_[phrase]);
    for (const TopicWeight& weight : vocabulary_->weights(phrase))
      evidence_[weight.topic] += times * static_cast<double>(weight.weight);
    counts_[phrase] = 0;
  }
  counted_.clear();
  return evidence_;
}

std::vector<TopicScore> TopicFinder::find(std::span<const Token> title,
                                          std::span<const Token> text) {
  evidence(title, text);
  const std::span<const TopicInfo> topics = all_topics();
  double best = 0;
  double all = 0;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    if (!topics[i].parent.empty()) continue;
    best = std::max(best, evidence_[i]);
    all += evidence_[i];
  }
  std::vector<TopicScore> found;
  if (best < kLeastEvidence) return found;
  const auto is_named = [&](std::size_t topic) {
    return evidence_[topic] >= std::max(kLeastEvidence, best * kBesideBest);
  };
  for (std::size_t i = 0; i < topics.size(); ++i) {
    const std::size_t top = top_topics()[i];
    if (!is_named(top)) continue;
    if (top != i && evidence_[i] < std::max(kLeastEvidence, evidence_[top] * kOfParent)) continue;
    found.push_back({topics[i].id, evidence_[i] / all});
  }
  // A top topic comes before those below it, so it does where the scores are equal.
  std::stable_sort(found.begin(), found.end(),
                   [](const TopicScore& a, const TopicScore& b) { return a.score > b.score; });
  return found;
}

}  // namespace newsidx
