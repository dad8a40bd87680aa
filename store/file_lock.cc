#include "store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "newsidx/error.h"

namespace newsidx {
namespace {

// flock() cannot wait for a limited time, so it is asked again and again.
constexpr std::chrono::milliseconds kPause{20};

}  // namespace

FileLock::FileLock(const std::filesystem::path& file, std::chrono::milliseconds wait) {
  file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0)
    throw Error(ErrorCode::kCannotCreate,
                file.string() + ": cannot be created: " + std::strerror(errno),
                "mend the permissions of its folder");
  const auto end = std::chrono::steady_clock::now() + wait;
  while (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    if (reason == EINTR) continue;
    if (reason == EWOULDBLOCK && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(kPause);
      continue;
    }
    ::close(file_);
    if (reason == EWOULDBLOCK)
      throw Error(ErrorCode::kBusy, file.string() + ": another newsidx holds it",
                  "try again when it has ended");
    throw Error(ErrorCode::kIo, file.string() + ": cannot be locked: " + std::strerror(reason));
  }
}

FileLock::~FileLock() { ::close(file_); }

}  // namespace newsidx
