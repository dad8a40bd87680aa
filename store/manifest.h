// What a reindex run knows of the archive's files: written into the index's metadata in the commit
// that writes their articles, so that the two never disagree.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace newsidx {

// An article of a file, and what it was when it was read.
struct FileRecord {
  std::string id;
  std::uint64_t hash = 0;  // XXH3 of the article as the file states it
  bool dated = true;       // Article::has_own_date(); true as well where it is not known

  bool operator==(const FileRecord&) const = default;
};

struct FileEntry {
  std::string path;        // absolute; bytes, not always UTF-8
  std::uint64_t root = 0;  // the hash of the root's reading options
  std::uint64_t bytes = 0;
  std::int64_t mtime = 0;  // nanoseconds since 1970; 0: not to be relied on, read the file again
  std::uint64_t hash_low = 0;  // XXH3-128 of its bytes
  std::uint64_t hash_high = 0;
  std::vector<FileRecord> records;  // the articles taken from it

  bool same_content(const FileEntry& other) const {
    return bytes == other.bytes && hash_low == other.hash_low && hash_high == other.hash_high;
  }
};

// Metadata to write: key, value. An empty value removes the key.
using Metadata = std::vector<std::pair<std::string, std::string>>;

// Keys of the metadata; that of a file is followed by a hash of its path.
inline constexpr const char* kRootsKey = "newsidx.roots";
inline constexpr const char* kFileKey = "newsidx.file.";

// Throws Error(kIo) for what is no entry.
FileEntry parse_entry(const std::string& value);

// All entries, in no order. Throws Error(kIo) for one that cannot be read.
std::vector<FileEntry> read_manifest(const Xapian::Database& database);
std::size_t count_files(const Xapian::Database& database);

// Adds what writes, or removes, the entry of a file.
void put_entry(const FileEntry& entry, Metadata& metadata);
void erase_entry(const std::string& path, Metadata& metadata);

// The folders that reindex reads, each with how it is read, as root_list.h writes them.
std::string read_roots(const Xapian::Database& database);
void put_roots(const std::string& roots, Metadata& metadata);

}  // namespace newsidx
