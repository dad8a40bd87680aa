#include <fmt/format.h>

#include <memory>
#include <optional>

#include "cli/commands/query_options.h"
#include "cli/options.h"
#include "cli/query_note.h"
#include "cli/text/bars.h"
#include "cli/text/render_entity.h"
#include "newsidx/displayable.h"
#include "newsidx/entity.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

struct EntityOptions {
  EntityRequest request;
  std::vector<std::string> words;
};

int run_entity(EntityOptions& options, const CommonOptions& common) {
  EntityRequest& request = options.request;
  request.name = joined_words(options.words);
  Searcher searcher(common.index_dir());
  const std::optional<EntityProfile> profile =
      within_timeout(request.time_limit, [&] { return searcher.entity(request); });
  if (!profile) {
    if (!common.quiet)
      complain(
          fmt::format("{}: the index has no such person, place or organisation\n"
                      "  for articles with the words: newsidx search \"{}\"",
                      displayable(request.name), displayable(request.name)));
    return kNothingFound;
  }
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump(to_json(*profile), true) + "\n");
  else
    write_out(render_entity(*profile, text_marks(common.color), chart_width(), terminal_width()));
  return kDone;
}

}  // namespace

void add_entity(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<EntityOptions>();
  EntityRequest& request = options->request;
  CLI::App* command = program.add_subcommand(
      "entity", "Tell what the archive has about a person, a place or an organisation");
  command->add_option("NAME", options->words, "the name, a part of it, or another name of the same")
      ->required()
      ->type_name("")
      ->check(not_empty());
  add_choice(*command, "--type", request.type,
             Choices<std::optional<EntityType>>{{"person", EntityType::kPerson},
                                                {"place", EntityType::kPlace},
                                                {"org", EntityType::kOrganization}},
             "person, place or org (default: of which most articles are)");
  command->add_option("-n,--limit", request.latest, "how many of the latest articles")
      ->type_name("N")
      ->transform(whole_number(0, 1000))
      ->capture_default_str();
  add_choice(*command, "--by", request.step,
             Choices<std::optional<TimelineStep>>{{"day", TimelineStep::kDay},
                                                  {"month", TimelineStep::kMonth},
                                                  {"year", TimelineStep::kYear}},
             "the timeline by day, month or year (default: so that its rows are few)");
  add_timeout_option(*command, request.time_limit);
  add_language_option(*command, common);
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Who or what it is, how the articles spell it, how many there are, when, with whom and where it appears most,
and the latest. Of several that are called so the one with most articles is shown, and the others are named.
What is one and the same under several names is said by newsidx aliases.

Examples:
  newsidx entity "Şi Cinping"
  newsidx entity putin --format json
  newsidx entity ankara --type place -n 20

Exit code: 0 found, 1 nobody and nothing of this name, 64 it asks for too much, 66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_entity(*options, common); });
}

}  // namespace newsidx::cli
