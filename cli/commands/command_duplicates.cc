#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/options.h"
#include "newsidx/displayable.h"
#include "newsidx/searcher.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

std::string render(const CopyGroup& group) {
  std::string out;
  for (const CopyGroup::Member& member : group.members) {
    const bool first = &member == &group.members.front();
    out += fmt::format("{}{}  {}  {}{}\n", first ? "" : "    ",
                       member.date ? format_date(*member.date) : "no date   ",
                       displayable(member.id), displayable_text(member.title),
                       member.source.empty() ? "" : " (" + displayable_text(member.source) + ")");
  }
  return out;
}

int run_duplicates(std::uint64_t count, const CommonOptions& common) {
  Searcher searcher(common.index_dir());
  std::vector<CopyGroup> groups = searcher.duplicates();
  const std::size_t all = groups.size();
  if (count > 0 && all > count) groups.resize(count);
  switch (common.format_or(Format::kText)) {
    case Format::kJson:
      write_out(dump(to_json(groups, all), true) + "\n");
      break;
    case Format::kIds:
      for (const CopyGroup& group : groups)
        for (std::size_t i = 1; i < group.members.size(); ++i)
          write_out(group.members[i].id + "\n");
      break;
    default:
      for (const CopyGroup& group : groups) write_out(render(group));
      if (groups.size() < all)
        write_out(fmt::format("and {} more groups (-n 0 lists all)\n", all - groups.size()));
  }
  if (all == 0 && !common.quiet) complain("no near-copies found");
  return all == 0 ? kNothingFound : kDone;
}

}  // namespace

void add_duplicates(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto count = std::make_shared<std::uint64_t>(100);
  CLI::App* command =
      program.add_subcommand("duplicates", "List articles that say almost the same");
  command->add_option("-n,--limit", *count, "groups to list; 0: all")
      ->type_name("N")
      ->transform(whole_number(0, 1'000'000'000))
      ->capture_default_str();
  add_format_option(*command, common, {Format::kText, Format::kJson, Format::kIds});
  add_common_options(*command, common);
  command->footer(R"(
The same wire story under several ids, with small edits, is recognised when it is added. Of each group the
first print stands first, by date; the later ones stand under it. --format ids lists the later ones alone.

Exit code: 0 some found, 1 none, 66 no index.)");
  command->callback([count, &common, &exit_code] { exit_code = run_duplicates(*count, common); });
}

}  // namespace newsidx::cli
