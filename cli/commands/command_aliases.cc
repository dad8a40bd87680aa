#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <set>

#include "cli/options.h"
#include "newsidx/aliases.h"
#include "newsidx/displayable.h"
#include "newsidx/error.h"
#include "newsidx/searcher.h"
#include "newsidx/utf8.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

struct AliasOptions {
  std::string name;
  std::vector<std::string> spellings;
  std::optional<EntityType> type;
};

Json alias_json(const AliasLine& line) {
  return {{"name", line.canonical},
          {"type", entity_type_name(line.type)},
          {"spellings", line.spellings}};
}

// Lines of the list as people are shown them.
std::string shown(std::vector<AliasLine> lines) {
  for (AliasLine& line : lines) {
    line.canonical = displayable_text(line.canonical);
    for (std::string& spelling : line.spellings) spelling = displayable_text(spelling);
  }
  return format_aliases(lines);
}

// The one type that the list knows the names under.
EntityType type_of(const AliasOptions& options, const AliasBook& book) {
  if (options.type) return *options.type;
  std::vector<std::string> names = options.spellings;
  names.push_back(options.name);
  const std::vector<EntityType> types = book.types_of(names);
  if (types.size() == 1) return types.front();
  throw Error(ErrorCode::kUsage,
              types.empty() ? "the list does not know these names: of what type are they?"
                            : "the list knows these names under several types: which is meant?",
              "say --type person, --type place or --type org");
}

int run_list(const AliasOptions& options, const CommonOptions& common) {
  const AliasBook book(common.index_dir(), AliasBook::Access::kRead);
  std::vector<AliasLine> lines = book.lines(options.name);
  if (options.type)
    std::erase_if(lines, [&](const AliasLine& line) { return line.type != *options.type; });
  if (common.format_or(Format::kText) == Format::kJson) {
    Json json = {{"v", kJsonVersion}, {"aliases", Json::array()}};
    for (const AliasLine& line : lines) json["aliases"].push_back(alias_json(line));
    write_out(dump(json, true) + "\n");
  } else {
    write_out(shown(lines));
  }
  if (!lines.empty()) return kDone;
  if (!common.quiet) complain("the list has no such name");
  return kNothingFound;
}

int run_aliases_add(const AliasOptions& options, const CommonOptions& common) {
  AliasBook book(common.index_dir(), AliasBook::Access::kChange);
  const AliasLine line = book.add({options.name, type_of(options, book), options.spellings});
  if (!common.quiet) write_out(shown({line}));
  return kDone;
}

int run_aliases_remove(const AliasOptions& options, const CommonOptions& common) {
  AliasBook book(common.index_dir(), AliasBook::Access::kChange);
  const std::string removed = book.remove(type_of(options, book), options.name);
  if (!common.quiet) write_out(displayable_text(removed) + " removed\n");
  return kDone;
}

// For a POSIX shell, and for a look before: without what shows nothing, which is no part of a name.
std::string shell_word(std::string_view word) {
  std::string out = "'";
  for (std::size_t i = 0; i < word.size();) {
    const char32_t code = next_code_point(word, i);
    if (code == '\'')
      out += "'\\''";
    else if (is_control(code))
      out += ' ';
    else if (!is_ignorable(code))
      append_code_point(out, code);
  }
  return out + "'";
}

std::string_view short_type(EntityType type) {
  return type == EntityType::kOrganization ? "org" : entity_type_name(type);
}

std::string render(const AliasSuggestion& suggestion) {
  return fmt::format("newsidx aliases add {} {} --type {}  # {}: {} and {} articles{}\n",
                     shell_word(suggestion.canonical), shell_word(suggestion.spelling),
                     short_type(suggestion.type), alias_reason_name(suggestion.reason),
                     suggestion.canonical_articles, suggestion.spelling_articles,
                     suggestion.share < 1
                         ? fmt::format(", {:.1f}% of those it may be", 100 * suggestion.share)
                         : "");
}

int run_suggest(const AliasOptions& options, const CommonOptions& common) {
  Searcher searcher(common.index_dir());
  std::vector<AliasSuggestion> suggestions = suggest_aliases(searcher);
  if (options.type)
    std::erase_if(suggestions, [&](const auto& found) { return found.type != *options.type; });
  const Format format = common.format_or(Format::kText);
  if (format == Format::kJson) {
    Json json = {{"v", kJsonVersion}, {"suggestions", Json::array()}};
    for (const AliasSuggestion& found : suggestions)
      json["suggestions"].push_back({{"name", found.canonical},
                                     {"spelling", found.spelling},
                                     {"type", entity_type_name(found.type)},
                                     {"reason", alias_reason_name(found.reason)},
                                     {"name_articles", found.canonical_articles},
                                     {"spelling_articles", found.spelling_articles},
                                     {"share", found.share}});
    write_out(dump(json, true) + "\n");
  } else if (format == Format::kCsv) {
    const CsvStyle style = common.csv_style();
    write_out(csv_header(
        {"name", "spelling", "type", "reason", "name_articles", "spelling_articles", "share"},
        style));
    for (const AliasSuggestion& found : suggestions)
      write_out(csv_line(
          {found.canonical, found.spelling, std::string(entity_type_name(found.type)),
           std::string(alias_reason_name(found.reason)), std::to_string(found.canonical_articles),
           std::to_string(found.spelling_articles), fmt::format("{:.4f}", found.share)},
          style));
  } else {
    for (const AliasSuggestion& found : suggestions) write_out(render(found));
  }
  if (!suggestions.empty()) return kDone;
  if (!common.quiet) complain("nothing to suggest");
  return kNothingFound;
}

void add_type_option(CLI::App& command, const std::shared_ptr<AliasOptions>& options) {
  add_choice<std::optional<EntityType>>(command, "--type", options->type,
                                        {{"person", EntityType::kPerson},
                                         {"place", EntityType::kPlace},
                                         {"org", EntityType::kOrganization},
                                         {"organization", EntityType::kOrganization}},
                                        "person, place or org");
}

using RunAliases = int (*)(const AliasOptions&, const CommonOptions&);

void set_callback(CLI::App& command, const std::shared_ptr<AliasOptions>& options,
                  CommonOptions& common, int& exit_code, RunAliases run) {
  command.callback([options, &common, &exit_code, run] { exit_code = run(*options, common); });
}

void add_alias_list(CLI::App& aliases, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<AliasOptions>();
  CLI::App* command = aliases.add_subcommand("list", "Print names and their spellings");
  command->add_option("NAME", options->name, "of whom; without it, all")->type_name("");
  add_type_option(*command, options);
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Lines are NAME<TAB>TYPE<TAB>SPELLING…, as in the file aliases.tsv of the index's folder, whose lines count before
those that ship with the program.

Examples:
  newsidx aliases list Putin
  newsidx aliases list --type org
  newsidx aliases list --format json | jq -r '.aliases[].name'

Exit code: 0, or 1 when there is no such name.)");
  set_callback(*command, options, common, exit_code, run_list);
}

void add_alias_add(CLI::App& aliases, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<AliasOptions>();
  CLI::App* command = aliases.add_subcommand("add", "Take names for one");
  command->add_option("NAME", options->name, "what it is called in results")
      ->required()
      ->type_name("");
  command->add_option("SPELLING", options->spellings, "what else it is called")
      ->required()
      ->type_name("");
  add_type_option(*command, options);
  add_common_options(*command, common);
  command->footer(R"(
What is added counts at once, in searches, facets and newsidx entity; nothing is indexed again. A spelling that
another name had leaves it. Case and Turkish letters need no spelling of their own.

Examples:
  newsidx aliases add "Şi Cinping" "Xi Jinping"
  newsidx aliases add "Abdullah Gül" Gül --type person

Exit code: 0, 64 no name, or its type is not known, 66 no index, 73 or 74 the list cannot be written, 75 another
run writes it, 78 the list has a line that cannot be read.)");
  set_callback(*command, options, common, exit_code, run_aliases_add);
}

void add_alias_remove(CLI::App& aliases, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<AliasOptions>();
  CLI::App* command = aliases.add_subcommand("remove", "Let a spelling stand for itself");
  command->add_option("NAME", options->name, "a spelling, or a name whose line is to go")
      ->required()
      ->type_name("");
  add_type_option(*command, options);
  add_common_options(*command, common);
  command->footer(R"(
What was added goes. A spelling that the program's own list has gets a line in the index's aliases.tsv that says it
stands for itself.

Examples:
  newsidx aliases remove "Xi Jinping"
  newsidx aliases remove Bush --type person

Exit code: 0, 64 its type is not known, 66 no such spelling or no index, 73 or 74 the list cannot be written.)");
  set_callback(*command, options, common, exit_code, run_aliases_remove);
}

void add_alias_suggest(CLI::App& aliases, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<AliasOptions>();
  CLI::App* command =
      aliases.add_subcommand("suggest", "Print which names of the index may be one");
  add_type_option(*command, options);
  add_format_option(*command, common, {Format::kText, Format::kJson, Format::kCsv});
  add_common_options(*command, common);
  command->footer(R"(
Suggests spellings of foreign names (Oreshkin for Oreşkin), short names that in 95 of 100 articles with such a name
mean one, and acronyms whose letters are the initials of one name. Nothing is changed: each line is a command to
run, or to leave.

Examples:
  newsidx aliases suggest --type person
  newsidx aliases suggest | grep '# spelling' | sh

Exit code: 0, 1 nothing to suggest, 66 no index.)");
  set_callback(*command, options, common, exit_code, run_suggest);
}

}  // namespace

void add_aliases(CLI::App& program, CommonOptions& common, int& exit_code) {
  CLI::App* aliases =
      program.add_subcommand("aliases", "Tell which names are one: Xi Jinping, Şi Cinping");
  aliases->require_subcommand(1);
  add_common_options(*aliases, common);
  aliases->footer(R"(
Examples:
  newsidx aliases list Putin
  newsidx aliases add "Şi Cinping" "Xi Jinping"
  newsidx aliases remove Bush --type person
  newsidx aliases suggest)");
  add_alias_list(*aliases, common, exit_code);
  add_alias_add(*aliases, common, exit_code);
  add_alias_remove(*aliases, common, exit_code);
  add_alias_suggest(*aliases, common, exit_code);
}

}  // namespace newsidx::cli
