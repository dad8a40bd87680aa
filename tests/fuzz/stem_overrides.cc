// The owner's own stems.
#include "text/stem_overrides.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/check.h"
#include "text/analyzer.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  const std::string list(Input(data, size).rest());
  std::shared_ptr<const StemOverrides> overrides;
  if (!runs({ErrorCode::kInputRefused},
            [&] { overrides = StemOverrides::parse(list, "stems.tsv"); }))
    return 0;
  const std::string text = overrides->text();
  require_utf8(text, "stems that are not UTF-8");
  require(StemOverrides::parse(text, "again")->text() == text, "stems that do not come back", text);
  Analyzer analyzer(kDefaultStemmer, {nullptr, overrides}, 8);
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find('\t'));
    const std::string* stem = overrides->find(word);
    require(stem != nullptr && !stem->empty(), "a word without its stem", word);
    analyzer.stem_word(word);
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  }
  return 0;
}
