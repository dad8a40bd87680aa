// Locks that programs take in turn.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace newsidx {

// Holds the lock of a file, made where there is none, until it goes; a killed program's lock goes
// with it. The file tells who holds it. Throws Error: kBusy when another holds it still after
// `wait`, with `busy` for what that is, kCannotCreate, kIo.
class FileLock {
 public:
  FileLock(const std::filesystem::path& file, std::chrono::milliseconds wait,
           const std::string& busy);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_ = -1;
};

// The exclusive right to write the index: its file `lock`.
class WriteLock : public FileLock {
 public:
  explicit WriteLock(const std::filesystem::path& index_dir, std::chrono::seconds wait = {});
};

// The process that writes the index now, as its number; empty when none does. Throws nothing: what
// cannot be read counts as not held.
std::string lock_holder(const std::filesystem::path& index_dir);

}  // namespace newsidx
