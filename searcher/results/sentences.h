// Where sentences begin.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "newsidx/analysis.h"

namespace newsidx {

// Whether a sentence, a line or a heading begins with the token. Thread-safe.
bool begins_sentence(std::string_view text, const std::vector<Token>& tokens, std::size_t token);

}  // namespace newsidx
