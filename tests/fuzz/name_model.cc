// The model of names: any bytes, and a small model with bytes changed and a checksum that fits
// again.
#include "entities/names/name_model.h"

#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "entities/names/name_finder.h"
#include "entities/names/name_lexicon.h"
#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

constexpr std::size_t kUnguarded = 16;  // magic and checksum

const std::string& small_model() {
  static const std::string bytes = [] {
    NameModelParts parts;
    for (const char* word : {"putin", "ankara", "dedi", "bakanlığı"})
      parts.words.push_back({table_key(hash_word(word)), 3, 2, 1, 0});
    parts.phrases =
        parse_name_list("vladimir\tgiven\nputin\tsurname\nankara\tcity\nsayın\tbefore\n", "names");
    for (std::uint32_t i = 1; i < 40; ++i) {
      FeatureWeights weights;
      weights.key = i * 0x06543210U;
      weights.passes[0][i % kNameLabels] = static_cast<std::int8_t>(i);
      parts.features.push_back(weights);
    }
    parts.scales = {0.1F, 0.1F};
    return build_name_model(parts);
  }();
  return bytes;
}

void use(const std::string& bytes) {
  runs({ErrorCode::kConfiguration}, [&] {
    const auto model = NameModel::of_bytes(bytes, "a.model");
    model->words();
    NameFinder finder(model, 8);
    const std::string text =
        "Sayın Vladimir Putin'in Ankara ziyareti.\nDışişleri Bakanlığı açıkladı, dedi PUTİN.";
    std::size_t done = 0;
    for (const Mention& mention : finder.find(text)) {
      require_range(text, mention.begin, mention.end, "a mention that is no part of the text");
      require(mention.begin >= done, "mentions that overlap");
      done = mention.end;
    }
  });
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx::fuzz;
  Input input(data, size);
  if (input.choice(2) == 0) {
    use(std::string(input.rest()));
    return 0;
  }
  std::string bytes = damaged(small_model(), input);
  if (bytes.size() > kUnguarded) {
    const std::uint64_t sum = XXH3_64bits(bytes.data() + kUnguarded, bytes.size() - kUnguarded);
    std::memcpy(bytes.data() + kUnguarded - sizeof sum, &sum, sizeof sum);
  }
  use(bytes);
  return 0;
}
