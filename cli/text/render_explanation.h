// search --explain as text.
#pragma once

#include <string>
#include <vector>

#include "newsidx/explanation.h"

namespace newsidx::cli {

std::string render_explanation(const QueryExplanation& explanation);
// Below a hit.
std::string render_score(double score, const std::vector<ScorePart>& parts);

}  // namespace newsidx::cli
