#include "cli/commands/fit_names.h"

#include <fmt/format.h>

#include "cli/commands/fit_report.h"

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
  return run_and_report(request, common, fit_name_model, summary, as_json);
}

}  // namespace newsidx::cli
