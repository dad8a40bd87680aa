// newsidx_bench FILE.jsonl [Google Benchmark's options]
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "bench/jsonl.h"

namespace {

// Titles as queries; where there is none, eight words from the middle of the text.
std::string query_of(const nlohmann::json& article) {
  const std::string title = article.value("title", "");
  if (!title.empty()) return title;
  const std::string text = article.value("text", "");
  std::size_t begin = text.find(' ', text.size() / 2);
  if (begin == std::string::npos) return "";
  std::size_t end = ++begin;
  for (int words = 0; words < 8 && end != std::string::npos; ++words) end = text.find(' ', end + 1);
  return text.substr(begin, end == std::string::npos ? end : end - begin);
}

bool read_input(const char* file) {
  auto& input = newsidx::bench::input();
  input.file = file;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json article = nlohmann::json::parse(line, nullptr, false);
    if (!article.is_object() || article.value("text", "").empty()) continue;
    ++input.articles;
    input.text_bytes += article.value("title", "").size() + article.value("text", "").size();
    std::string query = query_of(article);
    std::erase(query, '"');
    if (!query.empty()) input.queries.push_back(std::move(query));
  }
  std::mt19937 random(42);
  std::shuffle(input.queries.begin(), input.queries.end(), random);
  input.queries.resize(std::min<std::size_t>(input.queries.size(), 400));
  return input.articles > 0;
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2 || !read_input(argv[1])) {
    std::fprintf(stderr,
                 "usage: newsidx_bench FILE.jsonl [--benchmark_...]\n"
                 "FILE has one article a line, with text and perhaps title\n");
    return 64;
  }
  benchmark::RunSpecifiedBenchmarks();
}
