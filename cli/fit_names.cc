#include "cli/fit_names.h"

#include <fmt/format.h>

#include <iostream>

#include "cli/json.h"
#include "cli/progress.h"

namespace newsidx::cli {
namespace {

std::string summary(const NameFitRequest& request, const NameFitReport& report) {
  return fmt::format(
      "{}: model of names {} of {} bytes\n"
      "  {} annotated names, {} phrases of the lists, {} features\n"
      "  {} articles, {} words; {} distinct words known\n",
      request.output.string(), report.checksum, report.bytes, report.names, report.phrases,
      report.features, report.articles, report.running_words, report.words);
}

Json as_json(const NameFitRequest& request, const NameFitReport& report) {
  return {{"v", kJsonVersion},
          {"model", request.output.string()},
          {"checksum", report.checksum},
          {"bytes", report.bytes},
          {"articles", report.articles},
          {"refused", report.refused},
          {"running_words", report.running_words},
          {"names", report.names},
          {"phrases", report.phrases},
          {"features", report.features},
          {"words", report.words}};
}

}  // namespace

int run_name_fit(const NameFitRequest& request, const CommonOptions& common) {
  ProgressLine progress(!common.quiet);
  AddObserver observer;
  observer.refused = [&](const Notice& notice) {
    progress.clear();
    complain(fmt::format("{}: {}", notice.place, notice.text));
  };
  observer.progress = [&](const AddProgress& now) { progress.show(now); };
  const NameFitReport report = fit_name_model(request, std::cin, observer);
  progress.clear();
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump(as_json(request, report), true) + "\n");
  else if (!common.quiet)
    write_out(summary(request, report));
  if (report.missing_paths > 0) return static_cast<int>(ErrorCode::kNotFound);
  return report.refused > 0 ? kSomeRefused : kDone;
}

}  // namespace newsidx::cli
