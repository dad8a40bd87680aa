#include "cli/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "newsidx/displayable.h"
#include "newsidx/error.h"

namespace newsidx::cli {
namespace {

[[noreturn]] void output_failed() {
  if (errno == EPIPE) throw BrokenPipe();
  // main() stands in for what was closed from the start, by something that cannot be written.
  if (errno == EBADF)
    throw Error(ErrorCode::kIo, "standard output cannot be written: it is closed",
                "send it to /dev/null if nobody is to read it");
  throw Error(ErrorCode::kIo,
              std::string("standard output cannot be written: ") + std::strerror(errno),
              "free some space, or send the output elsewhere");
}

// Paths and ids can hold anything; it must not command the terminal.
std::string displayable_message(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i <= text.size();) {
    const std::size_t end = std::min(text.find('\n', i), text.size());
    if (i > 0) out += '\n';
    out += displayable(text.substr(i, end - i));
    i = end + 1;
  }
  return out + '\n';
}

void write_err(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace

void write_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) output_failed();
}

void flush_out() {
  if (std::fflush(stdout) != 0) output_failed();
}

void complain(std::string_view text) { write_err("newsidx: " + displayable_message(text)); }

void complain_hint(std::string_view text) { write_err("  " + displayable_message(text)); }

bool stdout_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool stderr_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

std::size_t terminal_width() {
  winsize size{};
  if (!stdout_is_terminal() || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

Marks text_marks(ColorChoice choice) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  const bool wanted = !dumb && (no_color == nullptr || *no_color == '\0');
  const bool color = choice == ColorChoice::kAlways ||
                     (choice == ColorChoice::kAuto && wanted && stdout_is_terminal());
  if (color) return {"\x1B[1;33m", "\x1B[0m", false};
  return {"[", "]", true};
}

std::string size_text(std::uint64_t bytes) {
  const auto value = static_cast<double>(bytes);
  return bytes < 1'000'000 ? fmt::format("{:.1f} kB", value / 1e3)
                           : fmt::format("{:.1f} MB", value / 1e6);
}

}  // namespace newsidx::cli
