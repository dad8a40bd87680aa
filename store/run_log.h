// The last run, as record_run() (newsidx/status.h) kept it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "newsidx/status.h"

namespace newsidx {

struct RunLog {
  std::optional<Run> last;
  std::map<std::string, RunTime> succeeded;  // by command, when the last that succeeded ended
};

// Empty when there is none, or it cannot be understood. Throws Error(kIo).
RunLog read_run_log(const std::filesystem::path& index_dir);

}  // namespace newsidx
