// Ten hits for each of up to 400 queries, warm, on one thread; the time is for all of them, p50_ms
// and p99_ms for one.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <sstream>
#include <vector>

#include "bench/jsonl.h"
#include "bench/raw_xapian.h"
#include "newsidx/indexer.h"
#include "newsidx/searcher.h"

namespace newsidx::bench {
namespace {

// Runs search(query) for every query in each iteration and keeps the time of each.
template <typename Search>
void measure(benchmark::State& state, const Search& search) {
  for (const std::string& query : input().queries) search(query);  // warm
  std::vector<double> milliseconds;
  for (auto _ : state)
    for (const std::string& query : input().queries) {
      const auto start = std::chrono::steady_clock::now();
      search(query);
      milliseconds.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
              .count());
    }
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double part) {
    return milliseconds[static_cast<std::size_t>(part *
                                                 static_cast<double>(milliseconds.size() - 1))];
  };
  state.counters["p50_ms"] = at(0.50);
  state.counters["p99_ms"] = at(0.99);
  state.SetItemsProcessed(static_cast<std::int64_t>(milliseconds.size()));
}

void search_newsidx(benchmark::State& state, HitDetail detail) {
  const std::filesystem::path folder = fresh_folder("search");
  AddRequest request;
  request.paths = {input().file.string()};
  request.format = InputFormat::kJsonLines;
  std::istringstream nothing;
  Indexer(folder).add(request, nothing, {});
  Searcher searcher(folder);
  measure(state, [&](const std::string& query) {
    SearchRequest search;
    search.query = query;
    search.detail = detail;
    benchmark::DoNotOptimize(searcher.search(search));
  });
  std::filesystem::remove_all(folder);
}

void search_raw(benchmark::State& state) {
  const std::filesystem::path folder = fresh_folder("search-raw");
  index_with_raw_xapian(input().file, folder);
  const Xapian::Database database(folder.string());
  measure(state, [&](const std::string& query) {
    benchmark::DoNotOptimize(search_raw_xapian(database, query));
  });
  std::filesystem::remove_all(folder);
}

BENCHMARK_CAPTURE(search_newsidx, ids, HitDetail::kId)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK_CAPTURE(search_newsidx, snippets, HitDetail::kSnippets)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK(search_raw)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace newsidx::bench
