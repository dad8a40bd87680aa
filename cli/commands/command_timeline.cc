#include <fmt/format.h>

#include <memory>
#include <optional>

#include "cli/commands/query_options.h"
#include "cli/options.h"
#include "cli/query_note.h"
#include "cli/text/bars.h"
#include "cli/text/render_counts.h"
#include "newsidx/searcher.h"
#include "render/counts.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

struct TimelineOptions {
  QueryOptions query;
  std::optional<TimelineStep> by;
};

std::string render(const Timeline& timeline, const CommonOptions& common) {
  std::string out = render_timeline(timeline, chart_width());
  if (common.quiet) return out;
  out += fmt::format("{}{} article{}", out.empty() ? "" : "\n", timeline.total,
                     timeline.total == 1 ? "" : "s");
  if (timeline.undated > 0) out += fmt::format(", {} of them undated", timeline.undated);
  return out + '\n';
}

int run_timeline(const TimelineOptions& options, const CommonOptions& common) {
  const SearchRequest request = options.query.request(common.language);
  Searcher searcher(common.index_dir());
  const Timeline timeline =
      within_timeout(request.time_limit, [&] { return searcher.timeline(request, options.by); });
  if (!common.quiet) complain_notes(timeline.notes, common.language);
  switch (common.format_or(Format::kText)) {
    case Format::kJson:
      write_out(dump(to_json(request, timeline), true) + "\n");
      break;
    case Format::kCsv:
      write_out(timeline_csv(timeline, common.csv_style()));
      break;
    default:
      if (timeline.total > 0) write_out(render(timeline, common));
  }
  if (timeline.total > 0) return kDone;
  if (!common.quiet) complain_no_hits(0, common.language);
  return kNothingFound;
}

}  // namespace

void add_timeline(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<TimelineOptions>();
  CLI::App* command =
      program.add_subcommand("timeline", "Count what a query finds by day, month or year");
  add_query_options(*command, options->query, common);
  add_choice<std::optional<TimelineStep>>(
      *command, "--by", options->by,
      {{"day", TimelineStep::kDay}, {"month", TimelineStep::kMonth}, {"year", TimelineStep::kYear}},
      "day, month or year (default: what gives few rows)");
  add_format_option(*command, common, {Format::kText, Format::kJson, Format::kCsv});
  add_common_options(*command, common);
  command->footer(R"(
Counts are exact, over every article that the query matches, near-copies each. The rows are those from --from
to --to, else from the first match to the last, also those without any; in text more than three such rows
that follow each other are one. JSON and CSV have beside each count that of all the archive's articles, so
that a share can be told from a bad week of the archive.

Bars are drawn with # unless LC_ALL, LC_CTYPE or LANG names UTF-8.

Examples:
  newsidx timeline deprem
  newsidx timeline "Şi Putin" --by month --from 2024 --to 2025
  newsidx timeline seçim --by day --format csv > secim.csv

Exit code: 0 found, 1 nothing found, 64 a query that cannot be understood or asks for too much, or more than
100,000 rows for JSON or CSV, 66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_timeline(*options, common); });
}

}  // namespace newsidx::cli
