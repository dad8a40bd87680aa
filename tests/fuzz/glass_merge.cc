// Merging shards of which some are damaged: an error of Xapian's kind, or an end; never a crash,
// and never more memory than the files give reason for.
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>

#include "store/glass/shard_merger.h"
#include "store/glass/shard_writer.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/glass.h"

namespace newsidx::fuzz {
namespace {

constexpr std::array<const char*, 5> kFiles = {"postlist.glass", "docdata.glass", "termlist.glass",
                                               "position.glass", "iamglass"};
using Shard = std::array<std::string, kFiles.size()>;

Shard make_shard(const std::filesystem::path& folder, std::uint32_t documents) {
  glass::ShardWriter writer(folder);
  for (std::uint32_t i = 1; i <= documents; ++i) {
    for (std::uint32_t word = 0; word < 12; ++word)
      writer.add_posting("w" + std::to_string(i * word % 17), 10 * word + i % 7 + 1);
    writer.add_boolean_term("Qid" + std::to_string(i));
    writer.add_value(0, "id" + std::to_string(i));
    if (i % 2 == 0) writer.add_value(2, "kaynak");
    writer.set_data("record " + std::to_string(i), nullptr);
    writer.end_document();
  }
  writer.finish();
  Shard shard;
  for (std::size_t i = 0; i < kFiles.size(); ++i) {
    std::ifstream in(folder / kFiles[i], std::ios::binary);
    shard[i].assign(std::istreambuf_iterator<char>(in), {});
  }
  return shard;
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  static const ScratchFolder scratch;
  static const std::filesystem::path good = scratch.path() / "good";
  static const std::filesystem::path bad = scratch.path() / "bad";
  static const Shard intact = (make_shard(good, 20), make_shard(bad, 30));
  Input input(data, size);
  const unsigned which = input.choice(static_cast<unsigned>(kFiles.size()));
  glass::AddedValues added;
  added.slot = 6;
  if (input.choice(2) == 1) added.values = {{3, "g"}, {25, "g"}};
  const std::string changed = damaged(intact.at(which), input);
  const bool is_intact = changed == intact.at(which);
  scratch.write(std::string("bad/") + kFiles.at(which), changed);
  const std::filesystem::path merged = scratch.path() / "merged";
  const bool done = runs_on_tables([&] {
    glass::merge_shards({good, bad, good}, merged, added, 1);
  });
  require(done || !is_intact, "intact shards that are not merged");
  if (is_intact)
    require(Xapian::Database(merged.string()).get_doccount() == 70, "documents are lost");
  std::filesystem::remove_all(merged);
  scratch.write(std::string("bad/") + kFiles.at(which), intact.at(which));
  return 0;
}
