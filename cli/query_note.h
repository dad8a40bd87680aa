// What a query's writer should be told.
#pragma once

#include <string>

namespace newsidx::cli {

// Operators of other search engines are words here, which must not go unsaid: names each on
// standard error.
void note_operators(const std::string& query);

}  // namespace newsidx::cli
