// Lists of aliases, and changes to them.
#include "entities/aliases/aliases.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "entities/aliases/alias_file.h"
#include "entities/aliases/name_key.h"
#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

void check_table(const std::vector<AliasLine>& lines) {
  const AliasTable table({lines});
  for (const AliasLine& line : lines) {
    const std::string canonical = table.canonical(line.type, line.canonical);
    require(name_key(canonical) == name_key(line.canonical), "another canonical name", canonical);
    for (const std::string& spelling : line.spellings)
      require(table.canonical(line.type, spelling) == canonical, "a spelling of another", spelling);
  }
  // What the table says is a list that says the same.
  const std::vector<AliasLine> all = table.lines();
  const std::vector<AliasLine> read = parse_aliases(format_aliases(all), "table");
  require(read == all, "a table that does not come back", format_aliases(all));
  require(AliasTable({read}).lines() == all, "a table that is another the second time");
  static const AliasTable base({parse_aliases(
      "Vladimir Putin\tperson\tPutin\nABD\torg\tAmerika Birleşik Devletleri\nA\torg\tB\tC\n",
      "base")});
  const AliasTable added(base, lines);
  for (const AliasLine& line : lines)
    require(added.knows(line.type, line.canonical), "a name is not known", line.canonical);
  added.lines();
}

std::size_t comments(std::string_view list) {
  std::size_t count = 0;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    count += trim(list.substr(0, end)).starts_with('#');
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return count;
}

void check_change(const std::string& list, const AliasLine& line) {
  const std::string with = with_alias(list, line);
  const std::vector<AliasLine> lines = parse_aliases(with, "changed");
  require(comments(with) == comments(list), "comments are lost", with);
  const AliasTable table({lines});
  const std::string canonical = table.canonical(line.type, line.canonical);
  require(canonical == line.canonical, "the name is not canonical", with);
  for (const std::string& spelling : line.spellings)
    require(table.canonical(line.type, spelling) == canonical, "the spelling is not the name's",
            with);
  require(with_alias(with, line) == with, "a change that changes more the second time", with);
  const std::string without = without_alias(with, line.type, line.canonical);
  const AliasTable left({parse_aliases(without, "changed")});
  require(!left.knows(line.type, line.canonical), "the name is known still", without);
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  Input input(data, size);
  const std::string change(input.until('\0'));
  const std::string list(input.rest());
  std::vector<AliasLine> lines;
  std::vector<AliasLine> changes;
  if (!runs({ErrorCode::kConfiguration}, [&] {
        lines = parse_aliases(list, "aliases.tsv");
        changes = parse_aliases(change, "change");
      }))
    return 0;
  require(parse_aliases(format_aliases(lines), "again") == lines, "a list that does not come back",
          format_aliases(lines));
  check_table(lines);
  for (const AliasLine& line : changes) check_change(list, line);
  return 0;
}
