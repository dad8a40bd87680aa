// What the index keeps in its metadata: the list of files, groups of near-copies, acronyms.
#include "store/metadata.h"

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "store/acronym_table.h"
#include "store/copy_table.h"
#include "store/manifest.h"
#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

// A database that holds this alone, with the checksum of what is whole; it is never committed.
Xapian::WritableDatabase& database_of(const std::string& key, std::string_view value) {
  static const ScratchFolder folder;
  static Xapian::WritableDatabase database((folder.path() / "metadata").string(),
                                           Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  const std::vector<std::string> keys(database.metadata_keys_begin(), database.metadata_keys_end());
  for (const std::string& old : keys) database.set_metadata(old, "");
  write_metadata(database, key, value);
  return database;
}

void check_files(std::string_view value) {
  const Xapian::WritableDatabase& database = database_of("newsidx.file.0", value);
  std::vector<FileEntry> entries;
  if (!runs({ErrorCode::kIo}, [&] { entries = read_manifest(database); })) return;
  require(entries.size() == (value.empty() ? 0 : 1), "entries miscounted");
  require(count_files(database) == entries.size(), "files miscounted");
  if (entries.empty()) return;
  Metadata metadata;
  put_entry(entries[0], metadata);
  const auto again = read_manifest(database_of(metadata[0].first, metadata[0].second));
  require(again.size() == 1 && again[0].path == entries[0].path &&
              again[0].root == entries[0].root && again[0].mtime == entries[0].mtime &&
              again[0].same_content(entries[0]) && again[0].records == entries[0].records,
          "an entry that does not come back");
}

void check_copies(std::string_view value) {
  Xapian::WritableDatabase& database = database_of("newsidx.copies.g", value);
  find_members(database, "g");
  add_members(database, {{"g", {"a", "b"}}});
  require(list_groups(database).size() == 1, "groups miscounted");
  find_members(database, "g");
}

void check_acronyms(std::string_view value) {
  Xapian::WritableDatabase& database = database_of("newsidx.acronym.abd", value);
  write_metadata(database, "newsidx.longform.amerika devlet", value);
  const auto known = find_long_forms(database, "abd").size();
  find_acronyms(database, {"amerika", "devlet"});
  AcronymCounts counts;
  counts.add("abd", {"Amerika Devletleri", {"amerika", "devlet"}, 3, {"amerika", "devlet"}});
  counts.write_to(database);
  require(find_long_forms(database, "abd").size() >= std::max<std::size_t>(known, 1),
          "explanations are lost");
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx::fuzz;
  Input input(data, size);
  switch (input.choice(3)) {
    case 0:
      check_files(input.rest());
      break;
    case 1:
      check_copies(input.rest());
      break;
    default:
      check_acronyms(input.rest());
  }
  return 0;
}
