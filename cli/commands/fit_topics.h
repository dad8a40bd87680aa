// newsidx fit --topics: sharpens the vocabulary of topics.
#pragma once

#include "cli/options.h"
#include "newsidx/topic_fit.h"

namespace newsidx::cli {

// Returns the exit code.
int run_topic_fit(const TopicFitRequest& request, const CommonOptions& common);

}  // namespace newsidx::cli
