// Stemming the words of the input: newsidx's stemmer beside Snowball's, on one thread, without and
// with the analyzer's cache.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "bench/jsonl.h"
#include "text/analyzer.h"
#include "text/letters.h"
#include "text/segmenter.h"

namespace newsidx::bench {
namespace {

constexpr std::size_t kRunningWords = 1'000'000;

// The input's running words in lower case, as many as kRunningWords, and the distinct ones of them.
struct Words {
  std::vector<std::string> running;
  std::vector<std::string> distinct;
};

const Words& words() {
  static const Words all = [] {
    Words words;
    Segmenter segmenter;
    std::vector<Word> found;
    std::ifstream in(input().file);
    for (std::string line; words.running.size() < kRunningWords && std::getline(in, line);) {
      const nlohmann::json article = nlohmann::json::parse(line, nullptr, false);
      if (!article.is_object()) continue;
      const std::string text = article.value("text", "");
      segmenter.segment(text, found);
      for (const Word& word : found)
        words.running.push_back(
            to_lower_turkish(std::string_view(text).substr(word.begin, word.end - word.begin)));
    }
    words.distinct = words.running;
    std::sort(words.distinct.begin(), words.distinct.end());
    words.distinct.erase(std::unique(words.distinct.begin(), words.distinct.end()),
                         words.distinct.end());
    return words;
  }();
  return all;
}

void stem_words(benchmark::State& state, StemmerKind kind, bool distinct) {
  const std::unique_ptr<Stemmer> stemmer = make_stemmer(kind);
  const std::vector<std::string>& list = distinct ? words().distinct : words().running;
  for (auto _ : state)
    for (const std::string& word : list) benchmark::DoNotOptimize(stemmer->stem(word));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * list.size()));
}

void analyze_words(benchmark::State& state, StemmerKind kind) {
  for (auto _ : state) {
    Analyzer analyzer(kind);
    for (const std::string& word : words().running)
      benchmark::DoNotOptimize(analyzer.stem_word(word));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * words().running.size()));
}

void open_model(benchmark::State& state) {
  const std::filesystem::path folder = fresh_folder("model");
  std::filesystem::create_directories(folder);
  const std::filesystem::path file = folder / "turkish.model";
  std::ofstream(file, std::ios::binary) << MorphologyModel::shipped()->bytes();
  for (auto _ : state) benchmark::DoNotOptimize(MorphologyModel::open(file));
  state.counters["bytes"] = static_cast<double>(MorphologyModel::shipped()->bytes().size());
}

BENCHMARK_CAPTURE(stem_words, lexicon_running, StemmerKind::kLexicon, false)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stem_words, snowball_running, StemmerKind::kSnowball, false)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stem_words, lexicon_distinct, StemmerKind::kLexicon, true)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stem_words, snowball_distinct, StemmerKind::kSnowball, true)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analyze_words, lexicon, StemmerKind::kLexicon)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analyze_words, snowball, StemmerKind::kSnowball)->Unit(benchmark::kMillisecond);
BENCHMARK(open_model)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsidx::bench
