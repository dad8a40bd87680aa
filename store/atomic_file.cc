#include "store/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "newsidx/error.h"

namespace newsidx {
namespace {

std::string system_reason() { return std::strerror(errno); }

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

void replace_file(const std::filesystem::path& path, const std::string& content) {
  const std::filesystem::path beside = path.string() + ".new";
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0)
    throw Error(ErrorCode::kCannotCreate,
                beside.string() + ": cannot be created: " + system_reason(),
                "choose another place, or mend its permissions");
  const bool written = write_all(file, content) && ::fsync(file) == 0;
  const std::string reason = written ? "" : system_reason();
  ::close(file);
  if (written && ::rename(beside.c_str(), path.c_str()) == 0) return;
  const std::string why = written ? system_reason() : reason;
  ::unlink(beside.c_str());
  throw Error(ErrorCode::kIo, beside.string() + ": cannot be written: " + why,
              "free some space or mend the permissions");
}

}  // namespace newsidx
