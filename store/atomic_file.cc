#include "store/atomic_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string_view>
#include <system_error>

namespace newsidx {
namespace {

namespace fs = std::filesystem;

// A temporary's name is PATH.newsidx-XXXXXX, with six letters or digits at random.
constexpr std::string_view kOurs = ".newsidx-";
constexpr std::string_view kRandomPart = "XXXXXX";
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr mode_t kPermissions = 07777;

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

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

// For a moment another thread's new files would get any mode; those who replace files do it alone.
mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

Error not_replaced(const fs::path& path, const std::string& why, const std::string& hint) {
  return {ErrorCode::kCannotCreate, path.string() + ": is not replaced: " + why, hint};
}

// Whether there is a file to replace, whose `status` it then is.
bool must_replace(const fs::path& path, struct stat& status) {
  if (::lstat(path.c_str(), &status) != 0) return false;
  if (S_ISREG(status.st_mode)) return true;
  throw not_replaced(path,
                     S_ISLNK(status.st_mode)   ? "it is a link"
                     : S_ISDIR(status.st_mode) ? "it is a folder"
                                               : "it is a pipe or a device, not a file",
                     "name the file itself, or remove what has its name");
}

// A file made to take the place of another, without a name for as long as its folder's file system
// can do so, so that a program that is killed leaves nothing behind. Gone with the object, unless
// it was renamed. Locked as long as it is being made: what has such a name and no lock was left by
// a program that was killed.
class Temporary {
 public:
  explicit Temporary(const fs::path& path)
      : path_(path), name_(path.string() + std::string(kOurs)) {
    const bool can_get_a_name = ::access("/proc/self/fd", X_OK) == 0;
    if (can_get_a_name)
      file_ = ::open(folder_of(path).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (file_ >= 0)
      ::flock(file_, LOCK_EX);
    else
      make_with_a_name();
    if (file_ < 0)
      throw Error(ErrorCode::kCannotCreate,
                  path.string() + ": cannot be created: " + system_reason(),
                  "choose another place, or mend the permissions of its folder");
  }
  ~Temporary() {
    if (named_) ::unlink(name_.c_str());
    ::close(file_);
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  void become_like(const struct stat& replaced) const {
    struct stat mine {};
    const bool same = ::fstat(file_, &mine) == 0 && mine.st_uid == replaced.st_uid &&
                      mine.st_gid == replaced.st_gid;
    if (!same && ::fchown(file_, replaced.st_uid, replaced.st_gid) != 0)
      throw not_replaced(path_, "it belongs to another user or group, and could not stay theirs",
                         "run it as the file's owner, or choose another place");
    set_mode(replaced.st_mode & kPermissions);
  }
  void set_mode(mode_t mode) const {
    if (::fchmod(file_, mode) != 0) throw failed();
  }
  void write(std::string_view content) const {
    if (!write_all(file_, content) || ::fsync(file_) != 0) throw failed();
  }
  void take_place() {
    if (!named_) get_a_name();
    if (::rename(name_.c_str(), path_.c_str()) != 0) throw failed();
    named_ = false;
  }

 private:
  // Until it is locked, whoever clears up may take it for one that was left, and remove it.
  void make_with_a_name() {
    const std::string base = name_;
    for (bool removed = true; removed;) {
      if (file_ >= 0) ::close(file_);
      name_ = base + std::string(kRandomPart);
      file_ = ::mkostemp(name_.data(), O_CLOEXEC);
      named_ = file_ >= 0;
      struct stat mine {};
      removed = file_ >= 0 && ::flock(file_, LOCK_EX) == 0 && ::fstat(file_, &mine) == 0 &&
                mine.st_nlink == 0;
    }
  }
  void get_a_name() {
    const std::string base = name_;
    const std::string mine = "/proc/self/fd/" + std::to_string(file_);
    std::random_device random;
    do {
      name_ = base;
      for (std::size_t i = 0; i < kRandomPart.size(); ++i)
        name_ += kLetters[random() % kLetters.size()];
      named_ = ::linkat(AT_FDCWD, mine.c_str(), AT_FDCWD, name_.c_str(), AT_SYMLINK_FOLLOW) == 0;
    } while (!named_ && errno == EEXIST);
    if (!named_) throw failed();
  }

  Error failed() const {
    return {ErrorCode::kIo, path_.string() + ": cannot be written: " + system_reason(),
            "free some space or mend the permissions"};
  }

  fs::path path_;
  std::string name_;
  int file_ = -1;
  bool named_ = false;
};

bool is_temporary_of(std::string_view name, std::string_view base) {
  return name.size() == base.size() + kOurs.size() + kRandomPart.size() && name.starts_with(base) &&
         name.substr(base.size()).starts_with(kOurs);
}

// Removes it unless somebody makes it just now.
void remove_abandoned(const fs::path& temporary) {
  const int file = ::open(temporary.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat found {};
  if (file >= 0 && ::fstat(file, &found) == 0 && S_ISREG(found.st_mode) &&
      ::flock(file, LOCK_EX | LOCK_NB) == 0)
    ::unlink(temporary.c_str());
  if (file >= 0) ::close(file);
}

}  // namespace

Error cannot_create(const fs::path& path, const std::string& reason) {
  return {ErrorCode::kCannotCreate, path.string() + ": cannot be created: " + reason,
          "choose another place with --index, or mend its permissions"};
}

void sync_path(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const std::string reason = system_reason();
  if (file >= 0) ::close(file);
  if (!synced)
    throw Error(ErrorCode::kIo, path.string() + ": cannot be written to the disk: " + reason,
                "free some space, or see to the disk");
}

void sync_folder(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) sync_path(entry.path());
  sync_path(folder);
}

void replace_file(const fs::path& path, const std::string& content) {
  struct stat replaced {};
  const bool is_there = must_replace(path, replaced);
  remove_temporaries(path);
  Temporary beside(path);
  if (is_there)
    beside.become_like(replaced);
  else
    beside.set_mode(mode_of_new_files());
  beside.write(content);
  beside.take_place();
  sync_path(folder_of(path));
}

void remove_temporaries(const fs::path& path) {
  const std::string base = path.filename().string();
  std::error_code error;
  for (fs::directory_iterator entry(folder_of(path), error), end; !error && entry != end;
       entry.increment(error))
    if (is_temporary_of(entry->path().filename().string(), base)) remove_abandoned(entry->path());
}

}  // namespace newsidx
