#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "cli/commands/id_list.h"
#include "cli/commands/query_options.h"
#include "cli/options.h"
#include "cli/query_note.h"
#include "cli/standard_input.h"
#include "cli/text/render_hits.h"
#include "newsidx/displayable.h"
#include "newsidx/related.h"
#include "newsidx/utf8.h"
#include "render/hits.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

struct RelatedOptions {
  RelatedRequest request;
  IdList ids;
  bool from_stdin = false;
  std::string before;
  bool explain = false;
};

std::string render_terms(const std::vector<RelatedTerm>& terms) {
  std::string out;
  for (const RelatedTerm& term : terms)
    out += fmt::format("  {:.2f}  {}{}\n", term.weight, displayable_text(term.text),
                       term.name ? "  (name)" : "");
  return out + "\n";
}

// What goes out for one story after another.
class RelatedWriter {
 public:
  // `several`: each hit tells which article it is related to.
  RelatedWriter(Format format, bool several, bool explain, const CommonOptions& common)
      : format_(format), several_(several), explain_(explain), common_(common) {
    if (format == Format::kCsv) write_out(hits_csv_header(common.csv_style(), story_column("")));
  }

  void write(const RelatedRequest& request, const RelatedResult& result) {
    switch (format_) {
      case Format::kJson:
        all_.push_back(to_json(request, result));
        return;
      case Format::kJsonLines:
        for (const Hit& hit : result.hits) {
          Json json = to_json(hit);
          if (several_) json[kStory] = request.id;
          write_out(dump(json) + "\n");
        }
        return;
      case Format::kIds:
        for (const Hit& hit : result.hits) write_out(hit.id + "\n");
        return;
      case Format::kCsv:
        return write_out(hits_csv(result.hits, common_.csv_style(), story_column(request.id)));
      default:
        return write_as_text(request, result);
    }
  }

  void finish() const {
    if (format_ != Format::kJson) return;
    if (several_)
      write_out(dump(all_, true) + "\n");
    else if (!all_.empty())
      write_out(dump(all_.front(), true) + "\n");
  }

 private:
  static constexpr const char* kStory = "related_to";

  CsvColumns story_column(const std::string& id) const {
    return several_ ? CsvColumns{{kStory, id}} : CsvColumns{};
  }

  void write_as_text(const RelatedRequest& request, const RelatedResult& result) const {
    if (several_)
      write_out(fmt::format("related to {}: {}\n\n", displayable(request.id),
                            displayable_text(result.title)));
    if (explain_) write_out(render_terms(result.terms));
    const Marks marks = text_marks(common_.color);
    std::size_t number = 0;
    for (const Hit& hit : result.hits)
      write_out(render_hit(hit, ++number, marks, terminal_width(), true) + "\n");
  }

  Format format_;
  bool several_;
  bool explain_;
  const CommonOptions& common_;
  Json all_ = Json::array();
};

// The text on standard input is one story, without an id; ids are one each.
std::vector<std::string> stories(RelatedOptions& options) {
  if (!options.from_stdin) return options.ids.read();
  std::string& text = options.request.text;
  constexpr std::size_t kMaxBytes = 10'000'000;  // as large as an article may be by default
  text = read_standard_input(kMaxBytes, "the story", "give it one article");
  if (trim(text).empty())
    throw Error(ErrorCode::kUsage, "no story on standard input",
                "for instance: newsidx related --stdin < haber.txt");
  return {""};
}

int run_related(RelatedOptions& options, const CommonOptions& common) {
  RelatedRequest& request = options.request;
  if (!options.from_stdin && !options.ids.from_file() && options.ids.ids.empty())
    throw Error(ErrorCode::kUsage, "give the id of an article, or --stdin and the story's text",
                "for instance: newsidx related bilfront-558167");
  if (!options.before.empty())
    request.before = parse_limit("--before", options.before, false, common.language);
  const std::vector<std::string> ids = stories(options);
  const bool several = options.ids.from_file() || ids.size() > 1;
  const Format format = common.format_or(Format::kText);
  if (format == Format::kIds) request.detail = HitDetail::kId;
  Searcher searcher(common.index_dir());
  RelatedWriter writer(format, several, options.explain, common);
  bool found = ids.empty();  // who asks for nothing misses nothing
  bool missing = false;
  for (const std::string& id : ids) {
    request.id = id;
    const std::optional<RelatedResult> result =
        within_timeout(request.time_limit, [&] { return searcher.related(request); });
    if (!result) {
      complain(displayable(id) + ": no article of this id");
      missing = true;
      continue;
    }
    if (!common.quiet) complain_notes(result->notes, common.language);
    writer.write(request, *result);
    found |= !result->hits.empty();
    if (result->hits.empty() && !common.quiet)
      complain(several ? displayable(id) + ": nothing found" : "nothing found");
  }
  writer.finish();
  return found && !missing ? kDone : kNothingFound;
}

}  // namespace

void add_related(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<RelatedOptions>();
  CLI::App* command =
      program.add_subcommand("related", "Find what else the archive has about a story");
  CLI::Option* from_stdin =
      command->add_flag("--stdin", options->from_stdin, "the story is the text on standard input");
  options->ids.add_to(*command);
  for (const char* other : {"ID", "--ids"}) command->get_option(other)->excludes(from_stdin);
  command
      ->add_option(
          "--before", options->before,
          "only articles before this day (2025, 2025-09, 2.9.2025); leaves out undated ones")
      ->type_name("DAY")
      ->check(not_empty());
  command->add_option("-n,--limit", options->request.count, "how many articles")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000))
      ->capture_default_str();
  command->add_flag("--explain", options->explain,
                    "print the terms that the story is looked for by as well");
  add_timeout_option(*command, options->request.time_limit);
  add_language_option(*command, common);
  add_format_option(*command, common,
                    {Format::kText, Format::kJson, Format::kJsonLines, Format::kIds, Format::kCsv});
  add_common_options(*command, common);
  command->footer(R"(
The story is looked for by its best words and names: those that it repeats, that few articles have, that stand
in its title or are written as names. The story itself and its near-copies are left out, and of other
near-copies the best alone is shown.

Examples:
  newsidx related bilfront-558167
  newsidx related bilfront-558167 --before 2009-09-01 --explain
  newsidx related --stdin < haber.txt
  newsidx search --from 2025-09-01 --to 2025-09-01 deprem --format ids | newsidx related --ids - --format csv

With several ids, or --ids, each hit says which article it is related to. An id that begins with - goes
after --.

Exit code: 0 found, 1 nothing found, or no such id, 64 it asks for too much, 65 a story that cannot be read,
66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_related(*options, common); });
}

}  // namespace newsidx::cli
