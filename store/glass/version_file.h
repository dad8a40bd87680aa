// The file `iamglass` of a Xapian database: where each table's root is, and what is known of all
// documents. Facts of the format (glass version 2016-03-14, all of Xapian 1.4) are from
// xapian-core's backends/glass/glass_version.cc, glass_defs.h and glass_freelist.cc.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

#include "store/glass/table_writer.h"

namespace newsidx::glass {

inline constexpr const char* kVersionFile = "iamglass";

// Whether the Xapian library that runs reads what is written here: the format is fixed in 1.4.
bool library_reads_this_format();

// In the order of the version file.
enum TableNumber : std::uint8_t { kPostlist, kDocdata, kTermlist, kPosition, kTables };

// The file of the table in a database's folder.
std::filesystem::path table_file(const std::filesystem::path& folder, TableNumber table);

struct Statistics {
  std::uint32_t documents = 0;
  std::uint32_t last_document = 0;
  std::uint64_t total_length = 0;
  std::uint32_t shortest = 0;  // of the documents that have words
  std::uint32_t longest = 0;
  std::uint32_t greatest_count = 0;  // of a term in a document

  void add_document(std::uint32_t length) {
    if (length > 0) shortest = shortest == 0 ? length : std::min(shortest, length);
    longest = std::max(longest, length);
    total_length += length;
    ++documents;
  }
  // Of a database whose documents come behind these.
  void add(const Statistics& other);
};

// Makes the folder a Xapian database, once its tables are finished. What is written is not synced.
// Throws Xapian::DatabaseError.
void write_version_file(const std::filesystem::path& folder,
                        const std::array<RootInfo, kTables>& tables, const Statistics& statistics);

// What such a file has. Throws Xapian::DatabaseError when it cannot be read, and
// Xapian::DatabaseCorruptError when it is none.
struct Version {
  std::uint32_t revision = 0;
  std::array<RootInfo, kTables> tables;  // blocks: those that were ever given out
  std::array<std::uint64_t, kTables> block_bytes{};
  Statistics statistics;
};
Version read_version_file(const std::filesystem::path& folder);

// Looks whether the tables' files are what the version file says: there, to be read, whole blocks,
// and large enough for the root. What is wrong, in words; empty when nothing is. Quick, however
// large they are. With `roots` their root blocks are looked at as well. Throws as
// read_version_file().
std::string find_file_damage(const std::filesystem::path& folder, bool roots);

}  // namespace newsidx::glass
