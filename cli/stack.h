// A stack that is large enough, whatever limit the program was started with (ulimit -s).
#pragma once

#include <functional>

namespace newsidx::cli {

// Runs it, and returns what it returns, which it does not throw. Under a limit that is too small
// it runs in a thread with a stack of its own, like every thread that is begun meanwhile; signals
// are handled there. A stack that there is no memory for is told on standard error, with the exit
// code of ErrorCode::kIo.
int with_enough_stack(const std::function<int()>& program);

}  // namespace newsidx::cli
