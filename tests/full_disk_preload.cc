// Preloaded (LD_PRELOAD), makes a disk that is full: below the folder FULL_DISK_FOLDER the first
// FULL_DISK_WRITES writes are done, all later ones fail with ENOSPC.
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

std::atomic<long> writes_left{-1};

bool is_counted(int file) {
  static const char* const folder = std::getenv("FULL_DISK_FOLDER");
  if (folder == nullptr) return false;
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  std::array<char, 4096> name{};
  const ssize_t size = ::readlink(link.c_str(), name.data(), name.size());
  return size > 0 &&
         std::string_view(name.data(), static_cast<std::size_t>(size)).starts_with(folder);
}

bool is_full(int file) {
  static const bool started = [] {
    const char* const writes = std::getenv("FULL_DISK_WRITES");
    writes_left = writes == nullptr ? 0 : std::strtol(writes, nullptr, 10);
    return true;
  }();
  if (!started || !is_counted(file)) return false;
  if (writes_left.fetch_sub(1) > 0) return false;
  writes_left = 0;
  errno = ENOSPC;
  return true;
}

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" ssize_t write(int file, const void* bytes, std::size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, std::size_t)>("write");
  return is_full(file) ? -1 : real(file, bytes, size);
}

extern "C" ssize_t pwrite(int file, const void* bytes, std::size_t size, off_t offset) {
  static const auto real = next<ssize_t (*)(int, const void*, std::size_t, off_t)>("pwrite");
  return is_full(file) ? -1 : real(file, bytes, size, offset);
}

extern "C" ssize_t pwrite64(int file, const void* bytes, std::size_t size, off64_t offset) {
  static const auto real = next<ssize_t (*)(int, const void*, std::size_t, off64_t)>("pwrite64");
  return is_full(file) ? -1 : real(file, bytes, size, offset);
}
