// Bytes -> text: what comes out is UTF-8, or a problem is named.
#include "text/decode.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "newsidx/displayable.h"
#include "newsidx/utf8.h"
#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

void check_decoding(std::string_view bytes) {
  const Decoded decoded = decode(bytes);
  if (!decoded.problem.empty()) {
    require(decoded.text.empty(), "text beside a problem");
    require_utf8(decoded.problem, "a problem that is not UTF-8");
    return;
  }
  require_utf8(decoded.text, "decoded text that is not UTF-8");
  require(!decoded.encoding.empty(), "no encoding is named");
  require(decoded.text.find('\0') == std::string::npos, "a NUL in decoded text");
  const Decoded again = decode(decoded.text);
  // Text that begins with a second byte order mark, or as a compressed file does, is read
  // otherwise.
  if (again.problem.empty() && !decoded.text.starts_with("\xEF\xBB\xBF"))
    require(again.text == decoded.text && again.encoding == "UTF-8" && again.mended == 0,
            "decoded text is not decoded to itself", decoded.text);
}

void check_helpers(std::string_view bytes, std::size_t at) {
  const std::string text = replace_invalid_utf8(bytes);
  require_utf8(text, "replace_invalid_utf8 left an invalid byte");
  require(find_invalid_utf8(bytes) != std::string_view::npos || text == bytes,
          "replace_invalid_utf8 changed valid UTF-8");
  const std::string shown = displayable(bytes);
  require_utf8(shown, "displayable gave what is not UTF-8");
  for (const char c : shown)
    require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "displayable left a control code");
  require(displayable(shown) == shown, "displayable changes what it gave", shown);

  std::size_t forward = 0;
  for (std::size_t i = 0; i < text.size(); ++forward) next_code_point(text, i);
  std::size_t backward = 0;
  for (std::size_t i = text.size(); i > 0; ++backward) previous_code_point(text, i);
  require(forward == backward && forward == count_code_points(text), "code points miscounted");
  require(display_columns(text) <= 2 * forward, "wider than two columns a letter");

  const std::string_view cut = cut_to_bytes(text, at);
  require(cut.size() <= at && text.starts_with(cut), "cut_to_bytes gives too much");
  require(cut.size() == text.size() || cut.size() + 3 >= at, "cut_to_bytes gives too little");
  require_utf8(cut, "cut_to_bytes cuts a letter");
  const std::string_view head = cut_to_code_points(text, at);
  require_utf8(head, "cut_to_code_points cuts a letter");
  require(count_code_points(head) <= at, "cut_to_code_points gives too much");
  const std::string collapsed = collapse_spaces(text);
  require(collapse_spaces(collapsed) == collapsed && trim(collapsed) == collapsed,
          "collapse_spaces leaves white space", text);
  require(trim(trim(text)) == trim(text), "trim leaves white space", text);
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  newsidx::fuzz::check_decoding(bytes);
  newsidx::fuzz::check_helpers(bytes, size > 0 ? data[size / 2] : 0U);
  return 0;
}
