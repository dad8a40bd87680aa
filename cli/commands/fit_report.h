// What every form of `newsidx fit` does around its fitting.
#pragma once

#include <fmt/format.h>

#include <iostream>
#include <string>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/text/progress.h"
#include "newsidx/displayable.h"
#include "newsidx/indexer.h"
#include "render/json.h"

namespace newsidx::cli {

// Fits, with progress and refusals on standard error, prints the report, and returns the exit code.
template <class Request, class Report>
int run_and_report(const Request& request, const CommonOptions& common,
                   Report (*fit)(const Request&, std::istream&, const AddObserver&),
                   std::string (*summary)(const Request&, const Report&),
                   Json (*as_json)(const Request&, const Report&)) {
  ProgressLine progress(!common.quiet);
  AddObserver observer;
  observer.refused = [&](const Notice& notice) {
    progress.clear();
    complain(displayable(fmt::format("{}: {}", notice.place, notice.text)));
  };
  observer.progress = [&](const AddProgress& now) { progress.show(now); };
  const Report report = fit(request, std::cin, observer);
  progress.clear();
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump(as_json(request, report), true) + "\n");
  else if (!common.quiet)
    write_out(summary(request, report));
  if (report.missing_paths > 0) return static_cast<int>(ErrorCode::kNotFound);
  return report.refused > 0 ? kSomeRefused : kDone;
}

}  // namespace newsidx::cli
