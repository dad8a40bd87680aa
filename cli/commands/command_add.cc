#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/commands/intake_options.h"
#include "cli/commands/recorded_run.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "newsidx/displayable.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

struct AddOptions {
  AddRequest request;
  IntakeOptions intake;
  IndexerOptions writing;
};

std::string summary(const AddReport& report, const std::string& index_dir) {
  const double seconds = std::max(report.elapsed.count(), 0.001);
  const auto taken = report.added + report.replaced + report.unchanged;
  const std::string unchanged =
      report.unchanged > 0 ? fmt::format(", {} unchanged", report.unchanged) : "";
  return fmt::format("{} added, {} replaced{}, {} refused in {:.1f} s ({:.0f} a second): {}\n",
                     report.added, report.replaced, unchanged, report.refused, seconds,
                     static_cast<double>(taken) / seconds, index_dir) +
         intake_summary(report);
}

int run_add(AddOptions& options, const CommonOptions& common) {
  options.intake.complete(options.request, options.writing.stemmer);
  options.writing.stop = stop_requested;
  const std::filesystem::path index_dir = common.index_dir();
  return recorded_run(index_dir, "add", [&](Run& run) {
    Indexer indexer(index_dir, options.writing);
    catch_stop_signals();
    StoppableInput buffer;
    std::istream standard_input(&buffer);
    IntakeMessages messages(common, run);
    const AddReport report = indexer.add(options.request, standard_input, messages.observer());
    messages.finish();
    set_counts(report, run);
    if (common.format_or(Format::kText) == Format::kJson)
      write_out(dump(to_json(report), true) + "\n");
    else if (!common.quiet)
      write_out(summary(report, displayable(index_dir.string())));
    if (report.stopped) {
      complain(fmt::format("stopped by {}: {} committed", stop_signal_name(),
                           counted(report.added + report.replaced, "article")));
      return stop_exit_code();
    }
    if (report.added + report.replaced + report.unchanged + report.undated_copies + report.refused +
            report.missing_paths ==
        0)
      complain_nothing_read(report);
    if (report.missing_paths > 0) return static_cast<int>(ErrorCode::kNotFound);
    return report.refused > 0 ? kSomeRefused : kDone;
  });
}

}  // namespace

void add_add(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<AddOptions>();
  AddRequest& request = options->request;
  CLI::App* command = program.add_subcommand("add", "Add articles to the index");
  command
      ->add_option("PATH", request.paths,
                   "files, folders (read recursively), or - for standard input")
      ->required()
      ->type_name("");
  options->intake.add_to(*command, request, options->writing.stemmer);
  add_writing_options(*command, options->writing);
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Plain text (.txt) is one article a file; it may begin with ` date YYYY-MM-DD `. JSON Lines (.jsonl,
.ndjson, .json) is one object a line with text, and if known id, title, date, source, author, section,
url. An article whose id is in the index replaces the old one, but one without a date none that has one. A
text that states no id and was edited is another article (newsidx reindex keeps to the files instead). In
folders, files of other kinds and those that a file .newsidxignore lists are skipped, and links are left out
(--follow).

Examples:
  newsidx add archive/
  newsidx add 2025.jsonl 2026.jsonl --index /srv/news.idx
  newsidx add --source "Kıyı Gazetesi" --date 2025-09-02 makale.txt
  zcat 2009.jsonl.gz | newsidx add -

Exit code: 0 all added, 3 some articles were refused (each is named), 66 a path does not exist,
75 another run is writing, 130 or 143 stopped by a signal.)");
  command->callback([options, &common, &exit_code] { exit_code = run_add(*options, common); });
}

}  // namespace newsidx::cli
