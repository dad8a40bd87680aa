// Small files read at once.
#pragma once

#include <filesystem>
#include <string>

namespace newsidx {

// The bytes of a regular file. Throws Error(kNotFound) with the hint when there is none, or it
// cannot be read. Thread-safe.
std::string read_whole_file(const std::filesystem::path& file, const std::string& hint);

}  // namespace newsidx
