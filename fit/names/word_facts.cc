#include "fit/names/word_facts.h"

#include <algorithm>
#include <numeric>

#include "entities/names/word_clusters.h"
#include "entities/names/word_traits.h"
#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

constexpr std::size_t kClusters = 255;  // with 0, which is none, a byte
constexpr int kClusterPasses = 10;
constexpr std::size_t kContextWords = 8'000;  // rarer ones stand for their shape
constexpr std::size_t kSuffixes = 400;
constexpr std::size_t kShapes = 8;
constexpr std::size_t kReadBytes = 200;

}  // namespace

std::uint32_t WordFacts::intern(const std::string& word) {
  const auto [found, added] = ids_.emplace(word, static_cast<std::uint32_t>(ids_.size()));
  if (added) {
    hashes_.push_back(hash_word(word));
    counts_.emplace_back();
  }
  return found->second;
}

void WordFacts::add_text(std::string_view text) {
  tokenizer_.tokenize(text, tokens_);
  for (const NameToken& token : tokens_) {
    const std::string_view body =
        cut_to_bytes(text.substr(token.begin, token.body_end - token.begin), kReadBytes);
    const Shape shape = shape_of(body);
    Running running{intern(to_lower_turkish(body)), 0, static_cast<std::uint8_t>(shape),
                    token.starts_chain};
    Count& count = counts_[running.word];
    ++count.total;
    const bool capital = shape == Shape::kCapital || shape == Shape::kMixed;
    if (capital && !token.starts_sentence) ++count.capital;
    if (shape == Shape::kSmall) ++count.small;
    running_words_ += token.word;
    if (token.end > token.body_end && text[token.body_end] != '.') {
      if (capital) ++count.before_apostrophe;
      const std::string suffix =
          fold(cut_to_bytes(text.substr(token.body_end, token.end - token.body_end), 8));
      if (suffixes_.size() < kSuffixes)
        suffixes_.emplace(suffix, static_cast<std::uint16_t>(suffixes_.size() + 1));
      const auto known = suffixes_.find(suffix);
      running.suffix = known == suffixes_.end() ? 0 : known->second;
    }
    running_.push_back(running);
  }
}

std::uint8_t WordFacts::capital_of(const Count& count) {
  constexpr std::uint32_t kEvidence = 3;
  const std::uint32_t seen = count.capital + count.small;
  std::uint8_t bin = 0;
  if (seen >= kEvidence) {
    const double ratio = static_cast<double>(count.capital) / seen;
    bin = 1;
    for (const double limit : {0.02, 0.1, 0.3, 0.7, 0.9, 0.98})
      bin = static_cast<std::uint8_t>(bin + (ratio > limit ? 1 : 0));
  }
  if (count.before_apostrophe >= 2 && count.before_apostrophe * 50 > count.total)
    bin = static_cast<std::uint8_t>(bin | kBeforeApostrophe);
  return bin;
}

std::vector<KnownWord> WordFacts::known_words() const {
  std::vector<std::uint32_t> order(counts_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::erase_if(order, [&](std::uint32_t id) { return counts_[id].total < kMinFactCount; });
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return counts_[a].total != counts_[b].total ? counts_[a].total > counts_[b].total
                                                : hashes_[a] < hashes_[b];
  });
  constexpr std::uint32_t kRare = ~0U;
  std::vector<std::uint32_t> rank(counts_.size(), kRare);
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;

  // Contexts: before: words, then shapes, then the chain's edge; the same behind; then suffixes.
  const std::size_t side = kContextWords + kShapes + 1;
  const auto context_of = [&](const Running* near) -> std::size_t {
    if (near == nullptr) return side - 1;
    return rank[near->word] < kContextWords ? rank[near->word] : kContextWords + near->shape;
  };
  ClusterInput input;
  input.context_kinds.assign(2 * side + kSuffixes + 1, 2);
  std::fill_n(input.context_kinds.begin(), side, 0);
  std::fill_n(input.context_kinds.begin() + static_cast<std::ptrdiff_t>(side), side, 1);
  std::vector<std::uint64_t> pairs;
  for (std::size_t i = 0; i < running_.size(); ++i) {
    const std::uint64_t word = rank[running_[i].word];
    if (word == kRare) continue;
    const Running* before = running_[i].starts_chain ? nullptr : &running_[i - 1];
    const bool last = i + 1 == running_.size() || running_[i + 1].starts_chain;
    pairs.push_back(word << 32U | context_of(before));
    pairs.push_back(word << 32U | (side + context_of(last ? nullptr : &running_[i + 1])));
    pairs.push_back(word << 32U | (2 * side + running_[i].suffix));
  }
  std::sort(pairs.begin(), pairs.end());
  input.words.resize(order.size());
  for (std::size_t i = 0; i < pairs.size();) {
    std::size_t end = i;
    while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
    input.words[pairs[i] >> 32U].push_back(
        {static_cast<std::uint32_t>(pairs[i]), static_cast<std::uint32_t>(end - i)});
    i = end;
  }
  pairs = {};
  const std::vector<std::uint8_t> clusters =
      order.empty() ? std::vector<std::uint8_t>{} : cluster_words(input, kClusters, kClusterPasses);

  std::vector<KnownWord> words;
  for (std::size_t i = 0; i < order.size(); ++i)
    words.push_back({table_key(hashes_[order[i]]), static_cast<std::uint8_t>(clusters[i] + 1),
                     capital_of(counts_[order[i]])});
  return words;
}

}  // namespace newsidx
