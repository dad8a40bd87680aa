// Bytes of an archive -> UTF-8: the encoding is recognised, not asked for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx {

struct Decoded {
  std::string text;           // valid UTF-8 without byte order mark; empty when there is a problem
  std::string_view encoding;  // "UTF-8", "windows-1254", "ISO-8859-9", "UTF-16"
  std::size_t mended = 0;     // single bytes of windows-1254 that stood amid UTF-8
  std::size_t nul_bytes = 0;  // replaced by spaces, unless they were to be kept
  std::string problem;        // why the bytes are no text, and what to do; empty when they are
};

enum class NulBytes { kReplaced, kKept };

// Recognises, in this order: UTF-16 by its byte order mark; binary files (many control bytes);
// UTF-8; a single-byte Turkish encoding (windows-1254 when bytes 80-9F occur, else ISO-8859-9),
// accepted when most bytes above 7F are letters of Turkish or the quotes of windows-1254; UTF-8
// with a few such bytes in it. Anything else is a problem. Thread-safe.
Decoded decode(std::string_view bytes, NulBytes nul_bytes = NulBytes::kReplaced);

// The code point that windows-1254 gives a byte of 80-9F; 0 when it gives none.
char32_t windows_1254_high_control(unsigned char byte);

}  // namespace newsidx
