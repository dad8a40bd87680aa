// A lock that programs take in turn.
#pragma once

#include <chrono>
#include <filesystem>

namespace newsidx {

// Holds the lock of a file, made where there is none, until it goes; a killed program's lock goes
// with it. Waits at most `wait` for another's. Throws Error: kBusy, kCannotCreate, kIo.
class FileLock {
 public:
  FileLock(const std::filesystem::path& file, std::chrono::milliseconds wait);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace newsidx
