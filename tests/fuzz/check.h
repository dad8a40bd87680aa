// What fuzz targets share: taking an input apart, and saying what is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "newsidx/error.h"
#include "newsidx/utf8.h"

namespace newsidx::fuzz {

// Ends the program, as a fault does, after saying what is wrong and with what.
[[noreturn]] void fail(std::string_view what, std::string_view detail = {});

inline void require(bool holds, std::string_view what, std::string_view detail = {}) {
  if (!holds) fail(what, detail);
}

void require_utf8(std::string_view text, std::string_view what);

// [begin, end) lies in the text and cuts no letter.
void require_range(std::string_view text, std::size_t begin, std::size_t end,
                   std::string_view what);

// Runs it; whether it came to its end. An Error must have one of the codes and a message in UTF-8;
// any other exception is a fault (and ends the program by itself).
template <typename Run>
bool runs(std::initializer_list<ErrorCode> codes, const Run& run);

// The bytes of an input, taken from the front.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : bytes_(reinterpret_cast<const char*>(data), size) {}

  // 0 when nothing is left.
  std::uint8_t byte();
  // Below `count`, which is 1 to 256.
  unsigned choice(unsigned count) { return byte() % count; }
  unsigned two_bytes() {
    const unsigned high = byte();
    return high << 8U | byte();
  }
  std::string_view take(std::size_t size);
  // Up to the next byte `end`, which is taken as well, or the input's end.
  std::string_view until(char end);
  std::string_view rest() { return take(bytes_.size()); }
  // With U+FFFD for what is no UTF-8.
  std::string rest_as_text() { return replace_invalid_utf8(rest()); }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

// The bytes with some of them changed, as the input says: three bytes each, the offset and the new
// value. The first byte of all tells whether the end is cut off, then two tell where.
std::string damaged(std::string bytes, Input& input);

// A folder for what is read by name, in the system's temporary one ($TMPDIR). Removed at the end.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Writes a file of that name and returns its path.
  std::filesystem::path write(const std::string& name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

namespace detail {
void require_expected(const Error& error, std::initializer_list<ErrorCode> codes);
}

template <typename Run>
bool runs(std::initializer_list<ErrorCode> codes, const Run& run) {
  try {
    run();
    return true;
  } catch (const Error& error) {
    detail::require_expected(error, codes);
    return false;
  }
}

}  // namespace newsidx::fuzz
