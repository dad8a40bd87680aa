// newsidx fit --names: fits the finder of names.
#pragma once

#include "cli/options.h"
#include "newsidx/name_fit.h"

namespace newsidx::cli {

// Returns the exit code.
int run_name_fit(const NameFitRequest& request, const CommonOptions& common);

}  // namespace newsidx::cli
