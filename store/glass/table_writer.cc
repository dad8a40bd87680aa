#include "store/glass/table_writer.h"

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace newsidx::glass {
namespace {

// Four items of any size must fit in a block, or Xapian could not split it later.
constexpr std::size_t kMaxItemBytes = (kBlockBytes - kDirectoryAt - 4 * kDirectoryEntry) / 4;
constexpr unsigned kMaxPieces = 0xFFFF;

// A tag is broken where a block ends when so many bytes of it at least fit in there, beyond what
// the second piece's head costs.
constexpr std::size_t kLeastGain = 8;

constexpr std::uint32_t kRevision = 1;
constexpr std::size_t kWrittenAtOnce = 64 * kBlockBytes;

void set_number(std::string& bytes, std::size_t at, std::size_t size, std::uint64_t value) {
  for (std::size_t i = size; i-- > 0; value >>= 8U) bytes[at + i] = static_cast<char>(value);
}

// The shortest beginning of `key` that differs from `before`, which sorts before it.
std::string_view shortest_separator(std::string_view before, std::string_view key) {
  const auto differ = std::mismatch(key.begin(), key.end(), before.begin(), before.end()).first;
  return key.substr(0, std::min(key.size(), static_cast<std::size_t>(differ - key.begin()) + 1));
}

Xapian::DatabaseError cannot_write(const std::filesystem::path& file, int reason) {
  return {file.string() + ": cannot be written", reason};
}

}  // namespace

bool TableWriter::Block::empty() const { return directory_end == kDirectoryAt; }

TableWriter::TableWriter(std::filesystem::path file) : file_(std::move(file)) {
  descriptor_ = ::open(file_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw cannot_write(file_, errno);
}

TableWriter::~TableWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void TableWriter::add(std::string_view key, std::string_view tag, bool compressed) {
  if (key.size() > kMaxKeyBytes)
    throw Xapian::InvalidArgumentError("a key of " + std::to_string(key.size()) +
                                       " bytes is too long");
  if (levels_.empty()) {
    levels_.emplace_back().directory_end = kDirectoryAt;
    // Every table begins with an empty key, which is no entry.
    add_piece({}, 1, {}, false, true);
  }
  for (unsigned piece = 1;; ++piece) {
    if (piece > kMaxPieces) throw Xapian::UnimplementedError("an entry is too large");
    const std::size_t head = kItemHead + key.size() + (piece > 1 ? kPieceNumber : 0);
    const std::size_t room = levels_[0].room();
    const std::size_t whole = head + tag.size();
    std::size_t taken = std::min(tag.size(), kMaxItemBytes - head);
    if (whole > kMaxItemBytes || whole + kDirectoryEntry > room) {
      const std::size_t cost = kDirectoryEntry + kItemHead + key.size() + kPieceNumber;
      if (room >= kDirectoryEntry + head + cost + kLeastGain)
        taken = std::min(taken, room - kDirectoryEntry - head);
      else
        end_block(0);
    }
    const bool last = taken == tag.size();
    add_piece(key, piece, tag.substr(0, taken), compressed, last);
    if (last) break;
    tag.remove_prefix(taken);
  }
  ++entries_;
}

// Where it stands at the front of a block, what separates that from the one before is known, too.
void TableWriter::add_piece(std::string_view key, unsigned piece, std::string_view tag,
                            bool compressed, bool last) {
  Block& block = levels_[0];
  if (block.empty() && !block.is_first) {
    block.separator = shortest_separator(last_key_, key);
    block.separator += static_cast<char>(piece >> 8U);
    block.separator += static_cast<char>(piece);
  }
  const std::size_t size = kItemHead + key.size() + (piece > 1 ? kPieceNumber : 0) + tag.size();
  block.items_begin -= size;
  std::size_t at = block.items_begin;
  set_number(block.bytes, block.directory_end, 2, at);
  block.directory_end += kDirectoryEntry;
  const unsigned flags =
      (compressed ? kCompressed : 0) | (last ? kLastPiece : 0) | (piece == 1 ? kFirstPiece : 0);
  set_number(block.bytes, at, 2, (size - kItemHead) | flags);
  block.bytes[at + 2] = static_cast<char>(key.size());
  at += kItemHead;
  at += key.copy(&block.bytes[at], key.size());
  if (piece > 1) {
    set_number(block.bytes, at, 2, piece);
    at += kPieceNumber;
  }
  tag.copy(&block.bytes[at], tag.size());
  last_key_ = key;
}

// Writes the block in the making at this level, tells the level above, and begins another.
void TableWriter::end_block(std::size_t level) {
  const std::uint32_t number = write(levels_[level], level);
  if (levels_.size() == level + 1) levels_.emplace_back().directory_end = kDirectoryAt;
  add_branch(level + 1, levels_[level].separator, levels_[level].is_first, number);
  Block& block = levels_[level];
  std::fill(block.bytes.begin(), block.bytes.end(), '\0');
  block.directory_end = kDirectoryAt;
  block.items_begin = kBlockBytes;
  block.is_first = false;
}

// The first item of a block above the leaves has an empty key: what would be its key separates the
// block from the one before.
void TableWriter::add_branch(std::size_t level, std::string separator, bool is_first,
                             std::uint32_t number) {
  if (levels_[level].room() < kDirectoryEntry + kBranchHead + separator.size()) end_block(level);
  Block& block = levels_[level];
  const bool keyless = block.empty();
  if (keyless) {
    if (!is_first) block.separator = std::move(separator);
    separator.assign(kPieceNumber, '\0');
  }
  const std::string& key = separator;
  block.items_begin -= kBranchHead + key.size();
  const std::size_t at = block.items_begin;
  set_number(block.bytes, block.directory_end, 2, at);
  block.directory_end += kDirectoryEntry;
  set_number(block.bytes, at, 4, number);
  block.bytes[at + 4] = static_cast<char>(key.size() - kPieceNumber);
  key.copy(&block.bytes[at + kBranchHead], key.size());
}

std::uint32_t TableWriter::write(Block& block, std::size_t level) {
  set_number(block.bytes, 0, 4, kRevision);
  set_number(block.bytes, kLevelAt, 1, level);
  set_number(block.bytes, kLargestGapAt, 2, block.room());
  set_number(block.bytes, kAllGapsAt, 2, block.room());
  set_number(block.bytes, kDirectoryEndAt, 2, block.directory_end);
  unwritten_ += block.bytes;
  if (unwritten_.size() >= kWrittenAtOnce) flush();
  return blocks_++;
}

void TableWriter::flush() {
  std::string_view bytes = unwritten_;
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw cannot_write(file_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  unwritten_.clear();
}

RootInfo TableWriter::finish() {
  RootInfo info;
  if (!levels_.empty()) {
    std::size_t level = 0;
    while (level + 1 < levels_.size()) end_block(level++);
    info.root = write(levels_[level], level);
    info.levels = static_cast<std::uint32_t>(level);
    flush();
  }
  info.entries = entries_;
  info.blocks = blocks_;
  const int closed = ::close(std::exchange(descriptor_, -1));
  if (closed != 0) throw cannot_write(file_, errno);
  return info;
}

}  // namespace newsidx::glass
