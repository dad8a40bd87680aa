#include <fmt/format.h>

#include <memory>
#include <optional>

#include "cli/commands/query_options.h"
#include "cli/options.h"
#include "cli/query_note.h"
#include "cli/text/bars.h"
#include "cli/text/render_counts.h"
#include "newsidx/searcher.h"
#include "render/counts.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kShownValues = 20;

struct FacetsOptions {
  QueryOptions query;
  std::optional<FacetKind> by;
  std::optional<std::size_t> count;
};

int run_facets(const FacetsOptions& options, const CommonOptions& common) {
  const SearchRequest request = options.query.request(common.language);
  std::vector<FacetKind> kinds(all_facet_kinds().begin(), all_facet_kinds().end());
  if (options.by) kinds = {*options.by};
  Searcher searcher(common.index_dir());
  FacetCounts counts =
      within_timeout(request.time_limit, [&] { return searcher.facets(request, kinds); });
  if (!common.quiet) complain_notes(counts.notes, common.language);
  const Format format = common.format_or(Format::kText);
  const std::size_t count = options.count.value_or(format == Format::kText ? kShownValues : 0);
  if (format == Format::kJson) {
    write_out(dump(to_json(request, counts, count), true) + "\n");
  } else if (format == Format::kCsv) {
    if (count > 0)
      for (Facet& facet : counts.facets) facet.keep_largest(count);
    write_out(facets_csv(counts, common.csv_style()));
  } else if (counts.total > 0) {
    write_out(render_facets(counts, count, chart_width()));
    if (!common.quiet) write_out("\n" + number_of_articles(counts.total, common.language) + "\n");
  }
  if (counts.total > 0) return kDone;
  if (!common.quiet) complain_no_hits(0, common.language);
  return kNothingFound;
}

}  // namespace

void add_facets(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<FacetsOptions>();
  CLI::App* command = program.add_subcommand(
      "facets", "Count what a query finds by date, source and author, and whom and what it names");
  add_query_options(*command, options->query, common);
  Choices<std::optional<FacetKind>> names;
  std::string list;
  for (const FacetKind kind : all_facet_kinds()) {
    names.emplace_back(facet_name(kind), kind);
    list += (list.empty() ? "" : ", ") + std::string(facet_name(kind));
  }
  add_choice(*command, "--by", options->by, names, "only one of: " + list);
  command
      ->add_option_function<std::size_t>(
          "-n,--limit", [options](const std::size_t& count) { options->count = count; },
          "of each the values with most articles; 0: all (default: 20 in text, else all)")
      ->type_name("N")
      ->transform(whole_number(0, 1'000'000'000));
  add_format_option(*command, common, {Format::kText, Format::kJson, Format::kCsv});
  add_common_options(*command, common);
  command->footer(R"(
Counts are exact, over every article that the query matches, near-copies each. Names that differ only in
case, Turkish letters or accents count as one, as do spellings that newsidx aliases lists. Topics are the
IPTC's Media Topics.

Examples:
  newsidx facets "Şi Putin"
  newsidx facets deprem --by month --from 2023
  newsidx facets deprem --by source --format csv > sources.csv
  newsidx facets deprem --by person -n 10
  newsidx facets --by author -n 50                       every article of the index

Exit code: 0 found, 1 nothing found, 64 a query that cannot be understood, or that asks for too
much, 66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_facets(*options, common); });
}

}  // namespace newsidx::cli
