#include <fmt/format.h>

#include <memory>
#include <unordered_set>

#include "cli/commands/id_list.h"
#include "cli/commands/intake_options.h"
#include "cli/commands/recorded_run.h"
#include "cli/options.h"
#include "newsidx/displayable.h"
#include "newsidx/indexer.h"
#include "newsidx/searcher.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

struct RemoveOptions {
  IdList ids;
  IndexerOptions writing;
};

// A list that was found by several queries may name one twice.
std::vector<std::string> each_once(const std::vector<std::string>& ids) {
  std::vector<std::string> once;
  std::unordered_set<std::string> known;
  for (const std::string& id : ids)
    if (known.insert(id).second) once.push_back(id);
  return once;
}

int remove_ids(const RemoveOptions& options, const CommonOptions& common, Run& run) {
  const std::vector<std::string> ids = each_once(options.ids.read());
  const std::filesystem::path index_dir = common.index_dir();
  // Removing must not make an index where there is none; opening it to read says so.
  { const Searcher there(index_dir); }
  Indexer indexer(index_dir, options.writing);
  const std::vector<std::string> missing = indexer.remove(ids);
  for (const std::string& id : missing) complain(displayable(id) + ": no article of this id");
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
  options->ids.add_to(*command);
  add_lock_wait_option(*command, options->writing.lock_wait);
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Examples:
  newsidx remove bilfront-558167
  newsidx search kupon --format ids -n 1000 | newsidx remove --ids -

With --ids nothing is taken for an option that looks like one. An id that begins with - goes after --.

Exit code: 0 all removed, 1 an id is not in the index (the others are removed), 66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_remove(*options, common); });
}

}  // namespace newsidx::cli
