#include "cli/commands/recorded_run.h"

#include <chrono>
#include <exception>

#include "cli/output.h"

namespace newsidx::cli {
namespace {

// A run that failed may not be able to write this either; it says so itself.
void record(const std::filesystem::path& index_dir, const Run& run) {
  if (!has_index(index_dir)) return;
  try {
    record_run(index_dir, run);
  } catch (const Error& failure) {
    if (run.error.empty())
      complain(std::string("the run is not recorded for newsidx status: ") + failure.what());
  }
}

}  // namespace

int recorded_run(const std::filesystem::path& index_dir, const std::string& command,
                 const std::function<int(Run&)>& work) {
  Run run;
  run.command = command;
  run.began = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  try {
    run.exit_code = work(run);
  } catch (const Error& error) {
    run.seconds = elapsed();
    run.exit_code = static_cast<int>(error.code());
    run.error = error.what();
    if (error.code() != ErrorCode::kBusy && error.code() != ErrorCode::kUsage)
      record(index_dir, run);
    throw;
  } catch (const std::exception& error) {
    run.seconds = elapsed();
    run.exit_code = static_cast<int>(ErrorCode::kInternal);
    run.error = error.what();
    record(index_dir, run);
    throw;
  }
  run.seconds = elapsed();
  record(index_dir, run);
  return run.exit_code;
}

void set_counts(const AddReport& report, Run& run) {
  run.added = report.added;
  run.replaced = report.replaced;
  run.unchanged = report.unchanged;
  run.refused = report.refused;
}

}  // namespace newsidx::cli
