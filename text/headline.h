// Taking a title from an article that has none. Input is cleaned text (clean.h). Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace newsidx {

struct Headline {
  std::string title;      // one line, at most kMaxTitleLetters letters; empty only for empty text
  std::string_view rest;  // of the input: what follows the line; the whole input otherwise
  bool own_line = false;  // the title was the first line, and is not part of `rest`
};

inline constexpr std::size_t kMaxTitleLetters = 160;

// The first line, when more text follows and it reads like a headline: at most kMaxTitleLetters
// long and without a full stop at its end, or set off by an empty line. Else the first sentence,
// cut at a word's end.
Headline find_headline(std::string_view text);

}  // namespace newsidx
