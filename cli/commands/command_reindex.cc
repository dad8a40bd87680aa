#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/commands/intake_options.h"
#include "cli/commands/recorded_run.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "newsidx/displayable.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

struct ReindexOptions {
  ReindexRequest request;
  IntakeOptions intake;
  IndexerOptions writing;
};

std::string summary(const ReindexReport& report, const std::string& index_dir) {
  const AddReport& articles = report.articles;
  std::string text = fmt::format("{} added, {} replaced, {} removed, {} refused in {:.1f} s: {}\n",
                                 articles.added, articles.replaced, report.removed,
                                 articles.refused, articles.elapsed.count(), index_dir);
  text += fmt::format("  {} files: {} read, {} moved, {} gone\n", report.files, report.files_read,
                      report.files_moved, report.files_gone);
  if (articles.unchanged > 0)
    text += fmt::format("  {} in files that changed, themselves unchanged\n",
                        counted(articles.unchanged, "article"));
  if (report.carried > 0)
    text += fmt::format("  {} of no folder of the archive taken over\n",
                        counted(report.carried, "article"));
  if (report.lost > 0)
    text += fmt::format(
        "  what could not be read of the old index is lost (each is named); {} is kept until you "
        "remove it\n",
        report.kept_generation);
  return text + intake_summary(articles);
}

// A mistyped name must not make an empty index.
void require_roots(const std::vector<std::string>& roots, const std::filesystem::path& index_dir) {
  if (roots.empty())
    throw Error(ErrorCode::kNotFound, index_dir.string() + ": there is no newsidx index here",
                "name the archive's folders to make one, or another index with --index");
  for (const std::string& root : roots)
    if (std::error_code error; !std::filesystem::exists(root, error) && root != "-")
      throw Error(ErrorCode::kNotFound, root + ": no such file or folder",
                  "name the archive's folders, or files");
}

int run_reindex(ReindexOptions& options, const CommonOptions& common) {
  options.intake.complete(options.request.reading, options.writing.stemmer);
  options.writing.stop = stop_requested;
  options.writing.rebuild = options.request.full;
  const std::filesystem::path index_dir = common.index_dir();
  if (!has_index(index_dir)) require_roots(options.request.reading.paths, index_dir);
  return recorded_run(index_dir, "reindex", [&](Run& run) {
    Indexer indexer(index_dir, options.writing);
    catch_stop_signals();
    IntakeMessages messages(common, run);
    const ReindexReport report = indexer.reindex(options.request, messages.observer());
    messages.finish();
    if (report.undecided_roots > 0 && !common.quiet)
      complain(
          "newsidx reindex --follow=no FOLDER, or --follow=anywhere, settles what links are for");
    set_counts(report.articles, run);
    run.removed = report.removed;
    const bool changed = run.added + run.replaced + run.removed + report.files_moved > 0;
    if (common.format_or(Format::kText) == Format::kJson)
      write_out(dump(to_json(report), true) + "\n");
    else if (!common.quiet && (changed || common.verbose || stderr_is_terminal()))
      write_out(summary(report, displayable(index_dir.string())));
    if (report.articles.stopped) {
      complain(report.full
                   ? fmt::format("stopped by {}: the index is as it was", stop_signal_name())
                   : fmt::format("stopped by {}: {} committed; run it again for the rest",
                                 stop_signal_name(), counted(run.added + run.replaced, "article")));
      return stop_exit_code();
    }
    // Who names a folder means its files; a line in cron names none.
    if (report.files + report.files_gone + report.articles.refused == 0 &&
        !options.request.reading.paths.empty())
      complain_nothing_read(report.articles);
    return report.articles.refused + report.lost > 0 ? kSomeRefused : kDone;
  });
}

}  // namespace

void add_reindex(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<ReindexOptions>();
  ReindexRequest& request = options->request;
  CLI::App* command =
      program.add_subcommand("reindex", "Bring the index up to date with the archive's files");
  command
      ->add_option("ROOT", request.reading.paths,
                   "the archive's folders or files; none: those the index remembers")
      ->type_name("");
  command->add_flag("--full", request.full,
                    "read everything and build the index anew beside the old one");
  command->add_option("--keep", request.keep, "with --full: earlier generations to keep")
      ->type_name("N")
      ->transform(whole_number(0, 1000))
      ->capture_default_str();
  command
      ->add_option("--max-delete", request.max_delete,
                   "stop when more of the archive's articles are gone, in percent")
      ->type_name("PERCENT")
      ->check(CLI::Range(0.0, 100.0))
      ->capture_default_str();
  command
      ->add_option("--forget", request.forget,
                   "a folder to remember no longer; its articles are removed")
      ->type_name("ROOT");
  options->intake.add_to(*command, request.reading, options->writing.stemmer);
  add_writing_options(*command, options->writing);
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
The folders, and the options they are read with, are remembered when first named. A file is opened only when
its size or time changed; of a file with many articles those that changed are indexed. Articles whose file is
gone are removed; files that only moved are not read again. An article that several files hold is taken from
the last of them that has a date: the folders in the order they were first named, their files by name. Links in
folders are left out (--follow). Prints nothing when
nothing changed, unless on a terminal.

Examples:
  newsidx reindex /srv/archive
  newsidx reindex
  newsidx reindex --full --keep 2

Exit code: 0 done, 3 some articles were refused (each is named), 65 too much of the archive is gone (nothing
was removed), 66 a folder does not exist, 75 another run is writing, 130 or 143 stopped by a signal.)");
  command->callback([options, &common, &exit_code] { exit_code = run_reindex(*options, common); });
}

}  // namespace newsidx::cli
