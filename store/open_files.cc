#include "store/open_files.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <cerrno>

#include "newsidx/error.h"

namespace newsidx {
namespace {

[[noreturn]] void throw_limit(const std::string& where) {
  throw Error(ErrorCode::kIo, where + ": Too many open files for this program's limit (ulimit -n)",
              "raise the limit, or build with fewer threads");
}

}  // namespace

std::size_t files_left_to_open(std::size_t enough) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  std::size_t left = 0;
  for (rlim_t file = 0; file < limit.rlim_cur && left < enough; ++file)
    left += ::fcntl(static_cast<int>(file), F_GETFD) == -1;
  return left;
}

void require_files_left(std::size_t count, const std::string& where) {
  if (files_left_to_open(count) < count) throw_limit(where);
}

void require_open_files(int system_error, const std::string& where) {
  if (system_error == EMFILE) throw_limit(where);
  if (system_error == ENFILE)
    throw Error(ErrorCode::kIo, where + ": too many files are open on this machine",
                "raise its limit (sysctl fs.file-max), or try again later");
}

}  // namespace newsidx
