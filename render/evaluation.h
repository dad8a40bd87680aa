// Evaluations as programs read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "newsidx/evaluation.h"
#include "render/csv.h"
#include "render/json.h"

namespace newsidx {

struct EvaluationReport {
  Evaluation run;
  std::optional<Evaluation> baseline;  // of the same queries
  Differences differences{};           // with a baseline only
  EvaluationRules rules;
  std::uint64_t permutations = kDefaultPermutations;
  bool per_query = false;  // the figures of each query as well
};

// One figure a line, named as trec_eval names them: `qid,measure,value`, behind them with a
// baseline `baseline,difference,p,better,same,worse`. The qid of the means is all.
std::string evaluation_csv(const EvaluationReport& report, CsvStyle style);

Json to_json(const EvaluationReport& report);

}  // namespace newsidx
