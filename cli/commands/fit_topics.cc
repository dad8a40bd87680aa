#include "cli/commands/fit_topics.h"

#include <fmt/format.h>

#include "cli/commands/fit_report.h"

namespace newsidx::cli {
namespace {

std::string summary(const TopicFitRequest& request, const TopicFitReport& report) {
  return fmt::format(
      "{}: model of topics of {} bytes\n"
      "  {} phrases of the list, {} words learnt from {} of {} articles\n",
      request.output.string(), report.bytes, report.listed, report.learnt, report.taught,
      report.articles);
}

Json as_json(const TopicFitRequest& request, const TopicFitReport& report) {
  return {{"v", kJsonVersion},         {"model", request.output.string()},
          {"bytes", report.bytes},     {"articles", report.articles},
          {"refused", report.refused}, {"taught", report.taught},
          {"listed", report.listed},   {"learnt", report.learnt}};
}

}  // namespace

int run_topic_fit(const TopicFitRequest& request, const CommonOptions& common) {
  return run_and_report(request, common, fit_topic_model, summary, as_json);
}

}  // namespace newsidx::cli
