// One writer at a time: the file `lock` in the index's folder, held with flock.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace newsidx {

// Holds the exclusive right to write the index; given up when it goes. The file tells who holds it.
// Throws Error: kBusy when another still holds it after `wait`, kCannotCreate when the file cannot
// be made, kIo.
class WriteLock {
 public:
  explicit WriteLock(const std::filesystem::path& index_dir, std::chrono::seconds wait = {});
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

 private:
  int file_ = -1;
};

// The process that writes the index now, as its number; empty when none does. Throws nothing: what
// cannot be read counts as not held.
std::string lock_holder(const std::filesystem::path& index_dir);

}  // namespace newsidx
