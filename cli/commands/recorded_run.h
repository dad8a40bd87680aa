// Runs of commands that write the index, kept for newsidx status.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "newsidx/status.h"

namespace newsidx::cli {

// Calls `work`, which fills in the run and returns its exit code, and records what came of it; an
// Error is recorded and thrown on. A run that found the index busy is not recorded: the other one
// will be.
int recorded_run(const std::filesystem::path& index_dir, const std::string& command,
                 const std::function<int(Run&)>& work);

// What was added and refused, into the run.
void set_counts(const AddReport& report, Run& run);

}  // namespace newsidx::cli
