// The files that the program may have open at once (ulimit -n).
#pragma once

#include <cstddef>
#include <string>

namespace newsidx {

// How many more may be opened; where it is more than `enough`, that.
std::size_t files_left_to_open(std::size_t enough);

// Throws Error(kIo) that names the limit unless this many more may be opened: for libraries that
// take a file which cannot be opened for one that is not there.
void require_files_left(std::size_t count, const std::string& where);

// Throws Error(kIo) that names the limit when this system error says that it is reached; `where` is
// what was to be opened.
void require_open_files(int system_error, const std::string& where);

}  // namespace newsidx
