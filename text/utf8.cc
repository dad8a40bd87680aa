#include "newsidx/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace newsidx {

void append_code_point(std::string& out, char32_t code) {
  char buffer[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, static_cast<UChar32>(code));
  out.append(buffer, length);
}

std::size_t count_code_points(std::string_view s) {
  std::size_t count = 0;
  for (const char c : s) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string_view cut_to_bytes(std::string_view s, std::size_t max_bytes) {
  if (s.size() <= max_bytes) return s;
  while (max_bytes > 0 && (static_cast<unsigned char>(s[max_bytes]) & 0xC0) == 0x80) --max_bytes;
  return s.substr(0, max_bytes);
}

std::string_view cut_to_code_points(std::string_view s, std::size_t max_code_points) {
  std::size_t i = 0;
  while (i < s.size() && max_code_points-- > 0) next_code_point(s, i);
  return s.substr(0, i);
}

std::size_t find_invalid_utf8(std::string_view s, std::size_t from) {
  // ICU counts in int32_t, so long input is walked a window at a time; a window may cut a code
  // point, which then begins the next one.
  constexpr std::size_t kWindow = 1U << 30;
  while (from < s.size()) {
    const std::string_view window = s.substr(from, kWindow);
    const bool last = from + window.size() == s.size();
    const auto length = static_cast<int32_t>(window.size());
    int32_t i = 0;
    while (i < length) {
      const int32_t start = i;
      UChar32 code = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
      U8_NEXT(window.data(), i, length, code);
#pragma GCC diagnostic pop
      if (code >= 0) continue;
      if (last || length - start >= U8_MAX_LENGTH) return from + static_cast<std::size_t>(start);
      i = start;
      break;
    }
    from += static_cast<std::size_t>(i);
  }
  return std::string_view::npos;
}

std::string replace_invalid_utf8(std::string_view s) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = find_invalid_utf8(s); at != std::string_view::npos;
       at = find_invalid_utf8(s, done)) {
    out.append(s, done, at - done);
    append_code_point(out, 0xFFFD);
    done = at + 1;
  }
  return out.append(s, done);
}

bool is_space(char32_t code) {
  if (code < 0x80) return code == ' ' || (code >= '\t' && code <= '\r');
  return u_isUWhiteSpace(static_cast<UChar32>(code)) != 0;
}

bool is_upper(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z';
  return u_isupper(static_cast<UChar32>(code)) != 0;
}

bool is_letter(char32_t code) {
  if (code < 0x80) return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
  return u_isalpha(static_cast<UChar32>(code)) != 0;
}

bool is_digit(char32_t code) {
  if (code < 0x80) return code >= '0' && code <= '9';
  return u_isdigit(static_cast<UChar32>(code)) != 0;
}

bool is_ignorable(char32_t code) {
  return code >= 0x80 &&
         u_hasBinaryProperty(static_cast<UChar32>(code), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

std::string collapse_spaces(std::string_view s) {
  std::string out;
  bool gap = false;
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t start = i;
    if (is_space(next_code_point(s, i))) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out.append(s, start, i - start);
  }
  return out;
}

std::string_view trim(std::string_view s) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < s.size() && is_space(next_code_point(s, i));) begin = i;
  s.remove_prefix(begin);
  std::size_t end = s.size();
  for (std::size_t i = end; i > 0 && is_space(previous_code_point(s, i));) end = i;
  return s.substr(0, end);
}

std::string text_of_file_name(std::string_view name) {
  std::string text(name);
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return replace_invalid_utf8(text);
}

}  // namespace newsidx
