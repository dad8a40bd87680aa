// The last run as the index's folder keeps it: whatever the file is, a run can be recorded.
#include "store/run_log.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/check.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  static const ScratchFolder folder;
  folder.write("last-run.json", Input(data, size).rest());
  const RunLog log = read_run_log(folder.path());
  for (const auto& [command, time] : log.succeeded)
    require(format_time(time).size() == 20, "a time that is none", format_time(time));
  Run run;
  run.command = "add";
  if (log.last) {
    run = *log.last;
    require(format_time(run.began).size() == 20, "a time that is none", format_time(run.began));
  }
  record_run(folder.path(), run);
  const RunLog again = read_run_log(folder.path());
  require(again.last.has_value() && again.last->added == run.added &&
              again.last->exit_code == run.exit_code && again.last->began == run.began,
          "a run that is not as it was recorded");
  require(again.succeeded.size() >= log.succeeded.size(), "earlier runs are lost");
  return 0;
}
