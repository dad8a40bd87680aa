// Ending a run early, whole: Ctrl-C and the signals that ask a program to end.
#pragma once

#include <streambuf>
#include <string>

namespace newsidx::cli {

// From here on the first SIGINT, SIGTERM or SIGHUP only sets a mark; a second ends the program.
void catch_stop_signals();

bool stop_requested();

// 128 and the signal's number, as shells count; its name (SIGINT).
int stop_exit_code();
std::string stop_signal_name();

// Standard input, which ends when a stop is requested, also while it waits for more. Throws
// Error(kIo) when it cannot be read.
class StoppableInput : public std::streambuf {
 protected:
  int_type underflow() override;

 private:
  char buffer_[1U << 16U];
};

}  // namespace newsidx::cli
