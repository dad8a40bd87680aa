#include "render/evaluation.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "newsidx/utf8.h"

namespace newsidx {
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

Json figures_json(const QueryFigures& figures) {
  Json json = Json::object();
  for (const auto& [name, count] : counts(figures)) json[std::string(name)] = count;
  for (std::size_t m = 0; m < kMeasures; ++m)
    json[std::string(kMeasureNames[m].key)] = figures.values[m];
  return json;
}

}  // namespace

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

}  // namespace newsidx
