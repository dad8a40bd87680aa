#include <fmt/format.h>

#include <memory>

#include "cli/intake_options.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/recorded_run.h"
#include "newsidx/indexer.h"
#include "newsidx/searcher.h"

namespace newsidx::cli {
namespace {

struct RemoveOptions {
  std::vector<std::string> ids;
  IndexerOptions writing;
};

int remove_ids(const RemoveOptions& options, const CommonOptions& common, Run& run) {
  const std::vector<std::string>& ids = options.ids;
  const std::filesystem::path index_dir = common.index_dir();
  // Removing must not make an index where there is none; opening it to read says so.
  { const Searcher there(index_dir); }
  Indexer indexer(index_dir, options.writing);
  const std::vector<std::string> missing = indexer.remove(ids);
  for (const std::string& id : missing) complain(fmt::format("{}: no article of this id", id));
  const std::size_t removed = ids.size() - missing.size();
  run.removed = removed;
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump({{"v", kJsonVersion}, {"removed", removed}, {"missing", missing}}, true) + "\n");
  else if (!common.quiet)
    write_out(fmt::format("{} removed, {} not there\n", removed, missing.size()));
  return missing.empty() ? kDone : kNothingFound;
}

int run_remove(const RemoveOptions& options, const CommonOptions& common) {
  return recorded_run(common.index_dir(), "remove",
                      [&](Run& run) { return remove_ids(options, common, run); });
}

}  // namespace

void add_remove(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<RemoveOptions>();
  CLI::App* command = program.add_subcommand("remove", "Remove articles by id");
  command->add_option("ID", options->ids, "as search prints it")->required()->type_name("");
  add_lock_wait_option(*command, options->writing.lock_wait);
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Examples:
  newsidx remove bilfront-558167
  newsidx search kupon --format ids -n 1000 | xargs -d '\n' newsidx remove

Exit code: 0 all removed, 1 an id is not in the index (the others are removed), 66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_remove(*options, common); });
}

}  // namespace newsidx::cli
