// Repairs what archives do to text. Input is valid UTF-8. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx {

struct Cleaned {
  std::string text;
  std::size_t repairs = 0;  // control codes that were mended or replaced by spaces
};

// In this order: C1 controls become the punctuation that windows-1254 has there (U+0092 -> ’),
// other control codes spaces, CRLF and CR line feeds; soft hyphens and zero-width marks go,
// no-break spaces become spaces; HTML tags go (those of blocks become line breaks) and entities
// become characters; normalization form C; the word REKLAM between sentences or on a line of its
// own goes; white space at both ends goes.
Cleaned clean_text(std::string_view text);

// The same for what somebody types, a query or a word: REKLAM is meant there, and stays.
Cleaned clean_typed(std::string_view text);

// Without what shows nothing: joiners, marks of direction and of byte order, soft hyphens.
std::string without_invisible(std::string_view text);

// In normalization form C, without any other change.
std::string to_nfc(std::string_view text);

}  // namespace newsidx
