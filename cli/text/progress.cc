#include "cli/text/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/output.h"

namespace newsidx::cli {
namespace {

std::string time_left(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s left", seconds);
  if (seconds < 90 * 60) return fmt::format("{:.0f} min left", seconds / 60);
  return fmt::format("{:.1f} h left", seconds / 3600);
}

}  // namespace

ProgressLine::ProgressLine(bool wanted) : wanted_(wanted && stderr_is_terminal()) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::show(const AddProgress& progress) {
  const Clock::time_point now = Clock::now();
  if (!wanted_ || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string line = fmt::format("{} articles, {:.0f} a second", progress.articles,
                                 static_cast<double>(progress.articles) / seconds);
  if (progress.bytes_total > 0 && progress.bytes_done > 0) {
    // What a pipe holds is not known before, so more may be done than was to do.
    const double done = std::min(
        1.0, static_cast<double>(progress.bytes_done) / static_cast<double>(progress.bytes_total));
    line += fmt::format(", {:.0f}%", 100 * done);
    if (seconds > 1 && done < 1) line += ", " + time_left(seconds / done - seconds);
  }
  fmt::print(stderr, "\r\x1B[K{}", line);
  std::fflush(stderr);
}

void ProgressLine::clear() {
  if (!shown_) return;
  shown_ = false;
  std::fputs("\r\x1B[K", stderr);
  std::fflush(stderr);
}

}  // namespace newsidx::cli
