#include "cli/fault_guard.h"

#include <fmt/format.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/error.h"

#if defined(__SANITIZE_ADDRESS__)
#define NEWSIDX_FAULTS_ARE_REPORTED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NEWSIDX_FAULTS_ARE_REPORTED
#endif
#endif

namespace newsidx::cli {
namespace {

// Made before anything goes wrong: a handler may allocate nothing.
struct Messages {
  std::string fault;
  std::string stuck;
};

Messages& messages() {
  static Messages all;
  return all;
}

extern "C" void end_by_fault(int signal) {
  const std::string& text = signal == SIGPROF ? messages().stuck : messages().fault;
  // Nothing can be done where this cannot be said either.
  [[maybe_unused]] const ssize_t done = ::write(STDERR_FILENO, text.data(), text.size());
  ::_exit(static_cast<int>(ErrorCode::kIo));
}

}  // namespace

void guard_against_faults(const std::filesystem::path& index_dir) {
  const auto message = [&](std::string_view what) {
    return fmt::format(
        "newsidx: {}: {}: the index is damaged, or this is a fault of newsidx\n  newsidx check "
        "tells "
        "whether it is damaged; newsidx reindex --full builds it anew\n",
        index_dir.string(), what);
  };
  messages() = {message("brought down by what was read"), message("reading it finds no end")};
  struct sigaction action {};
  action.sa_handler = end_by_fault;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGPROF, &action, nullptr);
#if !defined(NEWSIDX_FAULTS_ARE_REPORTED)
  // A stack that is used up is one of the faults.
  static std::vector<char> stack(1U << 16U);
  stack_t other{};
  other.ss_sp = stack.data();
  other.ss_size = stack.size();
  ::sigaltstack(&other, nullptr);
  action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND);
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT}) ::sigaction(number, &action, nullptr);
#endif
}

StuckGuard::StuckGuard(std::chrono::milliseconds limit) {
  // A search ends by itself soon after its limit, unless it is stuck.
  constexpr std::chrono::seconds kGrace{5};
  // Ten days; more could not be told from none by whoever waits.
  constexpr std::chrono::seconds kMost{864'000};
  if (limit.count() <= 0) return;
  itimerval timer{};
  timer.it_value.tv_sec =
      std::min(kMost, std::chrono::ceil<std::chrono::seconds>(limit) + kGrace).count();
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

StuckGuard::~StuckGuard() {
  const itimerval none{};
  ::setitimer(ITIMER_PROF, &none, nullptr);
}

}  // namespace newsidx::cli
