#include "fit/topics/topic_fitter.h"

#include <algorithm>
#include <cmath>

namespace newsidx {
namespace {

// What was tried for these is in docs/topics.md; none of them matters much.

// An article with less evidence in all teaches nothing.
constexpr double kLeastEvidence = 8;
// Its topics share it by the third power of their evidence: most goes to the best.
constexpr double kSharpness = 3;
constexpr double kLeastShare = 0.05;

// A word needs so many articles, a tenth of them in the topic, and is taken to be as common in the
// topic as elsewhere until they outweigh twenty others. Half a standard deviation is taken off what
// was counted, so that a few articles prove little.
constexpr double kLeastArticles = 8;
constexpr double kLeastPart = 0.1;
constexpr double kPriorArticles = 20;
constexpr double kDeviations = 0.5;

// A word counts by the log of how much more common it is in a topic's articles: not below e times,
// at most e^4 times, and less than what people wrote in the list.
constexpr double kLeastLog = 1;
constexpr double kMostLog = 4;
constexpr double kWorth = 0.35;

// A listed phrase that so many articles have is trusted with a topic as far as it is more common
// there: fully from e times on. So a word whose stem is an everyday word's (gider: git-) says
// nothing, whatever the list says.
constexpr double kTrustedArticles = 50;
constexpr float kLeastWeight = 0.05F;  // the model has two digits

bool is_taught(const Token& token) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !token.stop_word && token.stem.size() > 1 && !is_digit(token.stem.front());
}

}  // namespace

TopicFitter::TopicFitter(std::vector<TopicPhrase> list)
    : list_(std::move(list)),
      vocabulary_(std::make_shared<const TopicVocabulary>(list_)),
      finder_(vocabulary_) {
  for (std::size_t i = 0; i < all_topics().size(); ++i)
    if (all_topics()[i].parent.empty()) tops_.push_back(static_cast<std::uint8_t>(i));
}

// Into shares_; false when the article has too little.
bool TopicFitter::share(std::span<const Token> title, std::span<const Token> text) {
  const std::vector<double>& evidence = finder_.evidence(title, text);
  double all = 0;
  double best = 0;
  for (const std::uint8_t top : tops_) {
    all += evidence[top];
    best = std::max(best, evidence[top]);
  }
  if (all < kLeastEvidence) return false;
  double sum = 0;
  for (std::size_t i = 0; i < tops_.size(); ++i) {
    shares_[i] = std::pow(evidence[tops_[i]] / best, kSharpness);
    sum += shares_[i];
  }
  for (std::size_t i = 0; i < tops_.size(); ++i) {
    shares_[i] /= sum;
    if (shares_[i] < kLeastShare) shares_[i] = 0;
  }
  return true;
}

void TopicFitter::count(std::span<const Token> tokens) {
  std::string key;
  vocabulary_->match(tokens, [&](std::size_t first, std::size_t count, std::uint32_t phrase) {
    if (phrase == TopicVocabulary::kNoPhrase && !is_taught(tokens[first])) return;
    key = tokens[first].stem;
    for (std::size_t i = first + 1; i < first + count; ++i) (key += ' ') += tokens[i].stem;
    if (phrase != TopicVocabulary::kNoPhrase) key = list_[phrase].stems;
    Unit& unit = units_[key];
    const std::string& exact = tokens[first].exact;
    if (unit.shortest.empty() || exact.size() < unit.shortest.size() ||
        (exact.size() == unit.shortest.size() && exact < unit.shortest))
      unit.shortest = exact;
    if (unit.last == articles_) return;
    unit.last = articles_;
    ++unit.articles;
    for (std::size_t i = 0; i < tops_.size(); ++i)
      unit.of_topic[i] += static_cast<float>(shares_[i]);
  });
}

void TopicFitter::add(std::span<const Token> title, std::span<const Token> text) {
  if (!share(title, text)) return;
  ++articles_;
  for (std::size_t i = 0; i < tops_.size(); ++i) totals_[i] += shares_[i];
  count(title);
  count(text);
}

// How much more common the unit is in the articles of a top topic, as a log.
double TopicFitter::closeness(const Unit& unit, std::size_t top) const {
  const double usual = totals_[top] / static_cast<double>(articles_);
  if (usual <= 0) return 0;
  const auto counted = static_cast<double>(unit.of_topic[top]);
  const double sure = std::max(0.0, counted - kDeviations * std::sqrt(counted));
  const double here = (sure + kPriorArticles * usual) / (unit.articles + kPriorArticles);
  return std::log(here / usual);
}

void TopicFitter::distrust(const Unit& unit, std::vector<TopicWeight>& weights) const {
  if (unit.articles < kTrustedArticles) return;
  for (TopicWeight& weight : weights) {
    const auto top = static_cast<std::size_t>(
        std::find(tops_.begin(), tops_.end(), top_topics()[weight.topic]) - tops_.begin());
    weight.weight *= static_cast<float>(std::clamp(closeness(unit, top), 0.0, 1.0));
  }
  std::erase_if(weights, [](const TopicWeight& weight) { return weight.weight < kLeastWeight; });
}

void TopicFitter::add_learnt(const Unit& unit, std::vector<TopicWeight>& weights) const {
  if (unit.articles < kLeastArticles) return;
  for (std::size_t i = 0; i < tops_.size(); ++i) {
    const double log = closeness(unit, i);
    if (log < kLeastLog || static_cast<double>(unit.of_topic[i]) < kLeastPart * unit.articles)
      continue;
    const auto worth = static_cast<float>(kWorth * std::min(log, kMostLog));
    const auto at = std::find_if(weights.begin(), weights.end(), [&](const TopicWeight& weight) {
      return weight.topic == tops_[i];
    });
    if (at != weights.end())
      at->weight += worth;
    else
      weights.push_back({tops_[i], worth});
  }
  std::sort(weights.begin(), weights.end(),
            [](const TopicWeight& a, const TopicWeight& b) { return a.topic < b.topic; });
}

std::vector<TopicPhrase> TopicFitter::fit() const {
  std::vector<TopicPhrase> all = list_;
  for (TopicPhrase& phrase : all) {
    const auto unit = units_.find(phrase.stems);
    // What is listed to say nothing does.
    if (unit == units_.end() || phrase.weights.empty()) continue;
    distrust(unit->second, phrase.weights);
    add_learnt(unit->second, phrase.weights);
  }
  for (const auto& [stems, unit] : units_) {
    const auto listed = std::lower_bound(
        list_.begin(), list_.end(), stems,
        [](const TopicPhrase& phrase, const std::string& wanted) { return phrase.stems < wanted; });
    if (listed != list_.end() && listed->stems == stems) continue;
    TopicPhrase phrase{unit.shortest, stems, {}};
    add_learnt(unit, phrase.weights);
    if (!phrase.weights.empty()) all.push_back(std::move(phrase));
  }
  std::sort(all.begin(), all.end(),
            [](const TopicPhrase& a, const TopicPhrase& b) { return a.stems < b.stems; });
  return all;
}

}  // namespace newsidx
