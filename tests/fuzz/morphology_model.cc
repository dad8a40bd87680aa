// The model of the lexicon stemmer: any bytes, and a small model with bytes changed and a checksum
// that fits again. Only the trie's own bytes stay as they are: marisa takes them as they come, and
// what guards them is the checksum.
#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "tests/fuzz/check.h"
#include "text/morphology/lexicon.h"
#include "text/morphology/model_builder.h"
#include "text/morphology/model_format.h"
#include "text/morphology/morphology.h"

namespace newsidx::fuzz {
namespace {

const std::string& small_model() {
  static const std::string bytes = [] {
    std::vector<Allomorph> allomorphs;
    for (const RootSpec& root :
         parse_roots("kitap\tnoun\tbound=kitab\nağız\tnoun\tbound=ağz\ngel\tverb\tir\n"
                     "de\tverb\nmilletvekili\tcompound\nhenüz\twhole\n"
                     "bana\tform\tstem=ben\nben\tnoun\nsınır\tnoun\n",
                     "roots"))
      append_allomorphs(root, allomorphs);
    return build_model(allomorphs, Transitions());
  }();
  return bytes;
}

void keep_trie(std::string& bytes) {
  const std::string& good = small_model();
  if (bytes.size() != good.size()) return;
  ModelHeader header;
  std::memcpy(&header, good.data(), sizeof header);
  const std::size_t size = padded(header.trie);
  bytes.replace(good.size() - size, size, good, good.size() - size, size);
  std::memcpy(&header, bytes.data(), sizeof header);
  ModelHeader intact;
  std::memcpy(&intact, good.data(), sizeof intact);
  header.trie = intact.trie;
  // With other sizes before it other bytes would be the trie.
  header.citations = intact.citations;
  header.entries = intact.entries;
  header.surfaces = intact.surfaces;
  std::memcpy(bytes.data(), &header, sizeof header);
}

void set_checksum(std::string& bytes) {
  constexpr std::size_t kGuarded = 16;
  if (bytes.size() < sizeof(ModelHeader)) return;
  const std::uint64_t sum = XXH3_64bits(bytes.data() + kGuarded, bytes.size() - kGuarded);
  std::memcpy(bytes.data() + kGuarded - sizeof sum, &sum, sizeof sum);
}

void use(const std::string& bytes) {
  runs({ErrorCode::kConfiguration}, [&] {
    const auto model = MorphologyModel::own(bytes, "a.model");
    require(model->bytes() == bytes, "another model");
    const Morphology morphology(model);
    for (const char* word : {"kitaplarımızdan", "kitabı", "ağzından", "geliyorlarmış", "dedi",
                             "milletvekilleri", "henüz", "bana", "sinirlari", "xyz"}) {
      require_utf8(morphology.stem(word), "a stem that is not UTF-8");
      morphology.is_name(word);
      for (const Analysis& analysis : morphology.analyze(word, 5)) {
        require_utf8(analysis.root, "a root that is not UTF-8");
        require_utf8(analysis.stem, "a stem that is not UTF-8");
      }
      for (const auto& restoration : morphology.restore(word, 5))
        require_utf8(restoration.word, "a spelling that is not UTF-8");
    }
    model->for_each_entry([&](std::string_view surface, const RootEntry& entry) {
      require_utf8(decode_letters(model->citation(entry, surface)), "a root that is not UTF-8");
    });
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
  keep_trie(bytes);
  set_checksum(bytes);
  use(bytes);
  return 0;
}
