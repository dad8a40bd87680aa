// search --explain as text.
#pragma once

#include <string>
#include <vector>

#include "newsidx/explanation.h"
#include "newsidx/language.h"

namespace newsidx::cli {

// With the plan in the language.
std::string render_explanation(const QueryExplanation& explanation, Language language);
// Below a hit.
std::string render_score(double score, const std::vector<ScorePart>& parts);

}  // namespace newsidx::cli
