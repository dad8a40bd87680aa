#include "cli/text/render_evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "text/display_width.h"
#include "text/utf8.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kMeasures = kMeasureNames.size();
// The columns of CSV, and how many of them there are without a baseline.
constexpr std::array<const char*, 9> kCompared = {
    "qid", "measure", "value", "baseline", "difference", "p", "better", "same", "worse"};
constexpr std::size_t kMeasured = 3;

// The counts by trec_eval's names; that of the queries themselves is apart.
std::array<std::pair<std::string_view, std::uint64_t>, 3> counts(const QueryFigures& figures) {
  return {{{"num_ret", figures.retrieved},
           {"num_rel", figures.relevant},
           {"num_rel_ret", figures.relevant_retrieved}}};
}

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

Json figures_json(const QueryFigures& figures) {
  Json json = Json::object();
  for (const auto& [name, count] : counts(figures)) json[std::string(name)] = count;
  for (std::size_t m = 0; m < kMeasures; ++m)
    json[std::string(kMeasureNames[m].key)] = figures.values[m];
  return json;
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

std::string evaluation_csv(const EvaluationReport& report, CsvStyle style) {
  const bool compared = report.baseline.has_value();
  std::string out;
  const auto line = [&](std::vector<std::string> fields) {
    fields.resize(compared ? kCompared.size() : kMeasured);
    out += out.empty() ? csv_header(fields, style) : csv_line(fields, style);
  };
  const auto figures = [&](const std::string& qid, const QueryFigures& run,
                           const QueryFigures* baseline) {
    const auto theirs = counts(baseline == nullptr ? run : *baseline);
    std::size_t i = 0;
    for (const auto& [name, count] : counts(run))
      line({qid, std::string(name), std::to_string(count), std::to_string(theirs[i++].second)});
    for (std::size_t m = 0; m < kMeasures; ++m) {
      std::vector<std::string> fields = {qid, std::string(kMeasureNames[m].key),
                                         fmt::format("{:.4f}", run.values[m])};
      if (baseline != nullptr) {
        fields.push_back(fmt::format("{:.4f}", baseline->values[m]));
        fields.push_back(fmt::format("{:.4f}", run.values[m] - baseline->values[m]));
        const Difference& difference = report.differences[m];
        if (&run == &report.run.mean)
          fields.insert(fields.end(),
                        {fmt::format("{:.6f}", difference.p), std::to_string(difference.better),
                         std::to_string(difference.same), std::to_string(difference.worse)});
      }
      line(std::move(fields));
    }
  };
  line({kCompared.begin(), kCompared.end()});
  for (std::size_t i = 0; report.per_query && i < report.run.queries.size(); ++i) {
    const QueryFigures& query = report.run.queries[i];
    figures(replace_invalid_utf8(query.qid), query,
            compared ? &report.baseline->queries[i] : nullptr);
  }
  const std::string queries = std::to_string(report.run.queries.size());
  line({"all", "num_q", queries, queries});
  figures("all", report.run.mean, compared ? &report.baseline->mean : nullptr);
  return out;
}

Json to_json(const EvaluationReport& report) {
  Json json = {{"v", kJsonVersion},
               {"level", report.rules.level},
               {"num_q", report.run.queries.size()},
               {"mean", figures_json(report.run.mean)}};
  if (report.baseline) {
    json["baseline"] = figures_json(report.baseline->mean);
    Json& differences = json["differences"] = Json::object();
    for (std::size_t m = 0; m < kMeasures; ++m) {
      const Difference& difference = report.differences[m];
      differences[std::string(kMeasureNames[m].key)] = {
          {"difference", difference.mean}, {"p", difference.p},       {"exact", difference.exact},
          {"better", difference.better},   {"same", difference.same}, {"worse", difference.worse}};
    }
    json["permutations"] = report.permutations;
    json["seed"] = kPermutationSeed;
  }
  if (!report.per_query) return json;
  Json& queries = json["queries"] = Json::array();
  for (std::size_t i = 0; i < report.run.queries.size(); ++i) {
    Json query = {{"qid", report.run.queries[i].qid}};
    query.update(figures_json(report.run.queries[i]));
    if (report.baseline) query["baseline"] = figures_json(report.baseline->queries[i]);
    queries.push_back(std::move(query));
  }
  return json;
}

}  // namespace newsidx::cli
