#include "store/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include "newsidx/error.h"
#include "store/atomic_file.h"

namespace newsidx {
namespace {

constexpr const char* kWriteLock = "lock";
// flock() cannot wait for a limited time, so it is asked again and again.
constexpr std::chrono::milliseconds kPause{20};

std::string read_holder(int file) {
  char text[32] = {};
  const ssize_t size = ::pread(file, text, sizeof text - 1, 0);
  const std::string holder(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::string number = holder.substr(0, holder.find_first_not_of("0123456789"));
  // Whoever holds the lock by another program, as for a backup, leaves the last writer's number.
  const bool runs = !number.empty() && number.size() < 10 &&
                    (::kill(static_cast<pid_t>(std::stol(number)), 0) == 0 || errno == EPERM);
  return runs ? number : "";
}

// Someone who only looks whether it is held (lock_holder) has it for an instant.
constexpr std::chrono::milliseconds kLeastWait{200};

// 0, or the error that kept the lock from being taken: EWOULDBLOCK when another holds it.
int take(int file, std::chrono::steady_clock::time_point until) {
  while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK || std::chrono::steady_clock::now() >= until) return errno;
    std::this_thread::sleep_for(kPause);
  }
  return 0;
}

bool is_regular(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

Error no_lock_file(const std::filesystem::path& file) {
  return {ErrorCode::kCannotCreate, file.string() + ": is a link, a pipe or a device, not a file",
          "remove it; it is made again"};
}

Error cannot_open(const std::filesystem::path& file, int reason) {
  std::error_code ignored;
  const auto kind = std::filesystem::symlink_status(file, ignored).type();
  if (kind == std::filesystem::file_type::symlink || reason == ENXIO) return no_lock_file(file);
  if (kind != std::filesystem::file_type::regular)
    return cannot_create(file, std::strerror(reason));
  return {ErrorCode::kCannotCreate,
          file.parent_path().string() + ": cannot be written: " + std::strerror(reason),
          "run it as the user who owns the index, or mend the index's permissions"};
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& file, std::chrono::milliseconds wait,
                   const std::string& busy) {
  file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
  if (file_ < 0) throw cannot_open(file, errno);
  if (!is_regular(file_)) {
    ::close(file_);
    throw no_lock_file(file);
  }
  if (const int reason = take(file_, std::chrono::steady_clock::now() + std::max(wait, kLeastWait));
      reason != 0) {
    const std::string holder = read_holder(file_);
    ::close(file_);
    if (reason != EWOULDBLOCK)
      throw Error(ErrorCode::kIo, file.string() + ": cannot be locked: " + std::strerror(reason));
    throw Error(ErrorCode::kBusy,
                holder.empty() ? busy : fmt::format("{} (process {})", busy, holder),
                "try again when it has ended");
  }
  // For those who find it locked. On a full disk the name is missing; the lock holds all the same.
  const std::string number = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, number.data(), number.size(), 0) < 0) errno = 0;
}

FileLock::~FileLock() { ::close(file_); }

WriteLock::WriteLock(const std::filesystem::path& index_dir, std::chrono::seconds wait)
    : FileLock(index_dir / kWriteLock, wait,
               index_dir.string() + ": another newsidx is writing this index") {}

std::string lock_holder(const std::filesystem::path& index_dir) {
  const int file =
      ::open((index_dir / kWriteLock).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return "";
  std::string holder;
  if (::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    holder = read_holder(file);
    if (holder.empty()) holder = "?";
  }
  ::close(file);
  return holder;
}

}  // namespace newsidx
