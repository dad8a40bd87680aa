#include "newsidx/displayable.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "newsidx/utf8.h"

namespace newsidx {
namespace {

constexpr char32_t kFirstStrongIsolate = 0x2068;
constexpr char32_t kPopIsolate = 0x2069;
constexpr char32_t kPopEmbedding = 0x202C;

// The Bidi_Control characters of Unicode (UAX #9).
bool is_mark_of_direction(char32_t code) {
  return code == 0x61C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

bool opens_embedding(char32_t code) {
  return code >= 0x202A && code <= 0x202E && code != kPopEmbedding;
}

bool opens_isolate(char32_t code) { return code >= 0x2066 && code <= kFirstStrongIsolate; }

std::string escape(char32_t code) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (code == '\n') return "\\n";
  if (code == '\t') return "\\t";
  if (code == '\r') return "\\r";
  std::string out = code < 0x80 ? "\\x" : "\\u";
  for (int shift = code < 0x80 ? 4 : 12; shift >= 0; shift -= 4)
    out += kDigits[code >> static_cast<unsigned>(shift) & 0xFU];
  return out;
}

// With escapes in the place of the characters that `unwanted` names.
template <typename Unwanted>
std::string escaped(std::string_view bytes, const Unwanted& unwanted) {
  const bool valid = find_invalid_utf8(bytes) == std::string_view::npos;
  const std::string mended = valid ? "" : replace_invalid_utf8(bytes);
  const std::string_view text = valid ? bytes : mended;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t code = next_code_point(text, i);
    if (unwanted(code))
      out += escape(code);
    else
      out.append(text, begin, i - begin);
  }
  return out;
}

}  // namespace

bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

std::string displayable(std::string_view name) {
  return escaped(name,
                 [](char32_t code) { return is_control(code) || is_mark_of_direction(code); });
}

std::string with_controls_escaped(std::string_view text) { return escaped(text, is_control); }

std::string isolated(std::string text) {
  // Closers that close nothing are left out: they would close what stands around the text.
  std::string open;  // 'e' an embedding or override, 'i' an isolate
  std::string inner;
  bool found = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t code = next_code_point(text, i);
    found |= is_mark_of_direction(code);
    if (opens_embedding(code)) open += 'e';
    if (opens_isolate(code)) open += 'i';
    if (code == kPopEmbedding) {
      if (!open.ends_with('e')) continue;
      open.pop_back();
    }
    if (code == kPopIsolate) {
      const std::size_t isolate = open.rfind('i');
      if (isolate == std::string::npos) continue;
      open.resize(isolate);  // embeddings in it end with it
    }
    inner.append(text, begin, i - begin);
  }
  if (!found) return text;
  for (; !open.empty(); open.pop_back())
    append_code_point(inner, open.back() == 'e' ? kPopEmbedding : kPopIsolate);
  std::string out;
  append_code_point(out, kFirstStrongIsolate);
  out += inner;
  append_code_point(out, kPopIsolate);
  return out;
}

std::string displayable_text(std::string_view text) {
  return isolated(with_controls_escaped(text));
}

std::string displayable_lines(std::string_view text) {
  std::string out;
  const auto unwanted = [](char32_t code) { return is_control(code) && code != '\t'; };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find('\n', i), text.size());
    out += isolated(escaped(text.substr(i, end - i), unwanted));
    if (end < text.size()) out += '\n';
    i = end + 1;
  }
  return out;
}

}  // namespace newsidx
