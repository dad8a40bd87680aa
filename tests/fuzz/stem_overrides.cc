// The owner's own stems.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/check.h"
#include "text/analyzer.h"
#include "text/stem_overrides.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  const std::string list(Input(data, size).rest());
  runs({ErrorCode::kInputRefused}, [&] {
    const auto overrides = StemOverrides::parse(list, "stems.tsv");
    const std::string text = overrides->text();
    require_utf8(text, "stems that are not UTF-8");
    const auto again = StemOverrides::parse(text, "again");
    require(again->text() == text, "stems that do not come back", text);
    Analyzer analyzer(kDefaultStemmer, {nullptr, overrides}, 8);
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view word = rest.substr(0, rest.find('\t'));
      const std::string* stem = overrides->find(word);
      require(stem != nullptr && !stem->empty(), "a word without its stem", word);
      require(!analyzer.stem_word(word).empty(), "a word of no stem", word);
      rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    }
  });
  return 0;
}
