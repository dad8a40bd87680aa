#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/query_note.h"
#include "cli/query_options.h"
#include "cli/render_hits.h"
#include "newsidx/related.h"
#include "text/utf8.h"

namespace newsidx::cli {
namespace {

struct RelatedOptions {
  RelatedRequest request;
  bool from_stdin = false;
  std::string before;
  bool explain = false;
};

std::string render_terms(const std::vector<RelatedTerm>& terms) {
  std::string out;
  for (const RelatedTerm& term : terms)
    out += fmt::format("  {:.2f}  {}{}\n", term.weight, term.text, term.name ? "  (name)" : "");
  return out + "\n";
}

void write_related(const RelatedOptions& options, const RelatedResult& result, Format format,
                   const CommonOptions& common) {
  switch (format) {
    case Format::kJson:
      return write_out(dump(to_json(options.request, result), true) + "\n");
    case Format::kJsonLines:
      for (const Hit& hit : result.hits) write_out(dump(to_json(hit)) + "\n");
      return;
    case Format::kIds:
      for (const Hit& hit : result.hits) write_out(hit.id + "\n");
      return;
    case Format::kCsv:
      return write_out(hits_csv(result.hits));
    default:
      break;
  }
  if (options.explain) write_out(render_terms(result.terms));
  const Marks marks = text_marks(common.color);
  std::size_t number = 0;
  for (const Hit& hit : result.hits)
    write_out(render_hit(hit, ++number, marks, terminal_width(), true) + "\n");
}

// As large as an article may be by default; what has no end must not fill the memory.
std::string read_story(std::istream& in) {
  constexpr std::size_t kMaxBytes = 10'000'000;
  constexpr std::size_t kPiece = 1 << 16;
  std::string story;
  while (in && story.size() <= kMaxBytes) {
    const std::size_t known = story.size();
    story.resize(known + kPiece);
    in.read(story.data() + known, kPiece);
    story.resize(known + static_cast<std::size_t>(in.gcount()));
  }
  if (story.size() > kMaxBytes)
    throw Error(ErrorCode::kInputRefused,
                fmt::format("the story on standard input is larger than {} bytes", kMaxBytes),
                "give it one article");
  return story;
}

int run_related(RelatedOptions& options, const CommonOptions& common) {
  RelatedRequest& request = options.request;
  if (request.id.empty() != options.from_stdin)
    throw Error(ErrorCode::kUsage, "give the id of an article, or --stdin and the story's text",
                "for instance: newsidx related bilfront-558167");
  if (!options.before.empty()) request.before = parse_limit("--before", options.before, false);
  if (options.from_stdin) {
    request.text = read_story(std::cin);
    if (trim(request.text).empty())
      throw Error(ErrorCode::kUsage, "no story on standard input",
                  "for instance: newsidx related --stdin < haber.txt");
  }
  const Format format = common.format_or(Format::kText);
  if (format == Format::kIds) request.detail = HitDetail::kId;
  Searcher searcher(common.index_dir());
  const std::optional<RelatedResult> result =
      within_timeout(request.language, [&] { return searcher.related(request); });
  if (!result) {
    complain(fmt::format("{}: no article of this id", request.id));
    return kNothingFound;
  }
  if (!common.quiet) complain_notes(result->notes, request.language);
  write_related(options, *result, format, common);
  if (!result->hits.empty()) return kDone;
  if (!common.quiet) complain("nothing found");
  return kNothingFound;
}

}  // namespace

void add_related(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<RelatedOptions>();
  CLI::App* command =
      program.add_subcommand("related", "Find what else the archive has about a story");
  CLI::Option* from_stdin =
      command->add_flag("--stdin", options->from_stdin, "the story is the text on standard input");
  command->add_option("ID", options->request.id, "of the article, as search prints it")
      ->type_name("")
      ->check(not_empty())
      ->excludes(from_stdin);
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
  add_language_option(*command, options->request.language);
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

Exit code: 0 found, 1 nothing found, or no such id, 64 it asks for too much, 65 a story that cannot be read,
66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_related(*options, common); });
}

}  // namespace newsidx::cli
