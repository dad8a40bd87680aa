// The beginning of a long text.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsidx {

// Names, topics, key phrases, explained acronyms and related articles are looked for in this many
// bytes of an article, which is a hundred pages: what finds them takes some hundred bytes of memory
// a word. The words themselves are indexed to the end.
inline constexpr std::size_t kReadForNames = 256U << 10U;

// The whole text when it has no more than this many bytes, else as much of it up to the end of a
// line or a word, or, where there is neither in its second half, of a code point. Valid UTF-8 in
// and out. Thread-safe.
std::string_view beginning_of(std::string_view text, std::size_t bytes = kReadForNames);

}  // namespace newsidx
