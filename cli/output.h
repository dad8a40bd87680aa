// Standard output and standard error, as a well-behaved command uses them.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::cli {

// Thrown when the reader of standard output has gone (`| head`): the run ends quietly.
struct BrokenPipe {};

// Buffered writing to standard output. Throws BrokenPipe, or Error(kIo) when the output cannot be
// written (a full disk behind a redirection).
void write_out(std::string_view text);
void flush_out();

// One line on standard error, beginning with the program's name; further lines of the text stay
// lines. All else in it that would act on a terminal is escaped, as by displayable().
void complain(std::string_view text);
// What to do about it: a line under a complaint.
void complain_hint(std::string_view text);

bool stdout_is_terminal();
bool stderr_is_terminal();

// Columns of the terminal on standard output; 0 when it is none.
std::size_t terminal_width();

// 12.3 kB, 4.5 MB.
std::string size_text(std::uint64_t bytes);

enum class ColorChoice { kAuto, kAlways, kNever };

// What stands around a matched word in text output.
struct Marks {
  std::string open;
  std::string close;
  bool visible = true;  // the marks take columns
};

// Colour on a terminal unless NO_COLOR is set (https://no-color.org); square brackets elsewhere.
Marks text_marks(ColorChoice choice);

}  // namespace newsidx::cli
