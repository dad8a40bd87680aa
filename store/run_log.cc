#include "store/run_log.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "newsidx/status.h"
#include "store/atomic_file.h"
#include "store/read_json.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

using Json = nlohmann::json;

constexpr const char* kFile = "last-run.json";
constexpr int kVersion = 1;
constexpr std::size_t kMaxBytes = 64UL << 20U;
constexpr double kMaxSeconds = 1e9;  // thirty years

std::int64_t seconds_of(RunTime time) { return time.time_since_epoch().count(); }

Json to_json(const Run& run) {
  Json refusals = Json::array();
  for (const Notice& notice : run.refusals)
    refusals.push_back({{"place", notice.place}, {"reason", notice.text}});
  return {{"command", run.command},
          {"began", seconds_of(run.began)},
          {"seconds", run.seconds},
          {"exit_code", run.exit_code},
          {"error", run.error},
          {"added", run.added},
          {"replaced", run.replaced},
          {"unchanged", run.unchanged},
          {"removed", run.removed},
          {"refused", run.refused},
          {"refusals", std::move(refusals)}};
}

Run run_of(const Json& json) {
  Run run;
  run.command = json.at("command");
  run.began = time_of(json.at("began"));
  run.seconds = json.at("seconds");
  if (!(std::abs(run.seconds) < kMaxSeconds)) detail::throw_out_of_range("a run lasted too long");
  run.exit_code = integer_of<int>(json.at("exit_code"));
  run.error = json.at("error");
  run.added = integer_of<std::uint64_t>(json.at("added"));
  run.replaced = integer_of<std::uint64_t>(json.at("replaced"));
  run.unchanged = integer_of<std::uint64_t>(json.at("unchanged"));
  run.removed = integer_of<std::uint64_t>(json.at("removed"));
  run.refused = integer_of<std::uint64_t>(json.at("refused"));
  for (const Json& refusal : json.at("refusals"))
    run.refusals.push_back({refusal.at("place"), refusal.at("reason")});
  return run;
}

}  // namespace

bool succeeded(const Run& run) {
  constexpr int kSomeRefused = 3;
  return run.exit_code == 0 || run.exit_code == kSomeRefused;
}

RunLog read_run_log(const std::filesystem::path& index_dir) {
  RunLog log;
  const OwnFile file = read_own_file(index_dir / kFile, kMaxBytes, Links::kFollowed);
  if (!file.problem.empty()) return log;
  try {
    const Json json = Json::parse(file.bytes);
    log.last = run_of(json.at("last"));
    for (const auto& [command, time] : json.at("succeeded").items())
      log.succeeded[command] = time_of(time);
  } catch (const Json::exception&) {
    return {};  // of another version, or damaged: as if there were none
  }
  return log;
}

void record_run(const std::filesystem::path& index_dir, const Run& run) {
  RunLog log = read_run_log(index_dir);
  if (succeeded(run))
    log.succeeded[run.command] =
        run.began + std::chrono::seconds(static_cast<std::int64_t>(run.seconds));
  Json times = Json::object();
  for (const auto& [command, time] : log.succeeded) times[command] = seconds_of(time);
  const Json json = {{"v", kVersion}, {"last", to_json(run)}, {"succeeded", std::move(times)}};
  replace_file(index_dir / kFile, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace newsidx
