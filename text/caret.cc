#include <fmt/format.h>

#include <algorithm>

#include "newsidx/displayable.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

// Bytes of a long query that are shown on either side of the caret.
constexpr std::size_t kShownBytes = 80;

// On one line.
std::string flat(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
  return out;
}

}  // namespace

std::string with_caret(std::string_view query, std::size_t at) {
  at = std::min(at, query.size());
  std::string_view before = query.substr(0, at);
  const std::string_view behind = cut_to_bytes(query.substr(at), kShownBytes);
  std::string left;
  if (before.size() > kShownBytes) {
    std::size_t begin = before.size() - kShownBytes;
    while (begin > 0 && (static_cast<unsigned char>(before[begin]) & 0xC0) == 0x80) --begin;
    before.remove_prefix(begin);
    left = "…";
  }
  left += flat(before);
  const bool cut = at + behind.size() < query.size();
  return fmt::format("  {}{}{}\n  {:>{}}", left, flat(behind), cut ? "…" : "", '^',
                     display_columns(left) + 1);
}

}  // namespace newsidx
