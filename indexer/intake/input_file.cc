#include "indexer/intake/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <ios>
#include <string_view>

#include "store/open_files.h"

namespace newsidx {
namespace {

int retrying_open(int folder, const char* name, int flags) {
  int file = -1;
  do file = ::openat(folder, name, flags | O_CLOEXEC);
  while (file < 0 && errno == EINTR && (flags & O_NONBLOCK) != 0);
  return file;
}

// Opens `path`, which lies in `folder`, part by part: none of them may be a link.
int open_below(const std::filesystem::path& folder, const std::filesystem::path& path) {
  int at = retrying_open(AT_FDCWD, folder.c_str(), O_PATH | O_DIRECTORY);
  std::string_view rest = std::string_view(path.native()).substr(folder.native().size());
  while (at >= 0) {
    rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
    const std::string part(rest.substr(0, rest.find('/')));
    rest.remove_prefix(part.size());
    const int flags = rest.empty() ? O_RDONLY | O_NONBLOCK | O_NOCTTY : O_PATH | O_DIRECTORY;
    const int next = retrying_open(at, part.c_str(), flags | O_NOFOLLOW);
    const int reason = errno;
    ::close(at);
    errno = reason;
    if (rest.empty()) return next;
    at = next;
  }
  return at;
}

int open_file(const InputFile& file) {
  if (file.inside) return open_below(*file.inside, file.real.empty() ? file.path : file.real);
  return retrying_open(AT_FDCWD, file.path.c_str(),
                       O_RDONLY | O_NOCTTY | (file.any_kind ? 0 : O_NONBLOCK));
}

}  // namespace

InputBuffer::InputBuffer(const InputFile& file) : file_(open_file(file)) {
  if (file_ < 0) {
    require_open_files(errno, file.name);
    missing_ = errno == ENOENT;
    problem_ = file.inside && (errno == ELOOP || errno == ENOTDIR)
                   ? "it, or a folder on the way to it, has become a link"
                   : std::strerror(errno);
    return;
  }
  struct stat status {};
  if (file.any_kind || (::fstat(file_, &status) == 0 && S_ISREG(status.st_mode))) return;
  problem_ = "it is no file but a folder, pipe or device";
  ::close(file_);
  file_ = -1;
}

InputBuffer::~InputBuffer() {
  if (file_ >= 0) ::close(file_);
}

InputBuffer::int_type InputBuffer::underflow() {
  constexpr std::size_t kChunk = 1U << 16U;
  if (file_ < 0) return traits_type::eof();
  chunk_.resize(kChunk);
  ssize_t size = -1;
  do size = ::read(file_, chunk_.data(), chunk_.size());
  while (size < 0 && errno == EINTR);
  if (size < 0) {
    const int reason = errno;
    std::ios_base::failure failure("a file cannot be read");
    errno = reason;
    throw failure;
  }
  if (size == 0) return traits_type::eof();
  setg(chunk_.data(), chunk_.data(), chunk_.data() + size);
  return traits_type::to_int_type(*gptr());
}

bool read_status(InputFile& file) {
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  struct stat status {};
  if (::stat(file.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  file.bytes = static_cast<std::uint64_t>(status.st_size);
  file.mtime = status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec;
  return true;
}

std::optional<Date> modification_date(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  const auto time = std::chrono::system_clock::from_time_t(status.st_mtime);
  return Date(std::chrono::floor<std::chrono::days>(time));
}

}  // namespace newsidx
