// Numbers and strings as they stand in the keys and tags of Xapian's glass tables. Facts of the
// format (glass version 2016-03-14, all of Xapian 1.4) are from xapian-core's common/pack.h.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::glass {

using DocumentId = std::uint32_t;  // from 1 on

// Seven bits a byte, the lowest first; the high bit says that more follow.
inline void put_uint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80U);
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

// Length and bytes.
inline void put_string(std::string& out, std::string_view value) {
  put_uint(out, value.size());
  out += value;
}

// In a form that sorts as the number does; its first byte is never 0xFF.
inline void put_sorted_uint(std::string& out, std::uint32_t value) {
  if (value < 0x8000) {
    out += static_cast<char>(value >> 8U);
    out += static_cast<char>(value);
    return;
  }
  const unsigned bytes = (37 - static_cast<unsigned>(std::countl_zero(value))) / 7;
  const unsigned mark = 0xFFU << (10 - bytes);
  out += static_cast<char>(mark | (bytes > 4 ? 0 : value >> (8 * (bytes - 1))));
  for (unsigned i = bytes - 1; i-- > 0;) out += static_cast<char>(value >> (8 * i));
}

// In a form that sorts as the string does, whatever follows but 0xFF: a zero byte becomes two.
inline void put_sorted_string(std::string& out, std::string_view value) {
  for (std::size_t zero = value.find('\0'); zero != std::string_view::npos;
       zero = value.find('\0')) {
    out.append(value, 0, zero + 1);
    out += '\xFF';
    value.remove_prefix(zero + 1);
  }
  out += value;
}

// Reads what the functions above wrote, from the front of what is left. Past its end it reads
// zeros: what is read is always a file of our own.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  bool at_end() const { return at_ == end_; }
  std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

  char byte() { return at_ == end_ ? '\0' : *at_++; }

  std::uint64_t uint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; at_ != end_; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= std::uint64_t{byte & 0x7FU} << (shift & 63U);
      if (byte < 0x80) break;
    }
    return value;
  }
  std::uint32_t uint32() { return static_cast<std::uint32_t>(uint()); }

  std::string_view string() {
    const std::uint64_t told = uint();  // before what is left is looked at
    const std::size_t size = std::min<std::size_t>(told, static_cast<std::size_t>(end_ - at_));
    at_ += size;
    return {at_ - size, size};
  }

  std::uint32_t sorted_uint() {
    const auto first = static_cast<unsigned char>(byte());
    if (first < 0x80) return std::uint32_t{first} << 8U | static_cast<unsigned char>(byte());
    const auto more = static_cast<unsigned>(std::countl_one(first)) + 1;
    std::uint32_t value = first & (0xFFU >> more);
    for (unsigned i = 0; i < more; ++i) value = value << 8U | static_cast<unsigned char>(byte());
    return value;
  }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace newsidx::glass
