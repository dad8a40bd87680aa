// Reads a table that TableWriter wrote, from its first entry to its last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace newsidx::glass {

// As blocks were written in the order of their entries, the file is read from front to back. Not
// thread-safe. Throws Xapian::DatabaseError when the file cannot be read, and
// Xapian::DatabaseCorruptError when it is no such table.
class TableReader {
 public:
  explicit TableReader(std::filesystem::path file);
  ~TableReader();
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  // Goes to the next entry, at first to the first one; false behind the last.
  bool next();

  // Of the entry it is at.
  const std::string& key() const { return key_; }
  const std::string& tag() const { return tag_; }
  bool compressed() const { return compressed_; }

 private:
  bool next_piece();
  bool next_block();
  std::size_t number(std::size_t at, std::size_t size) const;

  std::filesystem::path file_;
  int descriptor_ = -1;
  std::string buffer_;
  std::size_t buffer_used_ = 0;
  std::string_view block_;
  std::size_t directory_at_ = 0;
  std::size_t directory_end_ = 0;

  std::string_view piece_key_;
  std::string_view piece_tag_;
  bool piece_compressed_ = false;
  bool piece_last_ = false;

  std::string key_;
  std::string tag_;
  bool compressed_ = false;
};

}  // namespace newsidx::glass
