#include "store/committed_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "store/generations.h"

namespace newsidx {

struct FileIdentity::Told {
  struct stat status;

  bool operator==(const Told& other) const {
    const auto same_time = [](const timespec& a, const timespec& b) {
      return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
    };
    return status.st_dev == other.status.st_dev && status.st_ino == other.status.st_ino &&
           status.st_size == other.status.st_size &&
           same_time(status.st_mtim, other.status.st_mtim);
  }
};

FileIdentity::FileIdentity(const std::filesystem::path& path) : path_(path) {
  // Not to be read, so a pipe or a device does no harm.
  file_ = ::open(path.c_str(), O_PATH | O_CLOEXEC);
  if (file_ < 0) return;
  told_ = std::make_unique<Told>();
  if (::fstat(file_, &told_->status) != 0) told_.reset();
}

FileIdentity::~FileIdentity() {
  if (file_ >= 0) ::close(file_);
}

FileIdentity::FileIdentity(FileIdentity&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      told_(std::move(other.told_)) {}

FileIdentity& FileIdentity::operator=(FileIdentity&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(file_, other.file_);
  std::swap(told_, other.told_);
  return *this;
}

bool FileIdentity::is_same() const {
  Told now{};
  if (::stat(path_.c_str(), &now.status) != 0) return told_ == nullptr;
  return told_ != nullptr && now == *told_;
}

CommittedFiles::CommittedFiles(const std::filesystem::path& index_dir)
    : current_(index_dir / kCurrentFile),
      version_(version_file(index_dir / current_generation(index_dir))) {}

}  // namespace newsidx
