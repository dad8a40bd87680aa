// Writes one table of a Xapian database (a B-tree in a file) from entries that come in order. Facts
// of the format (glass version 2016-03-14, all of Xapian 1.4) are from xapian-core's
// backends/glass/glass_table.h and .cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "store/glass/block_layout.h"

namespace newsidx::glass {

// GLASS_BTREE_MAX_KEY_LEN, glass_table.h.
inline constexpr std::size_t kMaxKeyBytes = 255;

// What the version file keeps of a table.
struct RootInfo {
  std::uint32_t root = 0;
  std::uint32_t levels = 0;  // above the leaves
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;  // zero: the table is empty, its file too or not there
};

// Blocks are filled one after the other and never touched again: no gaps. Not thread-safe. Throws
// Xapian::DatabaseError with the system's reason when the file cannot be written.
class TableWriter {
 public:
  explicit TableWriter(std::filesystem::path file);
  ~TableWriter();
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  // Keys come in ascending order of their bytes, each once. `compressed`: the tag is a raw deflate
  // stream of what is meant. Throws Xapian::InvalidArgumentError for a key that is too long, and
  // Xapian::UnimplementedError for a tag of more than 65,535 pieces (some 130 MB).
  void add(std::string_view key, std::string_view tag, bool compressed = false);

  // Nothing is added afterwards.
  RootInfo finish();

 private:
  // A block in the making: the directory grows from the front, items from the back.
  struct Block {
    std::string bytes = std::string(kBlockBytes, '\0');
    std::size_t directory_end = 0;
    std::size_t items_begin = kBlockBytes;
    // What separates it from the block before it at its level; not for the first one.
    std::string separator;
    bool is_first = true;

    std::size_t room() const { return items_begin - directory_end; }
    bool empty() const;
  };

  void add_piece(std::string_view key, unsigned piece, std::string_view tag, bool compressed,
                 bool last);
  void end_block(std::size_t level);
  void add_branch(std::size_t level, std::string separator, bool is_first, std::uint32_t number);
  std::uint32_t write(Block& block, std::size_t level);
  void flush();

  std::filesystem::path file_;
  int descriptor_ = -1;
  std::vector<Block> levels_;  // leaves first
  std::string last_key_;
  std::string unwritten_;
  std::uint32_t blocks_ = 0;
  std::uint64_t entries_ = 0;
};

}  // namespace newsidx::glass
