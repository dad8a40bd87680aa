// A file of an archive: how it was found, and opening it as just that.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <streambuf>
#include <string>
#include <vector>

#include "newsidx/indexer.h"

namespace newsidx {

struct InputFile {
  std::filesystem::path path;
  std::string name;                         // the path as shown, valid UTF-8
  InputFormat format = InputFormat::kAuto;  // kAuto: to be told by its beginning
  std::uint64_t bytes = 0;
  std::int64_t mtime = 0;  // nanoseconds since 1970

  // A pipe or a device is read as well, as a stream.
  bool any_kind = false;
  // The folder from which no link may lie on the way to the file; null: links are followed.
  std::shared_ptr<const std::filesystem::path> inside{};
  // Where the links on the path lead to, without any; empty: there are none. It lies in *inside.
  std::filesystem::path real{};
};

// The bytes of a file, opened as it was found: a folder on the way that became a link meanwhile, or
// a file that became a pipe, is not followed or waited for. Throws std::ios_base::failure, with
// errno set, when it cannot be read any further. Not thread-safe.
class InputBuffer : public std::streambuf {
 public:
  // Throws Error(kIo) when no more files can be open at once; else see is_open().
  explicit InputBuffer(const InputFile& file);
  ~InputBuffer() override;
  InputBuffer(const InputBuffer&) = delete;
  InputBuffer& operator=(const InputBuffer&) = delete;

  bool is_open() const { return file_ >= 0; }
  // Why it is not open, in words; and whether there is nothing of that name.
  const std::string& problem() const { return problem_; }
  bool is_missing() const { return missing_; }

 protected:
  int_type underflow() override;

 private:
  int file_ = -1;
  std::string problem_;
  bool missing_ = false;
  std::vector<char> chunk_;
};

// Sets size and time as they are now; false, and nothing set, when it is no regular file (any
// more).
bool read_status(InputFile& file);

// The day of the file's last modification, in UTC.
std::optional<Date> modification_date(const std::filesystem::path& path);

}  // namespace newsidx
