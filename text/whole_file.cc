#include "text/whole_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "newsidx/error.h"

namespace newsidx {
namespace {

constexpr std::size_t kMostBytes = 1UL << 30U;

std::string system_reason(int reason) {
  return fmt::format("cannot be read: {}", std::strerror(reason));
}

const char* kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "is a folder, not a file";
  if (S_ISLNK(mode)) return "is a link, not a file";
  if (S_ISFIFO(mode)) return "is a pipe, not a file";
  if (S_ISSOCK(mode)) return "is a socket, not a file";
  return "is a device, not a file";
}

// What keeps a file of this kind from being read; empty when nothing does.
std::string problem_of(const struct stat& status, std::size_t limit, bool pipes) {
  const bool readable = S_ISREG(status.st_mode) || (pipes && S_ISFIFO(status.st_mode));
  if (!readable) return kind_of(status.st_mode);
  if (static_cast<std::size_t>(status.st_size) > limit)
    return fmt::format("is longer than the {} bytes it may have", limit);
  return "";
}

OwnFile read_open(int file, std::size_t limit, bool pipes) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return {"", system_reason(errno)};
  OwnFile read{"", problem_of(status, limit, pipes)};
  if (!read.problem.empty()) return read;
  char buffer[1U << 16U];
  for (;;) {
    const ssize_t got = ::read(file, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {"", system_reason(errno)};
    if (got == 0) return read;
    read.bytes.append(buffer, static_cast<std::size_t>(got));
    // It grows while it is read.
    if (read.bytes.size() > limit)
      return {"", fmt::format("is longer than the {} bytes it may have", limit)};
  }
}

OwnFile read_file(const std::filesystem::path& path, std::size_t limit, int flags, bool pipes) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (file < 0) {
    const int reason = errno;
    if (reason == ELOOP && (flags & O_NOFOLLOW) != 0) return {"", kind_of(S_IFLNK)};
    return {"", reason == ENXIO ? kind_of(S_IFSOCK) : system_reason(reason)};
  }
  OwnFile read = read_open(file, limit, pipes);
  ::close(file);
  return read;
}

}  // namespace

std::string read_whole_file(const std::filesystem::path& file, const std::string& hint) {
  OwnFile read = read_file(file, kMostBytes, 0, true);
  if (read.problem.empty()) return std::move(read.bytes);
  throw Error(ErrorCode::kNotFound, file.string() + ": " + read.problem, hint);
}

OwnFile read_own_file(const std::filesystem::path& file, std::size_t limit, Links links) {
  // Without O_NONBLOCK opening a pipe waits for somebody to write to it.
  return read_file(file, limit, O_NONBLOCK | (links == Links::kRefused ? O_NOFOLLOW : 0), false);
}

std::string require_own_file(const std::filesystem::path& file, std::size_t limit, Links links,
                             const std::string& hint) {
  OwnFile read = read_own_file(file, limit, links);
  if (read.problem.empty()) return std::move(read.bytes);
  throw Error(ErrorCode::kIo, file.string() + ": " + read.problem, hint);
}

}  // namespace newsidx
