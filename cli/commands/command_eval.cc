#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/commands/evaluation_input.h"
#include "cli/options.h"
#include "cli/phrases.h"
#include "cli/text/render_evaluation.h"
#include "cli/text/render_hits.h"
#include "newsidx/evaluation.h"
#include "newsidx/searcher.h"

namespace newsidx::cli {
namespace {

constexpr std::uint32_t kSearchDepth = 100;

struct EvalOptions {
  std::string qrels;
  std::string topics;
  std::string run;
  std::string baseline;
  std::string save_run;
  std::uint32_t depth = 0;  // 0: not given
  EvaluationRules rules;
  std::uint64_t permutations = kDefaultPermutations;
  bool per_query = false;
  bool answered = false;
  bool strict = false;
};

void save(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorCode::kCannotCreate, path + ": cannot be written", "check the path");
  file << content;
  file.close();
  if (!file) throw Error(ErrorCode::kIo, path + ": cannot be written", "see to the disk");
}

// The run of the index, as `search --batch` prints it. It is measured as it is printed, so that
// whoever measures the saved run gets the same figures.
RankedRun search_topics(const EvalOptions& options, const CommonOptions& common,
                        const Topics& topics, EvaluationInput& input) {
  Searcher searcher(common.index_dir());
  SearchRequest request;
  request.count = options.depth == 0 ? kSearchDepth : options.depth;
  request.detail = HitDetail::kId;
  std::string text;
  for (const Topic& topic : topics.list) {
    request.query = topic.query;
    try {
      std::size_t rank = 0;
      for (const Hit& hit : searcher.search(request).hits)
        text += trec_line(topic.qid, hit, ++rank);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUsage) throw;
      input.refuse(fmt::format("{}: {}", topic.place, phrase(error, common.language)));
    }
  }
  input.stop_if_strict(options.topics);
  if (!options.save_run.empty()) save(options.save_run, text);
  std::istringstream in(text);
  return read_run(in).run;
}

// The judged queries that count, ascending.
std::vector<std::string> queries_that_count(const Qrels& qrels, const std::optional<Topics>& topics,
                                            const std::vector<const RankedRun*>& answered_by) {
  std::vector<std::string> qids;
  for (const auto& [qid, judgements] : qrels) {
    if (topics && !topics->qids.contains(qid)) continue;
    const bool answered =
        std::all_of(answered_by.begin(), answered_by.end(),
                    [&qid = qid](const RankedRun* run) { return run->contains(qid); });
    if (answered) qids.push_back(qid);
  }
  return qids;
}

void note_unjudged(const Topics& topics, const Qrels& qrels, const EvalOptions& options) {
  const auto judged = std::count_if(topics.qids.begin(), topics.qids.end(),
                                    [&](const std::string& qid) { return qrels.contains(qid); });
  const std::size_t unjudged = topics.qids.size() - static_cast<std::size_t>(judged);
  if (unjudged > 0)
    complain(fmt::format("{}: {} {} not judged in {}, and left out", options.topics, unjudged,
                         unjudged == 1 ? "query is" : "queries are", options.qrels));
}

// A run of other queries measures nothing.
void check_belongs(const std::string& name, const RankedRun& run, const EvalOptions& options,
                   const Qrels& qrels) {
  const bool belongs = std::any_of(run.begin(), run.end(),
                                   [&](const auto& query) { return qrels.contains(query.first); });
  if (!belongs)
    throw Error(ErrorCode::kInputRefused,
                fmt::format("{}: none of its queries is judged in {}", name, options.qrels),
                "check that their qids are of one set");
}

void check_usage(const EvalOptions& options) {
  if (options.topics.empty() && options.run.empty())
    throw Error(ErrorCode::kUsage, "give --topics FILE to search for, or --run FILE to measure",
                "for instance: newsidx eval --topics topics.tsv --qrels qrels.txt");
  if (!options.save_run.empty() && !options.run.empty())
    throw Error(ErrorCode::kUsage, "--save-run goes without --run: it saves what was searched");
  const std::vector<std::string> files = {options.qrels, options.topics, options.run,
                                          options.baseline};
  if (std::count(files.begin(), files.end(), "-") > 1)
    throw Error(ErrorCode::kUsage, "only one file can be - (standard input)");
}

int run_eval(const EvalOptions& options, const CommonOptions& common) {
  check_usage(options);
  EvaluationInput input(options.strict);
  const Qrels qrels = input.qrels(options.qrels);
  std::optional<Topics> topics;
  if (!options.topics.empty()) topics = input.topics(options.topics);
  RankedRun run;
  if (options.run.empty()) {
    run = search_topics(options, common, *topics, input);
  } else {
    run = input.run(options.run);
    check_belongs(options.run, run, options, qrels);
  }
  RankedRun baseline;
  if (!options.baseline.empty()) {
    baseline = input.run(options.baseline);
    check_belongs(options.baseline, baseline, options, qrels);
  }

  std::vector<const RankedRun*> answered_by;
  if (options.answered) answered_by.push_back(&run);
  if (options.answered && !options.baseline.empty()) answered_by.push_back(&baseline);
  const std::vector<std::string> qids = queries_that_count(qrels, topics, answered_by);
  if (qids.empty())
    throw Error(ErrorCode::kInputRefused,
                fmt::format("{}: judges none of the queries{}", options.qrels,
                            options.answered ? " that were answered" : ""),
                "check that topics, run and qrels are of one set");
  if (topics && !common.quiet) note_unjudged(*topics, qrels, options);

  EvaluationReport report;
  report.rules = options.rules;
  report.rules.depth = options.depth;
  report.permutations = options.permutations;
  report.per_query = options.per_query;
  report.run = evaluate(qrels, run, qids, report.rules);
  if (!options.baseline.empty()) {
    report.baseline = evaluate(qrels, baseline, qids, report.rules);
    report.differences = compare(report.run, *report.baseline, report.permutations);
  }
  switch (common.format_or(Format::kText)) {
    case Format::kJson:
      write_out(dump(to_json(report), true) + "\n");
      break;
    case Format::kCsv:
      write_out(evaluation_csv(report, common.csv_style()));
      break;
    default:
      write_out(render_evaluation(report));
  }
  return input.refused() ? kSomeRefused : kDone;
}

void add_files(CLI::App& command, EvalOptions& options) {
  const auto add = [&](const std::string& name, std::string& value, const std::string& help) {
    return command.add_option(name, value, help)->type_name("FILE")->check(not_empty());
  };
  add("--qrels", options.qrels, "judgements: qid 0 id grade a line, or qid id grade")->required();
  add("--topics", options.topics,
      "qid<TAB>query a line: these queries count, and are searched for");
  add("--run", options.run, "measure this TREC run instead of searching");
  add("--baseline", options.baseline, "a TREC run to compare with");
  add("--save-run", options.save_run, "write the run that the search made");
}

}  // namespace

void add_eval(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<EvalOptions>();
  CLI::App* command =
      program.add_subcommand("eval", "Measure rankings against judgements, as trec_eval does");
  add_files(*command, *options);
  command
      ->add_option("-n,--depth", options->depth,
                   "hits of a query that count (100 when searching, else all of the run)")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000));
  command->add_option("--level", options->rules.level, "the least grade that is relevant")
      ->type_name("GRADE")
      ->transform(whole_number(1, 1'000'000))
      ->capture_default_str();
  command->add_flag("--answered", options->answered,
                    "leave out queries that the run (or the baseline) has no hits for");
  command->add_flag("--per-query", options->per_query, "the figures of each query as well");
  command
      ->add_option("--permutations", options->permutations,
                   "of the test against the baseline; all when there are no more")
      ->type_name("N")
      ->transform(whole_number(1, 100'000'000))
      ->capture_default_str();
  command->add_flag("--strict", options->strict, "refuse a file with a line that cannot be used");
  add_format_option(*command, common, {Format::kText, Format::kJson, Format::kCsv});
  add_common_options(*command, common);
  command->footer(R"(
Prints MAP, MRR, MRR@10, nDCG@10, P@10, R@100 and bpref by trec_eval's definitions, and judged@10: how much of
the first ten hits is judged. Hits are ranked by score (single precision), those of one score by id, descending;
nDCG's gain is the grade; grades below 0 count as not judged. JSON and CSV use trec_eval's names.

Every judged query counts, one without hits as 0 (trec_eval -c); with --topics every judged query of these.
--answered leaves out queries without hits, as trec_eval does without -c; a run then looks better for
finding nothing.

With --baseline: both runs' figures on the same queries, the difference, how many queries are better, the same
and worse, and p of a paired two-sided randomization test (Smucker, Allan and Carterette, CIKM 2007). Its
seed is fixed: the same input gives the same p.

Examples:
  newsidx eval --topics topics.tsv --qrels qrels.txt --save-run new.run
  newsidx eval --run new.run --qrels qrels.txt --baseline old.run
  newsidx eval --run new.run --qrels qrels.txt --per-query --format csv > figures.csv

Exit code: 0 measured, 3 measured but some lines or queries were refused, 65 a file refused as a whole, 66 no
such file or index.)");
  command->callback([options, &common, &exit_code] { exit_code = run_eval(*options, common); });
}

}  // namespace newsidx::cli
