#include "store/glass/table_reader.h"

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include <cerrno>
#include <utility>

#include "store/glass/block_layout.h"

namespace newsidx::glass {
namespace {

constexpr std::size_t kReadAtOnce = 16 * kBlockBytes;

}  // namespace

TableReader::TableReader(std::filesystem::path file) : file_(std::move(file)) {
  descriptor_ = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) throw Xapian::DatabaseError(file_.string() + ": cannot be read", errno);
}

TableReader::~TableReader() { ::close(descriptor_); }

std::size_t TableReader::number(std::size_t at, std::size_t size) const {
  std::size_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value = value << 8U | static_cast<unsigned char>(block_[at + i]);
  return value;
}

bool TableReader::next_block() {
  while (true) {
    if (buffer_used_ == buffer_.size()) {
      buffer_.resize(kReadAtOnce);
      std::size_t size = 0;
      while (size < buffer_.size()) {
        const ssize_t got = ::read(descriptor_, buffer_.data() + size, buffer_.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw Xapian::DatabaseError(file_.string() + ": cannot be read", errno);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
      }
      buffer_.resize(size / kBlockBytes * kBlockBytes);
      buffer_used_ = 0;
      if (buffer_.empty()) return false;
    }
    block_ = std::string_view(buffer_).substr(buffer_used_, kBlockBytes);
    buffer_used_ += kBlockBytes;
    if (number(kLevelAt, 1) != 0) continue;
    directory_at_ = kDirectoryAt;
    directory_end_ = number(kDirectoryEndAt, 2);
    if (directory_end_ < kDirectoryAt || directory_end_ > kBlockBytes ||
        (directory_end_ - kDirectoryAt) % kDirectoryEntry != 0)
      throw Xapian::DatabaseCorruptError(file_.string() + ": a block is damaged");
    return true;
  }
}

bool TableReader::next_piece() {
  while (directory_at_ >= directory_end_)
    if (!next_block()) return false;
  std::size_t at = number(directory_at_, kDirectoryEntry);
  directory_at_ += kDirectoryEntry;
  if (at + kItemHead > kBlockBytes)
    throw Xapian::DatabaseCorruptError(file_.string() + ": an entry is damaged");
  const std::size_t head = number(at, 2);
  const std::size_t end = at + kItemHead + (head & kItemSize);
  const std::size_t key_size = number(at + 2, 1);
  at += kItemHead;
  piece_key_ = block_.substr(at, key_size);
  at += key_size + ((head & kFirstPiece) != 0 ? 0 : kPieceNumber);
  if (end > kBlockBytes || at > end)
    throw Xapian::DatabaseCorruptError(file_.string() + ": an entry is damaged");
  piece_tag_ = block_.substr(at, end - at);
  piece_compressed_ = (head & kCompressed) != 0;
  piece_last_ = (head & kLastPiece) != 0;
  return true;
}

bool TableReader::next() {
  do {
    if (!next_piece()) return false;
  } while (piece_key_.empty());  // what every table begins with
  key_ = piece_key_;
  tag_ = piece_tag_;
  compressed_ = piece_compressed_;
  while (!piece_last_) {
    if (!next_piece())
      throw Xapian::DatabaseCorruptError(file_.string() + ": an entry is cut short");
    tag_ += piece_tag_;
  }
  return true;
}

}  // namespace newsidx::glass
