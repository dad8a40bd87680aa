#include "text/whole_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "newsidx/error.h"

namespace newsidx {

std::string read_whole_file(const std::filesystem::path& file, const std::string& hint) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    throw Error(ErrorCode::kNotFound, file.string() + ": is a folder", hint);
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  if (in) bytes << in.rdbuf();
  if (!in.is_open() || in.bad())
    throw Error(ErrorCode::kNotFound,
                file.string() + ": cannot be read: " + std::strerror(errno == 0 ? EIO : errno),
                hint);
  return std::move(bytes).str();
}

}  // namespace newsidx
