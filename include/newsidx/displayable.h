// Text as people are shown it, and how much room it takes on a terminal. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx {

// What people are shown must neither command their terminal, nor look like lines of the program's
// own, nor turn about what stands beside it. All of these take any bytes, and show U+FFFD for what
// is no UTF-8 and escapes (\n, \x1b, \u2028) for control characters and separators.
//
// Of what names something (an id, a file, an argument): marks of direction are escaped as well, so
// that two names which differ look different.
std::string displayable(std::string_view name);
// Of a line of running text (a title, a passage, a source): where it has marks of direction, it is
// isolated (U+2068 … U+2069) and what it leaves open is closed, so that they act within it alone.
std::string displayable_text(std::string_view text);
// Of lines of running text, which stay lines: tabs and line feeds are kept.
std::string displayable_lines(std::string_view text);

// The two halves of displayable_text, for text that is put together of pieces: the pieces escaped,
// then the whole, with whatever was put between them, isolated.
std::string with_controls_escaped(std::string_view text);
std::string isolated(std::string text);

// Columns of valid UTF-8: none for combining marks and what is not shown, two for wide letters
// (UAX #11, East Asian Width W and F), else one.
std::size_t display_columns(std::string_view text);

// The text, with spaces after it up to this many columns.
std::string padded(std::string_view text, std::size_t columns);

// The place in a query where something is wrong: the query on a line of its own and a caret under
// the byte offset; of a long query a stretch around it. The query is valid UTF-8.
std::string with_caret(std::string_view query, std::size_t at);

}  // namespace newsidx
