// Finding the topics of the input's articles, whose tokens are there already, as they are when an
// article is indexed; beside making those tokens; and making the vocabulary.
#include <benchmark/benchmark.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "bench/jsonl.h"
#include "entities/topics/topic_finder.h"

namespace newsidx::bench {
namespace {

constexpr std::size_t kTokens = 1'000'000;

struct Texts {
  std::vector<std::string> texts;
  std::vector<std::vector<Token>> tokens;
  std::size_t count = 0;  // of all tokens
};

const Texts& articles() {
  static const Texts all = [] {
    Texts found;
    Analyzer analyzer(kDefaultStemmer);
    std::ifstream in(input().file);
    for (std::string line; found.count < kTokens && std::getline(in, line);) {
      const nlohmann::json article = nlohmann::json::parse(line, nullptr, false);
      if (!article.is_object()) continue;
      found.texts.push_back(article.value("text", ""));
      found.tokens.push_back(analyzer.analyze(found.texts.back()));
      found.count += found.tokens.back().size();
    }
    return found;
  }();
  return all;
}

void topics_find(benchmark::State& state) {
  const Texts& all = articles();
  Analyzer analyzer(kDefaultStemmer);
  TopicFinder finder(TopicVocabulary::shipped(analyzer));
  for (auto _ : state)
    for (const std::vector<Token>& tokens : all.tokens)
      benchmark::DoNotOptimize(finder.find({}, tokens));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * all.count));
}
BENCHMARK(topics_find)->Unit(benchmark::kMillisecond);

void topics_tokens(benchmark::State& state) {
  const Texts& all = articles();
  Analyzer analyzer(kDefaultStemmer);
  for (auto _ : state)
    for (const std::string& text : all.texts) benchmark::DoNotOptimize(analyzer.analyze(text));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * all.count));
}
BENCHMARK(topics_tokens)->Unit(benchmark::kMillisecond);

void topics_vocabulary(benchmark::State& state, StemmerKind kind) {
  for (auto _ : state) {
    state.PauseTiming();
    Analyzer analyzer(kind);
    state.ResumeTiming();
    benchmark::DoNotOptimize(TopicVocabulary::shipped(analyzer));
  }
}
BENCHMARK_CAPTURE(topics_vocabulary, lexicon, StemmerKind::kLexicon)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(topics_vocabulary, snowball, StemmerKind::kSnowball)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsidx::bench
