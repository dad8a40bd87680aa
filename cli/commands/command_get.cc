#include <fmt/format.h>

#include <memory>

#include "cli/commands/id_list.h"
#include "cli/options.h"
#include "cli/text/render_entity.h"
#include "newsidx/displayable.h"
#include "newsidx/searcher.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

struct GetOptions {
  IdList ids;
  bool original = false;
  bool bare = false;
};

std::string render(const Article& article, const std::string& details) {
  std::string out = displayable_text(article.title) + "\n";
  const auto line = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) out += fmt::format("{}: {}\n", displayable(name), displayable_text(value));
  };
  if (!article.id.empty()) out += fmt::format("id: {}\n", displayable(article.id));
  line("date", article.date ? format_date(*article.date) : "");
  line("source", article.source);
  line("author", article.author);
  line("section", article.section);
  line("url", article.url);
  line("path", article.path);
  for (const auto& [name, value] : article.extra) {
    const Json json = Json::parse(value, nullptr, false);
    line(name, json.is_string() ? json.get<std::string>() : value);
  }
  return out + details + "\n" + displayable_lines(article.text) + "\n";
}

int run_get(const GetOptions& options, const CommonOptions& common) {
  const Format format = common.format_or(Format::kText);
  if (options.original && common.format)
    throw Error(ErrorCode::kUsage, "--original prints the text as it came: leave --format out");
  const std::vector<std::string> ids = options.ids.read();
  // A list stays one, however many are in it.
  const bool list = format == Format::kJson && (options.ids.from_file() || ids.size() > 1);
  Searcher searcher(common.index_dir());
  int exit_code = kDone;
  bool first = true;
  Json several = Json::array();
  for (const std::string& id : ids) {
    const std::optional<Article> article = searcher.get(id);
    if (!article) {
      complain(displayable(id) + ": no article of this id");
      exit_code = kNothingFound;
      continue;
    }
    if (options.original) {
      write_out(article->original());
      continue;
    }
    std::optional<ArticleDetails> details;
    if (!options.bare) details = searcher.details(*article);
    if (format == Format::kText) {
      write_out((first ? "" : "\n") + render(*article, details ? render_details(*details) : ""));
    } else {
      Json json = to_json(*article);
      if (details) json.update(to_json(*details));
      if (list)
        several.push_back(std::move(json));
      else
        write_out(dump(json, format == Format::kJson) + "\n");
    }
    first = false;
  }
  if (list) write_out(dump(several, true) + "\n");
  return exit_code;
}

}  // namespace

void add_get(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<GetOptions>();
  CLI::App* command = program.add_subcommand("get", "Print articles by id");
  options->ids.add_to(*command);
  command->add_flag("--original", options->original, "the text as it came, byte for byte");
  command->add_flag("--bare", options->bare,
                    "without the names, topics and key phrases found in it, which is quicker");
  add_format_option(*command, common, {Format::kText, Format::kJson, Format::kJsonLines});
  add_common_options(*command, common);
  command->footer(R"(
Examples:
  newsidx get bilfront-558167
  newsidx get bilfront-558167 --original > makale.txt
  newsidx search deprem --format ids | newsidx get --ids - --bare --format jsonl

With --ids nothing is taken for an option that looks like one, and --format json prints an array. An id that
begins with - goes after --: newsidx get -- -5

Exit code: 0 found, 1 an id is not in the index, 66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_get(*options, common); });
}

}  // namespace newsidx::cli
