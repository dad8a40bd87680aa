#include <algorithm>
#include <cmath>
#include <functional>

#include "newsidx/evaluation.h"

namespace newsidx {
namespace {

constexpr std::size_t kPageCutoff = 10;
constexpr std::size_t kRecallCutoff = 100;
constexpr int kNotJudged = -1;

// The grades of the hits, best first.
std::vector<int> ranked_grades(const Judgements& judgements, std::vector<RankedId> hits,
                               std::uint32_t depth) {
  std::sort(hits.begin(), hits.end(), [](const RankedId& a, const RankedId& b) {
    return a.score != b.score ? a.score > b.score : a.id > b.id;
  });
  if (depth > 0 && hits.size() > depth) hits.resize(depth);
  std::vector<int> grades;
  grades.reserve(hits.size());
  for (const RankedId& hit : hits) {
    const auto judged = judgements.find(hit.id);
    grades.push_back(judged == judgements.end() ? kNotJudged
                                                : std::max(judged->second, kNotJudged));
  }
  return grades;
}

// Discounted cumulative gain: the grade is the gain (Järvelin and Kekäläinen, TOIS 2002, with the
// discount log2(rank + 1) that trec_eval has).
double gain_of_page(const std::vector<int>& grades) {
  double gain = 0;
  for (std::size_t i = 0; i < std::min(grades.size(), kPageCutoff); ++i)
    if (grades[i] > 0) gain += grades[i] / std::log2(static_cast<double>(i + 2));
  return gain;
}

// What gain_of_page is at best.
double ideal_gain(const Judgements& judgements) {
  std::vector<int> grades;
  grades.reserve(judgements.size());
  for (const auto& [id, grade] : judgements) grades.push_back(grade);
  std::sort(grades.begin(), grades.end(), std::greater<>());
  return gain_of_page(grades);
}

// How far relevant hits stand above those judged not relevant (Buckley and Voorhees, SIGIR 2004),
// as trec_eval has it since version 8: the smaller of both counts divides.
double bpref(const std::vector<int>& grades, int level, double relevant, double not_relevant) {
  double sum = 0;
  double above = 0;  // judged not relevant so far
  for (const int grade : grades) {
    if (grade == kNotJudged) continue;
    if (grade < level)
      ++above;
    else
      sum += above == 0 ? 1 : 1 - std::min(above, relevant) / std::min(not_relevant, relevant);
  }
  return relevant > 0 ? sum / relevant : 0;
}

}  // namespace

QueryFigures evaluate_query(const Judgements& judgements, std::vector<RankedId> hits,
                            const EvaluationRules& rules) {
  const std::vector<int> grades = ranked_grades(judgements, std::move(hits), rules.depth);
  QueryFigures figures;
  figures.retrieved = grades.size();
  double not_relevant = 0;
  for (const auto& [id, grade] : judgements) {
    figures.relevant += grade >= rules.level;
    not_relevant += grade >= 0 && grade < rules.level;
  }

  double precisions = 0;  // summed over the relevant hits
  double judged_on_page = 0;
  double relevant_on_page = 0;
  double relevant_for_recall = 0;
  double first_reciprocal = 0;
  for (std::size_t i = 0; i < grades.size(); ++i) {
    judged_on_page += i < kPageCutoff && grades[i] != kNotJudged;
    if (grades[i] < rules.level) continue;
    const auto rank = static_cast<double>(i + 1);
    if (++figures.relevant_retrieved == 1) first_reciprocal = 1 / rank;
    precisions += static_cast<double>(figures.relevant_retrieved) / rank;
    relevant_on_page += i < kPageCutoff;
    relevant_for_recall += i < kRecallCutoff;
  }

  const auto set = [&](Measure measure, double value) {
    figures.values[static_cast<std::size_t>(measure)] = value;
  };
  const auto relevant = static_cast<double>(figures.relevant);
  const double ideal = ideal_gain(judgements);
  set(Measure::kMap, relevant > 0 ? precisions / relevant : 0);
  set(Measure::kMrr, first_reciprocal);
  set(Measure::kMrr10, relevant_on_page > 0 ? first_reciprocal : 0);
  set(Measure::kNdcg10, ideal > 0 ? gain_of_page(grades) / ideal : 0);
  set(Measure::kPrecision10, relevant_on_page / static_cast<double>(kPageCutoff));
  set(Measure::kRecall100, relevant > 0 ? relevant_for_recall / relevant : 0);
  set(Measure::kBpref, bpref(grades, rules.level, relevant, not_relevant));
  const auto page = static_cast<double>(std::min(grades.size(), kPageCutoff));
  set(Measure::kJudged10, page > 0 ? judged_on_page / page : 0);
  return figures;
}

Evaluation evaluate(const Qrels& qrels, const RankedRun& run, const std::vector<std::string>& qids,
                    const EvaluationRules& rules) {
  const Judgements no_judgements;
  Evaluation evaluation;
  QueryFigures& mean = evaluation.mean;
  evaluation.queries.reserve(qids.size());
  for (const std::string& qid : qids) {
    const auto judged = qrels.find(qid);
    const auto found = run.find(qid);
    QueryFigures figures =
        evaluate_query(judged == qrels.end() ? no_judgements : judged->second,
                       found == run.end() ? std::vector<RankedId>() : found->second, rules);
    figures.qid = qid;
    mean.retrieved += figures.retrieved;
    mean.relevant += figures.relevant;
    mean.relevant_retrieved += figures.relevant_retrieved;
    for (std::size_t i = 0; i < mean.values.size(); ++i) mean.values[i] += figures.values[i];
    evaluation.queries.push_back(std::move(figures));
  }
  if (!qids.empty())
    for (double& value : mean.values) value /= static_cast<double>(qids.size());
  return evaluation;
}

}  // namespace newsidx
