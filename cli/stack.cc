#include "cli/stack.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <cstddef>

#include "cli/output.h"
#include "newsidx/error.h"

namespace newsidx::cli {
namespace {

// The usual limit, which all tests run with; less than kLeast is not tried.
constexpr std::size_t kStack = 8U << 20U;
constexpr std::size_t kLeast = 4U << 20U;

struct Program {
  const std::function<int()>& run;
  sigset_t signals;  // blocked before the thread began
  int exit_code = 0;
};

void* run_program(void* given) {
  auto* program = static_cast<Program*>(given);
  ::pthread_sigmask(SIG_SETMASK, &program->signals, nullptr);
  program->exit_code = program->run();
  return nullptr;
}

}  // namespace

int with_enough_stack(const std::function<int()>& program) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= kLeast) return program();
  // Of every thread that is begun from here on.
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, kStack);
  ::pthread_setattr_default_np(&attributes);

  Program state{program, {}};
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &state.signals);
  pthread_t thread{};
  const int failed = ::pthread_create(&thread, &attributes, run_program, &state);
  ::pthread_attr_destroy(&attributes);
  if (failed != 0) {
    complain("the stack's limit is too small, and there is no memory for one beside it");
    complain("  raise the limit (ulimit -s), or give the program more memory");
    return static_cast<int>(ErrorCode::kIo);
  }
  ::pthread_join(thread, nullptr);
  return state.exit_code;
}

}  // namespace newsidx::cli
