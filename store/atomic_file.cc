#include "store/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

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

void sync_path(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const std::string reason = system_reason();
  if (file >= 0) ::close(file);
  if (!synced)
    throw Error(ErrorCode::kIo, path.string() + ": cannot be written to the disk: " + reason,
                "free some space, or see to the disk");
}

}  // namespace

Error cannot_create(const std::filesystem::path& path, const std::string& reason) {
  return {ErrorCode::kCannotCreate, path.string() + ": cannot be created: " + reason,
          "choose another place with --index, or mend its permissions"};
}

void sync_folder(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) sync_path(entry.path());
  sync_path(folder);
}

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
  if (written && ::rename(beside.c_str(), path.c_str()) == 0)
    return sync_path(path.has_parent_path() ? path.parent_path() : ".");
  const std::string why = written ? system_reason() : reason;
  ::unlink(beside.c_str());
  throw Error(ErrorCode::kIo, beside.string() + ": cannot be written: " + why,
              "free some space or mend the permissions");
}

}  // namespace newsidx
