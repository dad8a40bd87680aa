// Judgements and runs, and the figures made of them.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "newsidx/evaluation.h"
#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

void require_faults(const std::vector<LineFault>& faults) {
  std::size_t line = 0;
  for (const LineFault& fault : faults) {
    require(fault.line > line && !fault.reason.empty(), "faults out of order");
    require_utf8(fault.reason, "a reason that is not UTF-8");
    line = fault.line;
  }
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  Input input(data, size);
  EvaluationRules rules;
  rules.level = 1 + static_cast<int>(input.choice(3));
  rules.depth = input.choice(8);
  std::istringstream qrels_file{std::string(input.until('\0'))};
  std::istringstream run_file{std::string(input.rest())};
  const ReadQrels qrels = read_qrels(qrels_file);
  const ReadRun run = read_run(run_file);
  require_faults(qrels.refused);
  require_faults(run.refused);
  std::vector<std::string> qids;
  for (const auto& [qid, judgements] : qrels.qrels) qids.push_back(qid);
  if (qids.empty()) return 0;
  const Evaluation evaluation = evaluate(qrels.qrels, run.run, qids, rules);
  require(evaluation.queries.size() == qids.size(), "queries left out");
  for (const QueryFigures& figures : evaluation.queries)
    for (const double value : figures.values)
      require(value >= 0 && value <= 1.0 + 1e-9, "a figure beyond its bounds", figures.qid);
  const Differences differences = compare(evaluation, evaluation, 100);
  for (const Difference& difference : differences)
    require(difference.mean == 0 && difference.p == 1, "a run that is ahead of itself");
  return 0;
}
