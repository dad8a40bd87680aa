// The reader of Xapian's tables: a damaged file is an error, and what TableWriter wrote comes back.
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "store/glass/table_reader.h"
#include "store/glass/table_writer.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/glass.h"

namespace newsidx::fuzz {
namespace {

using Entries = std::map<std::string, std::string>;

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::filesystem::path& file, const Entries& entries) {
  std::filesystem::remove(file);
  glass::TableWriter table(file);
  for (const auto& [key, tag] : entries) table.add(key, tag, tag.size() % 2 == 1);
  table.finish();
}

void check_round_trip(const std::filesystem::path& file, const Entries& entries) {
  write(file, entries);
  if (!std::filesystem::exists(file)) return;
  glass::TableReader table(file);
  for (const auto& [key, tag] : entries) {
    require(table.next(), "an entry is missing", key);
    require(table.key() == key && table.tag() == tag, "an entry that does not come back", key);
    require(table.compressed() == (tag.size() % 2 == 1), "an entry compressed otherwise", key);
  }
  require(!table.next(), "an entry that was not written");
}

// Keys from short to long, tags from nothing to several blocks.
Entries entries_of(Input& input) {
  Entries entries;
  while (!input.at_end() && entries.size() < 500) {
    const std::size_t key_size = 1 + input.byte() % 255U;
    const std::size_t tag_size = input.choice(16) == 1 ? input.two_bytes() : input.byte();
    std::string key(input.take(1 + key_size % 8));
    key.resize(key_size, 'k');
    std::string tag(input.take(4));
    tag.resize(tag_size, 't');
    entries.insert_or_assign(std::move(key), std::move(tag));
  }
  return entries;
}

const std::string& small_table(const ScratchFolder& folder) {
  static const std::string bytes = [&] {
    Entries entries;
    for (int i = 0; i < 40; ++i)
      entries["key" + std::to_string(i)] =
          std::string(static_cast<std::size_t>(i * i * i) % 9000, 'x');
    write(folder.path() / "small.glass", entries);
    return bytes_of(folder.path() / "small.glass");
  }();
  return bytes;
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  static const ScratchFolder folder;
  Input input(data, size);
  if (input.choice(2) == 0) {
    check_round_trip(folder.path() / "entries.glass", entries_of(input));
    return 0;
  }
  const auto file = folder.write("damaged.glass", damaged(small_table(folder), input));
  runs_on_tables([&] {
    glass::TableReader table(file);
    std::size_t entries = 0;
    std::size_t bytes = 0;
    for (; table.next(); ++entries) bytes += table.key().size() + table.tag().size();
    require(entries * 4 < 65536 * 8 && bytes < (std::size_t{1} << 28U), "more than the file holds");
  });
  return 0;
}
