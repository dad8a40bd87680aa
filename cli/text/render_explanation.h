// search --explain as text and JSON.
#pragma once

#include <string>
#include <vector>

#include "newsidx/explanation.h"
#include "render/json.h"

namespace newsidx::cli {

std::string render_explanation(const QueryExplanation& explanation);
// Below a hit.
std::string render_score(double score, const std::vector<ScorePart>& parts);

Json to_json(const QueryExplanation& explanation);
Json to_json(const std::vector<ScorePart>& parts);

}  // namespace newsidx::cli
