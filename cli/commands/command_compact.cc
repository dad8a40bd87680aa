#include <fmt/format.h>

#include <memory>

#include "cli/commands/intake_options.h"
#include "cli/commands/recorded_run.h"
#include "cli/options.h"
#include "newsidx/searcher.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

int compact_index(const IndexerOptions& writing, const CommonOptions& common) {
  const std::filesystem::path index_dir = common.index_dir();
  const std::uint64_t before = Searcher(index_dir).statistics().disk_bytes;
  Indexer(index_dir, writing).compact();
  const IndexStatistics after = Searcher(index_dir).statistics();
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump({{"v", kJsonVersion},
                    {"bytes_before", before},
                    {"bytes_after", after.disk_bytes},
                    {"generation", after.generation}},
                   true) +
              "\n");
  else if (!common.quiet)
    write_out(fmt::format("{} -> {}: {}\n", size_text(before), size_text(after.disk_bytes),
                          index_dir.string()));
  return kDone;
}

}  // namespace

void add_compact(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto writing = std::make_shared<IndexerOptions>();
  CLI::App* command = program.add_subcommand("compact", "Write the index anew without gaps");
  add_lock_wait_option(*command, writing->lock_wait);
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Many small changes leave gaps in an index, and one that began small keeps its articles less densely. This
mends both: it writes the index anew as another generation, beside the old one, which stays in use until the
new one is whole; both need room for that time.

Exit code: 0 done, 66 no index, 74 the disk is full (the index is as it was), 75 another run is writing.)");
  command->callback([writing, &common, &exit_code] {
    exit_code = recorded_run(common.index_dir(), "compact",
                             [&](Run&) { return compact_index(*writing, common); });
  });
}

}  // namespace newsidx::cli
