#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>

#include "cli/commands/query_options.h"
#include "cli/commands/topic_reader.h"
#include "cli/options.h"
#include "cli/phrases.h"
#include "cli/query_note.h"
#include "cli/text/bars.h"
#include "cli/text/render_counts.h"
#include "cli/text/render_explanation.h"
#include "cli/text/render_hits.h"
#include "newsidx/searcher.h"
#include "newsidx/utf8.h"
#include "render/hits.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

// Of each facet below the hits; `newsidx facets` shows more.
constexpr std::size_t kShownFacetValues = 8;

struct SearchOptions {
  SearchRequest request;
  std::vector<std::string> words;
  std::string from;
  std::string to;
  std::string batch;
  std::string timings;
  bool collapse = false;
  bool no_collapse = false;
  bool facets = false;
  bool count_only = false;
};

void write_text(const SearchRequest& request, const SearchResult& result,
                const CommonOptions& common) {
  const Marks marks = text_marks(common.color);
  const std::size_t width = terminal_width();
  std::size_t number = request.offset;
  if (result.explanation)
    write_out(render_explanation(*result.explanation, common.language) + "\n");
  for (const Hit& hit : result.hits) {
    write_out(render_hit(hit, ++number, marks, width, request.fold_copies, common.language));
    if (request.explain) write_out(render_score(hit.score, hit.score_parts));
    write_out("\n");
  }
  if (!common.quiet && !result.hits.empty())
    write_out(shown_of_total(request.offset + 1, number, result.total, result.total_is_exact,
                             common.language) +
              "\n");
  if (!request.facets.empty() && !result.hits.empty())
    write_out("\n" + render_facets(result.facets, kShownFacetValues, chart_width()));
}

void write_result(const std::string& qid, Format format, const SearchRequest& request,
                  const SearchResult& result, const CommonOptions& common) {
  std::size_t rank = request.offset;
  switch (format) {
    case Format::kText:
      return write_text(request, result, common);
    case Format::kJson:
      return write_out(
          dump(to_json(request, result, phrased_notes(result.notes, common.language)), true) +
          "\n");
    case Format::kJsonLines:
      for (const Hit& hit : result.hits) {
        Json json = to_json(hit);
        if (!qid.empty()) json["qid"] = qid;
        if (request.explain) json["score_parts"] = to_json(hit.score_parts);
        write_out(dump(json) + "\n");
      }
      return;
    case Format::kTrec:
      for (const Hit& hit : result.hits) write_out(trec_line(qid.empty() ? "1" : qid, hit, ++rank));
      return;
    case Format::kIds:
      for (const Hit& hit : result.hits) write_out(hit.id + "\n");
      return;
    case Format::kCsv:
      return write_out(hits_csv_header(common.csv_style()) +
                       hits_csv(result.hits, common.csv_style()));
  }
}

HitDetail detail_for(Format format) {
  return format == Format::kTrec || format == Format::kIds ? HitDetail::kId : HitDetail::kSnippets;
}

// Queries from a file, `qid<TAB>query` a line, over one open index. A line that cannot be used is
// named and the rest is run.
int run_batch(SearchOptions& options, const CommonOptions& common, Searcher& searcher) {
  const Format format = common.format_or(Format::kTrec);
  if (format != Format::kTrec && format != Format::kJsonLines)
    throw Error(ErrorCode::kUsage, "--batch prints a run: --format trec or jsonl");
  TopicReader topics(options.batch);
  std::ofstream timings;
  if (!options.timings.empty()) {
    timings.open(options.timings);
    if (!timings)
      throw Error(ErrorCode::kCannotCreate, options.timings + ": cannot be written",
                  "check the path");
  }

  options.request.detail = detail_for(format);
  options.request.fold_copies = options.collapse;
  bool found = false;
  bool refused = false;
  while (const auto topic = topics.next()) {
    options.request.query = topic->query;
    try {
      const auto start = std::chrono::steady_clock::now();
      const SearchResult result = within_timeout(options.request.time_limit,
                                                 [&] { return searcher.search(options.request); });
      const std::chrono::duration<double, std::milli> elapsed =
          std::chrono::steady_clock::now() - start;
      if (timings.is_open()) timings << fmt::format("{}\t{:.4f}\n", topic->qid, elapsed.count());
      if (!common.quiet) complain_notes(result.notes, common.language, topic->place);
      write_result(topic->qid, format, options.request, result, common);
      found |= !result.hits.empty();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUsage) throw;
      complain(fmt::format("{}: {}", topic->place, phrase(error, common.language)));
      refused = true;
    }
  }
  timings.close();
  if (timings.fail() && !options.timings.empty())
    throw Error(ErrorCode::kIo, options.timings + ": cannot be written");
  if (refused || topics.refused()) return kSomeRefused;
  return found ? kDone : kNothingFound;
}

int run_search(SearchOptions& options, const CommonOptions& common) {
  SearchRequest& request = options.request;
  set_limits(request, options.from, options.to, common.language);
  if (options.words.empty() && options.batch.empty()) refuse_no_query(common.language);
  if (!options.words.empty() && !options.batch.empty())
    throw Error(ErrorCode::kUsage, "a query and --batch FILE do not go together",
                "put the query into the file, as qid<TAB>query");
  if (request.recency_half_life > 0 && request.sort != SortOrder::kRelevance)
    throw Error(ErrorCode::kUsage, "--recent changes the order by relevance; --sort gives another",
                "leave one of them out");
  if (!options.timings.empty() && options.batch.empty())
    throw Error(ErrorCode::kUsage, "--timings goes with --batch");
  if (request.explain && !options.batch.empty())
    throw Error(ErrorCode::kUsage, "--explain goes with one query, not with --batch");

  Searcher searcher(common.index_dir());
  if (!options.batch.empty()) return run_batch(options, common, searcher);
  request.query = joined_words(options.words);
  if (trim(request.query).empty()) refuse_empty_query(common.language);
  if (options.count_only) {
    if (common.format_or(Format::kText) != Format::kText)
      throw Error(ErrorCode::kUsage, "--count prints a number, in no other --format than text",
                  "--format json has the total of a search");
    std::vector<Message> notes;
    const std::uint64_t matches =
        within_timeout(request.time_limit, [&] { return searcher.count(request, &notes); });
    if (!common.quiet) complain_notes(notes, common.language);
    write_out(fmt::format("{}\n", matches));
    return matches > 0 ? kDone : kNothingFound;
  }
  const Format format = common.format_or(Format::kText);
  request.detail = detail_for(format);
  if (options.facets) {
    if (format != Format::kText && format != Format::kJson)
      throw Error(ErrorCode::kUsage, "--facets goes with --format text or json",
                  "newsidx facets prints them as CSV");
    request.facets.assign(all_facet_kinds().begin(), all_facet_kinds().end());
  }
  // A run to be measured, and ids to work with, are of all articles unless asked otherwise.
  request.fold_copies =
      options.collapse || (!options.no_collapse && request.detail == HitDetail::kSnippets);
  if (request.explain && request.detail == HitDetail::kId)
    throw Error(ErrorCode::kUsage, "--explain goes with --format text, json or jsonl");
  const SearchResult result =
      within_timeout(request.time_limit, [&] { return searcher.search(request); });
  if (!common.quiet) complain_notes(result.notes, common.language);
  write_result("", format, request, result, common);
  if (!result.hits.empty()) return kDone;
  if (!common.quiet) complain_no_hits(result.total, common.language);
  return kNothingFound;
}

}  // namespace

void add_search(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<SearchOptions>();
  SearchRequest& request = options->request;
  CLI::App* command = program.add_subcommand("search", "Search the index");
  command->add_option("QUERY", options->words, "words, \"phrases\", operators and fields, as below")
      ->type_name("");
  command->add_option("-n,--limit", request.count, "how many articles")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000))
      ->capture_default_str();
  command->add_flag("--all", request.match_all, "only articles that have every word and phrase");
  add_as_typed_option(*command, request);
  CLI::Option* no_collapse = command->add_flag("--no-collapse", options->no_collapse,
                                               "show near-copies of an article as well");
  command
      ->add_flag("--collapse", options->collapse,
                 "of near-copies show the best alone (default, but for ids, trec and batches)")
      ->excludes(no_collapse);
  command->add_flag("--facets", options->facets,
                    "count what matches by date, source, author, person, place, topic as well");
  command->add_flag("--count", options->count_only,
                    "print only how many articles match, exactly, near-copies each");
  command->add_option("--offset", request.offset, "leave out the first N")
      ->type_name("N")
      ->transform(whole_number(0, 1'000'000'000));
  command
      ->add_option("--from", options->from,
                   "from this day (2025, 2025-09, 2.9.2025); leaves out undated articles")
      ->type_name("DAY")
      ->check(not_empty());
  command->add_option("--to", options->to, "to the end of this day, month or year")
      ->type_name("DAY")
      ->check(not_empty());
  add_choice(*command, "--sort", request.sort,
             {{"relevance", SortOrder::kRelevance},
              {"newest", SortOrder::kNewest},
              {"oldest", SortOrder::kOldest}},
             "relevance, newest, or oldest (which leaves out articles without a date)");
  command
      ->add_option(
          "--recent", request.recency_half_life,
          "rank newer articles higher: what an article gains for its age halves every DAYS")
      ->type_name("DAYS")
      ->transform(whole_number(1, kMaxHalfLife));
  command
      ->add_option("--batch", options->batch,
                   "run the queries of FILE (- for standard input), qid<TAB>query a line")
      ->type_name("FILE")
      ->check(not_empty());
  command
      ->add_option("--timings", options->timings,
                   "with --batch: write qid<TAB>milliseconds to FILE")
      ->type_name("FILE")
      ->check(not_empty());
  command->add_flag("--explain", request.explain,
                    "show how the query was read, and where each score came from");
  add_timeout_option(*command, request.time_limit);
  add_language_option(*command, common);
  add_format_option(*command, common,
                    {Format::kText, Format::kJson, Format::kJsonLines, Format::kTrec, Format::kIds,
                     Format::kCsv});
  add_common_options(*command, common);
  command->footer(R"(
An article is found by any of the words, in whatever case, with whatever suffix behind an apostrophe, with
or without Turkish letters; the more of them it has, the rarer they are and the closer they stand, the
higher it ranks. With --all every word and phrase must be met, in any of its forms. A word that the index
lacks is looked up as the likeliest that it has, and a phrase that no article has as its words where there
are others, which is said; not with --as-typed, nor is a word in quotes mended.

Operators and fields (docs/query-language.md; VE, VEYA, DEĞİL, YAKIN and Turkish field names do as well):
  "küresel yönetim"     side by side, in any form     ="küresel yönetim", =martı   in just these forms
  +deprem -tatbikat     with, without                 a AND b, a OR b, NOT c, (a b) AND c
  deprem NEAR/5 İzmir   at most 5 words apart         depre*                       words that begin so
  title:deprem  source:"Kıyı Gazetesi"  author:yılmaz  section:spor  id:x  url:kiyi.example
  person:putin  place:pekin  org:gazprom  topic:enerji   whom, where and what it is about: see newsidx entity
  date:2025  date:2025-09  date:"2 Eylül 2025"  date:2024..2025-03  date:..2020  date:today  date:last7d

Examples:
  newsidx search "Şi Putin"
  newsidx search '"Küresel Yönetim Girişimi"' --format json
  newsidx search --all "Şi Putin Pekin"
  newsidx search '+deprem İzmir -tatbikat kaynak:"Kıyı Gazetesi" tarih:son30gün'
  newsidx search --explain -n 3 'Şi NEAR Putin'
  newsidx search deprem --from 2023-11 --to 2024 --sort newest
  newsidx search deprem --recent 30
  newsidx search deprem --facets
  newsidx search deprem --format csv -n 1000 > deprem.csv
  newsidx search deprem --format csv --spreadsheet > deprem.csv    # for Excel
  newsidx search deprem --format ids | newsidx get --ids - --bare
  newsidx search --count deprem
  newsidx search --batch topics.tsv --format trec -n 100 > newsidx.run

Exit code: 0 found, 1 nothing found, 64 a query that cannot be understood, or that asks for too
much, 66 no index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_search(*options, common); });
}

}  // namespace newsidx::cli
