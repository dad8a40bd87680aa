// Cleaning and headlines: what comes out is text, and clean.
#include "text/clean.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/check.h"
#include "text/headline.h"

namespace newsidx::fuzz {
namespace {

bool is_unclean(char32_t code) {
  return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code <= 0xA0) ||
         code == 0xAD || code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

void require_clean(const std::string& text) {
  require_utf8(text, "cleaned text that is not UTF-8");
  for (std::size_t i = 0; i < text.size();)
    require(!is_unclean(next_code_point(text, i)), "cleaned text holds what cleaning takes out",
            text);
  require(trim(text) == text, "white space at an end of cleaned text", text);
  require(to_nfc(text) == text, "cleaned text that is not in normalization form C", text);
}

void check_headline(const std::string& text) {
  const Headline headline = find_headline(text);
  require_utf8(headline.title, "a title that is not UTF-8");
  require(headline.title.empty() == text.empty(), "a title without text, or text without a title");
  require(count_code_points(headline.title) <= kMaxTitleLetters, "a title that is too long", text);
  require(headline.title.find('\n') == std::string::npos, "a title of two lines", text);
  require(collapse_spaces(headline.title) == headline.title, "white space in a title", text);
  const auto begin = static_cast<std::size_t>(headline.rest.data() - text.data());
  require_range(text, begin, begin + headline.rest.size(), "a body that is no part of the text");
  require(headline.own_line || headline.rest == text, "a body that is not the text", text);
  require(!headline.own_line || !headline.rest.empty(), "a headline without a body", text);
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  const std::string text = Input(data, size).rest_as_text();
  const Cleaned typed = clean_typed(text);
  require_clean(typed.text);
  const Cleaned cleaned = clean_text(text);
  require_clean(cleaned.text);
  // What was written as &amp;lt; is &lt;, which would be read once more.
  if (cleaned.text.find_first_of("<&") == std::string::npos) {
    const Cleaned again = clean_text(cleaned.text);
    require(again.text == cleaned.text && again.repairs == 0, "cleaning is not idempotent", text);
  }
  check_headline(cleaned.text);
  return 0;
}
