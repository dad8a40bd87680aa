#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "cli/options.h"
#include "newsidx/displayable.h"
#include "newsidx/status.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kShownRefusals = 10;

struct StatusOptions {
  std::string max_age;
};

// 26h, 90m, 2d, 3600s.
std::chrono::seconds parse_age(const std::string& text) {
  std::int64_t count = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  const std::string unit(stop, end);
  std::int64_t seconds = 0;
  if (unit == "s") seconds = 1;
  if (unit == "m") seconds = 60;
  if (unit == "h") seconds = 3600;
  if (unit == "d") seconds = 86400;
  constexpr std::int64_t kMost = 1'000'000;
  if (error != std::errc() || seconds == 0 || count <= 0 || count > kMost)
    throw Error(ErrorCode::kUsage, "--max-age: no length of time: " + text,
                "write it as 26h, 90m or 2d");
  return std::chrono::seconds(count * seconds);
}

std::string time_text(RunTime time) { return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", time); }

std::string age_text(std::chrono::seconds age) {
  const auto seconds = age.count();
  if (seconds < 120) return fmt::format("{} s", seconds);
  if (seconds < 7200) return fmt::format("{} min", seconds / 60);
  if (seconds < 172800) return fmt::format("{} h", seconds / 3600);
  return fmt::format("{} days", seconds / 86400);
}

std::string render(const Run& run) {
  std::string out = fmt::format("last run     {}, {}, {:.1f} s", displayable(run.command),
                                time_text(run.began), run.seconds);
  if (!run.error.empty())
    out += fmt::format(", failed ({}): {}\n", run.exit_code, displayable(run.error));
  else
    out +=
        fmt::format(": {} added, {} replaced, {} removed, {} refused{}\n", run.added, run.replaced,
                    run.removed, run.refused, run.exit_code > 128 ? ", stopped by a signal" : "");
  for (std::size_t i = 0; i < std::min(run.refusals.size(), kShownRefusals); ++i)
    out += fmt::format("  refused    {}: {}\n", displayable(run.refusals[i].place),
                       displayable(run.refusals[i].text));
  if (run.refused > kShownRefusals)
    out += fmt::format("  and {} more\n", run.refused - kShownRefusals);
  return out;
}

std::string render(const IndexStatus& status, const std::string& index_dir, RunTime now) {
  std::string out = fmt::format("index        {}\n", displayable(index_dir));
  out += fmt::format("articles     {}\n", status.articles);
  out += fmt::format("size         {}\n", size_text(status.disk_bytes));
  out += fmt::format("generation   {}\n", status.generation);
  const auto is_later = [&](const std::string& name) {
    return std::find(status.later_generations.begin(), status.later_generations.end(), name) !=
           status.later_generations.end();
  };
  for (const std::string& kept : status.kept_generations)
    out +=
        fmt::format("  kept       {}{}\n", displayable(kept),
                    is_later(kept) ? " (later than the one in use; never removed by itself)" : "");
  out +=
      fmt::format("writer       {}\n", status.writer.empty() ? "none" : "process " + status.writer);
  if (!status.roots.empty()) out += fmt::format("archive      {} files, in\n", status.files);
  for (const std::string& root : status.roots) out += fmt::format("  {}\n", displayable(root));
  out += status.last_run ? render(*status.last_run) : "last run     none recorded\n";
  if (status.last_success)
    out += fmt::format("last success {} ({} ago)\n", time_text(*status.last_success),
                       age_text(now - *status.last_success));
  out += fmt::format("canaries     {}\n",
                     status.damage.empty() ? "found" : displayable(status.damage));
  return out;
}

int run_status(const StatusOptions& options, const CommonOptions& common) {
  std::optional<std::chrono::seconds> max_age;
  if (!options.max_age.empty()) max_age = parse_age(options.max_age);
  const std::filesystem::path index_dir = common.index_dir();
  const IndexStatus status = index_status(index_dir);
  const RunTime now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump(to_json(status), true) + "\n");
  else if (!common.quiet)
    write_out(render(status, index_dir.string(), now));

  if (!status.damage.empty()) {
    complain(fmt::format("{}: a canary query fails: {}", index_dir.string(),
                         displayable(status.damage)));
    return static_cast<int>(ErrorCode::kIo);
  }
  if (!max_age || (status.last_success && now - *status.last_success <= *max_age)) return kDone;
  complain(status.last_success
               ? fmt::format("{}: the last run that succeeded ended {} ago, more than {}",
                             index_dir.string(), age_text(now - *status.last_success),
                             options.max_age)
               : fmt::format("{}: no run has succeeded yet", index_dir.string()));
  return kNothingFound;
}

}  // namespace

void add_status(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<StatusOptions>();
  CLI::App* command = program.add_subcommand("status", "Tell how the index is and what ran last");
  command
      ->add_option("--max-age", options->max_age,
                   "fail when the last successful run is longer ago, such as 26h, 90m, 2d")
      ->type_name("TIME")
      ->check(not_empty());
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Looks up a few articles by their words (canary queries), so that an index that finds nothing is not called
healthy. newsidx check looks at all of it.

Examples:
  newsidx status
  newsidx status --quiet --max-age 26h    # for monitoring: says nothing when all is well

Exit code: 0 healthy, 1 with --max-age: no run has succeeded for so long, 66 no index, 74 a canary query
fails.)");
  command->callback([options, &common, &exit_code] { exit_code = run_status(*options, common); });
}

}  // namespace newsidx::cli
