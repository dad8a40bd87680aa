// UTF-8 by code points. Every function requires valid UTF-8, but for the two that find and replace
// what is none. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx {

// What some programs write before UTF-8 text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The code point at s[i] (i < s.size()); moves i behind it.
inline char32_t next_code_point(std::string_view s, std::size_t& i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
  const char32_t lead = byte(i++);
  if (lead < 0x80) return lead;
  const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t code = lead & (0x3FU >> more);
  for (int k = 0; k < more && i < s.size(); ++k) code = code << 6 | (byte(i++) & 0x3F);
  return code;
}

// The code point that ends before s[i] (i > 0); moves i to its first byte.
inline char32_t previous_code_point(std::string_view s, std::size_t& i) {
  do --i;
  while (i > 0 && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80);
  std::size_t at = i;
  return next_code_point(s, at);
}

void append_code_point(std::string& out, char32_t code);

// The number of code points.
std::size_t count_code_points(std::string_view s);

// The longest prefix of at most max_bytes bytes that ends at a code point's end.
std::string_view cut_to_bytes(std::string_view s, std::size_t max_bytes);

// The first max_code_points code points.
std::string_view cut_to_code_points(std::string_view s, std::size_t max_code_points);

// The offset of the first byte at or after `from` that is not part of valid UTF-8; npos when there
// is none.
std::size_t find_invalid_utf8(std::string_view s, std::size_t from = 0);

// With U+FFFD in the place of each byte that is not part of valid UTF-8.
std::string replace_invalid_utf8(std::string_view s);

// File names are bytes: as UTF-8, with U+FFFD for what is none and ? for ASCII control codes. So
// the path of an article is kept.
std::string text_of_file_name(std::string_view name);

// The control characters (C0, DEL, C1) and the line and paragraph separators.
bool is_control(char32_t code);

bool is_space(char32_t code);
bool is_upper(char32_t code);
bool is_letter(char32_t code);
bool is_digit(char32_t code);
// Whether the code shows nothing: joiners, marks of direction, soft hyphens.
bool is_ignorable(char32_t code);

// Runs of white space become one space; none is left at either end.
std::string collapse_spaces(std::string_view s);

// Without white space at either end.
std::string_view trim(std::string_view s);

}  // namespace newsidx
