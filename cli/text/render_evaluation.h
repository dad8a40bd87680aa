// Evaluations as people read them.
#pragma once

#include <string>

#include "render/evaluation.h"

namespace newsidx::cli {

// A table.
std::string render_evaluation(const EvaluationReport& report);

}  // namespace newsidx::cli
