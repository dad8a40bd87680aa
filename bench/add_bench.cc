// Adding a whole file to a new index. Bytes and articles a second; index_per_text is the index's
// size on disk in parts of the text.
#include <benchmark/benchmark.h>

#include <sstream>

#include "bench/jsonl.h"
#include "bench/raw_xapian.h"
#include "newsidx/indexer.h"

namespace newsidx::bench {
namespace {

void report(benchmark::State& state, const std::filesystem::path& folder) {
  const auto per_text =
      static_cast<double>(bytes_on_disk(folder)) / static_cast<double>(input().text_bytes);
  state.counters["index_per_text"] = per_text;
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(input().articles));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input().text_bytes));
  std::filesystem::remove_all(folder);
}

void add_newsidx(benchmark::State& state) {
  std::filesystem::path folder;
  for (auto _ : state) {
    folder = fresh_folder("add");
    AddRequest request;
    request.paths = {input().file.string()};
    request.format = InputFormat::kJsonLines;
    std::istringstream nothing;
    Indexer(folder).add(request, nothing, {});
  }
  report(state, folder);
}

void add_raw_xapian(benchmark::State& state) {
  std::filesystem::path folder;
  for (auto _ : state) {
    folder = fresh_folder("add-raw");
    index_with_raw_xapian(input().file, folder);
  }
  report(state, folder);
}

BENCHMARK(add_newsidx)->Unit(benchmark::kSecond)->Iterations(1);
BENCHMARK(add_raw_xapian)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace newsidx::bench
