// Standard input that is read as a whole.
#pragma once

#include <cstddef>
#include <string>

namespace newsidx::cli {

// What has no end must not fill the memory: throws Error(kInputRefused), which calls it `what` and
// says what to do, when there are more bytes.
std::string read_standard_input(std::size_t max_bytes, const std::string& what,
                                const std::string& hint);

}  // namespace newsidx::cli
