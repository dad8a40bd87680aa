// Marks and passages: they lie in the text, and what a passage shows is the text's own.
#include "searcher/results/snippet.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

SoughtUnits units_of(const std::string& query, Analyzer& analyzer) {
  std::vector<WeightedUnit> units;
  ParseSettings settings;
  settings.today = std::chrono::year(2025) / 9 / 15;
  runs({ErrorCode::kUsage}, [&] {
    for (const QueryUnit& unit : parse_query(query, analyzer, settings).units)
      units.push_back({unit, 1.0 + static_cast<double>(units.size())});
  });
  return SoughtUnits(std::move(units));
}

void require_marks(std::string_view text,
                   const std::vector<std::pair<std::size_t, std::size_t>>& marks) {
  std::size_t done = 0;
  for (const auto& [begin, end] : marks) {
    require_range(text, begin, end, "a mark that is no part of the text");
    require(begin >= done && end > begin, "marks that overlap, or are empty", text);
    done = end;
  }
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  static Analyzer analyzer(kDefaultStemmer);
  Input input(data, size);
  SnippetShape shape;
  shape.passages = 1 + input.choice(4);
  shape.words = 1 + input.choice(40);
  shape.bytes = 20 + input.byte();
  const std::size_t begin = input.byte();
  const SoughtUnits units = units_of(std::string(input.until('\n')), analyzer);
  const std::string text = input.rest_as_text();
  shape.begin = cut_to_bytes(text, begin).size();

  require_marks(text, find_marks(text, units, analyzer));
  std::size_t done = 0;
  const std::vector<Passage> passages = find_passages(text, units, analyzer, shape);
  require(passages.size() <= shape.passages, "too many passages");
  for (const Passage& passage : passages) {
    require_utf8(passage.text, "a passage that is not UTF-8");
    require(passage.text.find('\n') == std::string::npos, "a passage of two lines", text);
    require_range(text, passage.begin, passage.begin, "a passage that begins nowhere");
    require(passage.begin >= done && passage.begin >= shape.begin, "passages out of order", text);
    done = passage.begin;
    require_marks(passage.text, passage.marks);
  }
  return 0;
}
