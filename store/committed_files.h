// Whether an index is in the state that it was in, told by its files alone.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace newsidx {

// Which file a path leads to. A file that is replaced by rename is another file: it is held open
// here, so its number (inode) is nobody else's as long as this lives. One that is written in place,
// as a person may do, has another time or size.
class FileIdentity {
 public:
  // Of no file, where there is none.
  explicit FileIdentity(const std::filesystem::path& path);
  ~FileIdentity();
  FileIdentity(FileIdentity&& other) noexcept;
  FileIdentity& operator=(FileIdentity&& other) noexcept;

  // Whether the path still leads to that file, as it was; one stat(2).
  bool is_same() const;

 private:
  struct Told;  // by stat(2)

  std::filesystem::path path_;
  int file_ = -1;
  std::unique_ptr<Told> told_;  // null: no file
};

// The files that every commit replaces: `current` names the generation in use, and Xapian puts
// another version file in its folder with each commit. No commit leaves both as they were. Made
// before the index is opened, so that what is committed meanwhile is seen later.
class CommittedFiles {
 public:
  // Throws as current_generation().
  explicit CommittedFiles(const std::filesystem::path& index_dir);

  bool are_same() const { return current_.is_same() && version_.is_same(); }

 private:
  FileIdentity current_;
  FileIdentity version_;
};

}  // namespace newsidx
