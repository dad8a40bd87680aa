#include <fmt/format.h>

#include "cli/options.h"
#include "newsidx/displayable.h"
#include "newsidx/status.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

int run_check(const CommonOptions& common) {
  const std::filesystem::path index_dir = common.index_dir();
  const CheckReport report = check_index(index_dir);
  const bool sound = report.damages.empty();
  if (common.format_or(Format::kText) == Format::kJson) {
    write_out(dump(to_json(report), true) + "\n");
  } else {
    if (sound && !common.quiet)
      write_out(fmt::format(
          "{}: sound ({}, {} articles, {} files of the archive{})\n",
          displayable(index_dir.string()), report.generation, report.articles, report.files,
          report.read_only ? "; by reading alone, as it may not be written" : ""));
    for (const std::string& damage : report.damages)
      complain(fmt::format("{}: {}", index_dir.string(), displayable(damage)));
  }
  if (!sound)
    complain("the index is damaged: newsidx reindex --full builds it anew, or restore a backup");
  return sound ? kDone : static_cast<int>(ErrorCode::kIo);
}

}  // namespace

void add_check(CLI::App& program, CommonOptions& common, int& exit_code) {
  CLI::App* command =
      program.add_subcommand("check", "Read the whole index and see that it is sound");
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Runs Xapian's own check, looks up every article by its id and by words of its text, and compares the list of
the archive's files. Works while the index is written; then some of it may be checked twice. Where the index
may only be read (a read-only disk, another user), all that it holds is read and compared instead of
Xapian's check, which opens the files for writing though it changes nothing.

Exit code: 0 sound, 66 no index, 74 damaged (what is wrong is said).)");
  command->callback([&common, &exit_code] { exit_code = run_check(common); });
}

}  // namespace newsidx::cli
