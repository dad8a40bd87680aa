#include "cli/fit_topics.h"

#include <fmt/format.h>

#include <iostream>

#include "cli/json.h"
#include "cli/progress.h"

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
  ProgressLine progress(!common.quiet);
  AddObserver observer;
  observer.refused = [&](const Notice& notice) {
    progress.clear();
    complain(fmt::format("{}: {}", notice.place, notice.text));
  };
  observer.progress = [&](const AddProgress& now) { progress.show(now); };
  const TopicFitReport report = fit_topic_model(request, std::cin, observer);
  progress.clear();
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump(as_json(request, report), true) + "\n");
  else if (!common.quiet)
    write_out(summary(request, report));
  if (report.missing_paths > 0) return static_cast<int>(ErrorCode::kNotFound);
  return report.refused > 0 ? kSomeRefused : kDone;
}

}  // namespace newsidx::cli
