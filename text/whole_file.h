// Small files read at once.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace newsidx {

// The bytes of a file that somebody named: a regular one, or a pipe. Throws Error(kNotFound) with
// the hint when there is none, or it cannot be read, or has more than 1 GiB, as a device that never
// ends. Thread-safe.
std::string read_whole_file(const std::filesystem::path& file, const std::string& hint);

// Whether a link is read for what it leads to.
enum class Links { kFollowed, kRefused };

// `bytes`, or what keeps the file from being read in words, and `bytes` is empty.
struct OwnFile {
  std::string bytes;
  std::string problem;
};

// A file that is read because of its name, without anybody asking for it: nothing but a regular
// file of at most `limit` bytes is, and no pipe or device is waited for. Thread-safe.
OwnFile read_own_file(const std::filesystem::path& file, std::size_t limit, Links links);

// The same, but throws Error(kIo) with the hint.
std::string require_own_file(const std::filesystem::path& file, std::size_t limit, Links links,
                             const std::string& hint);

}  // namespace newsidx
