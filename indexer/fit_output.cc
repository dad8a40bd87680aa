#include "indexer/fit_output.h"

#include "newsidx/error.h"

namespace newsidx {

void require_replaceable(const std::filesystem::path& output) {
  const std::filesystem::path folder = output.has_parent_path() ? output.parent_path() : ".";
  std::error_code error;
  const auto status = std::filesystem::symlink_status(output, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    throw Error(ErrorCode::kCannotCreate,
                output.string() + ": cannot be created: what stands there is no regular file",
                "name another file with --output");
  if (!std::filesystem::is_directory(folder, error))
    throw Error(ErrorCode::kCannotCreate,
                output.string() + ": cannot be created: there is no folder " + folder.string(),
                "make it first, or name another file with --output");
}

}  // namespace newsidx
