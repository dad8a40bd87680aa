#include "cli/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <cerrno>

#include "newsidx/error.h"

namespace newsidx::cli {
namespace {

volatile sig_atomic_t stop_signal = 0;

extern "C" void mark_stop(int signal) { stop_signal = signal; }

Error not_readable(int reason) {
  const std::string why = reason == EBADF ? "it is closed" : ::strerror(reason);
  return {ErrorCode::kIo, "standard input cannot be read: " + why,
          "give it a file (< FILE) or another command's output"};
}

}  // namespace

void catch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = mark_stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one ends the program
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    // nohup and cron may have a signal ignored; so it stays.
    if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
      ::sigaction(signal, &action, nullptr);
  }
}

bool stop_requested() { return stop_signal != 0; }

int stop_exit_code() { return 128 + stop_signal; }

std::string stop_signal_name() { return std::string("SIG") + ::sigabbrev_np(stop_signal); }

StoppableInput::int_type StoppableInput::underflow() {
  constexpr int kPauseMilliseconds = 200;
  pollfd input{STDIN_FILENO, POLLIN, 0};
  while (!stop_requested()) {
    const int ready = ::poll(&input, 1, kPauseMilliseconds);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t size = ::read(STDIN_FILENO, buffer_, sizeof buffer_);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) throw not_readable(errno);
    if (size == 0) break;
    setg(buffer_, buffer_, buffer_ + size);
    return traits_type::to_int_type(buffer_[0]);
  }
  return traits_type::eof();
}

}  // namespace newsidx::cli
