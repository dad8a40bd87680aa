#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/options.h"
#include "cli/text/render_gaps.h"
#include "newsidx/displayable.h"
#include "newsidx/searcher.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kShownSources = 20;

std::string render(const IndexStatistics& statistics, const std::string& index_dir) {
  std::string out = fmt::format("index        {}\n", index_dir);
  out += fmt::format("articles     {}\n", statistics.articles);
  if (statistics.first && statistics.last)
    out += fmt::format("dates        {} to {}\n", format_date(*statistics.first),
                       format_date(*statistics.last));
  if (statistics.undated > 0) out += fmt::format("undated      {}\n", statistics.undated);
  for (const auto& [year, count] : statistics.years)
    out += fmt::format("  {:<10} {}\n", year, count);
  const auto stated =
      std::count_if(statistics.sources.begin(), statistics.sources.end(),
                    [](const SourceCount& source) { return !source.source.empty(); });
  out += fmt::format("sources      {}\n", stated);
  for (std::size_t i = 0; i < statistics.sources.size(); ++i) {
    if (i == kShownSources) {
      out +=
          fmt::format("  and {} more (--format json lists all)\n", statistics.sources.size() - i);
      break;
    }
    const SourceCount& source = statistics.sources[i];
    out += fmt::format("  {:<10} {}\n", source.articles,
                       source.source.empty() ? "(none stated)" : displayable_text(source.source));
  }
  out += fmt::format("size         {}\n", size_text(statistics.disk_bytes));
  out += fmt::format("generation   {}\n", statistics.generation);
  out += fmt::format("made by      {}\n", displayable(statistics.fingerprint));
  return out;
}

int run_stats(bool gaps, const CommonOptions& common) {
  const std::filesystem::path index_dir = common.index_dir();
  Searcher searcher(index_dir);
  const bool json = common.format_or(Format::kText) == Format::kJson;
  if (gaps) {
    const ArchiveGaps found = searcher.gaps();
    write_out(json ? dump(to_json(found), true) + "\n" : render_gaps(found));
    return kDone;
  }
  const IndexStatistics statistics = searcher.statistics();
  if (json)
    write_out(dump(to_json(statistics), true) + "\n");
  else
    write_out(render(statistics, displayable(index_dir.string())));
  return kDone;
}

}  // namespace

void add_stats(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto gaps = std::make_shared<bool>(false);
  CLI::App* command = program.add_subcommand("stats", "Tell what the index holds");
  command->add_flag("--gaps", *gaps,
                    "instead: the days without articles, as a whole and by source");
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Of a source with articles on at least 5 days, --gaps names the stretches of at least 7 days without any
that are more than twice as long as nine in ten of its intervals, and says when it has been silent
like that up to the archive's last day. Articles without a date do not count.

Examples:
  newsidx stats
  newsidx stats --format json | jq .years
  newsidx stats --gaps
  newsidx stats --gaps --format json | jq -r '.gaps[] | select(.days > 3) | .from'

Exit code: 0, or 66 when there is no index.)");
  command->callback([gaps, &common, &exit_code] { exit_code = run_stats(*gaps, common); });
}

}  // namespace newsidx::cli
