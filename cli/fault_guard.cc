#include "cli/fault_guard.h"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <string>
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
std::string& message() {
  static std::string text;
  return text;
}

extern "C" void end_by_fault(int /*signal*/) {
  const std::string& text = message();
  // Nothing can be done where this cannot be said either.
  [[maybe_unused]] const ssize_t done = ::write(STDERR_FILENO, text.data(), text.size());
  ::_exit(static_cast<int>(ErrorCode::kIo));
}

}  // namespace

void guard_against_faults(const std::filesystem::path& index_dir) {
#if !defined(NEWSIDX_FAULTS_ARE_REPORTED)
  message() = fmt::format(
      "newsidx: {}: brought down by what was read: the index is damaged, or this is a fault of "
      "newsidx\n  newsidx check tells whether it is damaged; newsidx reindex --full builds it "
      "anew\n",
      index_dir.string());
  // A stack that is used up is one of the faults.
  static std::vector<char> stack(1U << 16U);
  stack_t other{};
  other.ss_sp = stack.data();
  other.ss_size = stack.size();
  ::sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_handler = end_by_fault;
  action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND);
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT}) ::sigaction(number, &action, nullptr);
#else
  static_cast<void>(index_dir);
#endif
}

}  // namespace newsidx::cli
