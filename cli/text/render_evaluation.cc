#include "cli/text/render_evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "newsidx/displayable.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kMeasures = kMeasureNames.size();
// With its sign; what is shown as nothing has no minus.
std::string signed_text(double value) {
  return fmt::format("{:+.4f}", std::abs(value) < 0.00005 ? 0.0 : value);
}

// Of each query a row of figures and, with a baseline, a row of how far they are ahead of its.
std::string query_table(const EvaluationReport& report, bool with_mean) {
  constexpr std::string_view kAhead = "  ahead by";
  std::size_t width = std::max(std::string_view("query").size(),
                               report.baseline && report.per_query ? kAhead.size() : 0);
  for (const QueryFigures& query : report.run.queries)
    if (report.per_query) width = std::max(width, display_columns(displayable(query.qid)));

  std::string out = padded(report.per_query ? "query" : "", width);
  for (const MeasureName& name : kMeasureNames) out += fmt::format("  {:>9}", name.label);
  out += '\n';
  const auto row = [&](const std::string& name, const QueryFigures& figures) {
    out += padded(name, width);
    for (const double value : figures.values) out += fmt::format("  {:>9.4f}", value);
    out += '\n';
  };
  for (std::size_t i = 0; report.per_query && i < report.run.queries.size(); ++i) {
    const QueryFigures& query = report.run.queries[i];
    row(displayable(query.qid), query);
    if (!report.baseline) continue;
    out += padded(kAhead, width);
    for (std::size_t m = 0; m < kMeasures; ++m)
      out += fmt::format("  {:>9}",
                         signed_text(query.values[m] - report.baseline->queries[i].values[m]));
    out += '\n';
  }
  if (with_mean) row("mean", report.run.mean);
  return out;
}

std::string comparison_table(const EvaluationReport& report) {
  std::string out = "             this run   baseline  difference        p  better  same  worse\n";
  for (std::size_t m = 0; m < kMeasures; ++m) {
    const Difference& difference = report.differences[m];
    out += fmt::format("{:<9}  {:>10.4f} {:>10.4f}  {:>10}  {:>7}  {:>6} {:>5}  {:>5}\n",
                       kMeasureNames[m].label, report.run.mean.values[m],
                       report.baseline->mean.values[m], signed_text(difference.mean),
                       difference.p < 0.00005 ? "<0.0001" : fmt::format("{:.4f}", difference.p),
                       difference.better, difference.same, difference.worse);
  }
  const auto sampled = std::any_of(report.differences.begin(), report.differences.end(),
                                   [](const Difference& difference) { return !difference.exact; });
  out +=
      fmt::format("p: paired two-sided randomization test, {}\n",
                  sampled ? fmt::format("{} permutations drawn with seed {}, all where there are "
                                        "no more",
                                        report.permutations, kPermutationSeed)
                          : "all permutations");
  return out;
}

}  // namespace

std::string render_evaluation(const EvaluationReport& report) {
  std::string out;
  if (report.per_query || !report.baseline) out += query_table(report, !report.baseline);
  if (report.baseline) out += (out.empty() ? "" : "\n") + comparison_table(report);
  const QueryFigures& mean = report.run.mean;
  out +=
      fmt::format("{} {}, {} retrieved, {} relevant, {} of these retrieved\n",
                  report.run.queries.size(), report.run.queries.size() == 1 ? "query" : "queries",
                  mean.retrieved, mean.relevant, mean.relevant_retrieved);
  return out;
}

}  // namespace newsidx::cli
