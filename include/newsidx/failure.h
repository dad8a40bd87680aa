// What ends a program, in newsidx's terms. Thread-safe.
#pragma once

#include <exception>
#include <system_error>

#include "newsidx/error.h"

namespace newsidx {

// Whatever was thrown. Xapian 1.4.22 writes the values of articles in a destructor: what that
// throws ends the program at once and cannot be caught or looked at, but std::set_terminate() may
// name a function that calls this. Then the system's last error (errno) tells what happened.
Error describe(const std::exception_ptr& failure, int system_error);

// What std::bad_alloc and std::system_error (no thread can be begun, say) are to whoever runs the
// program.
Error out_of_memory();
Error no_resources(const std::system_error& error);

}  // namespace newsidx
