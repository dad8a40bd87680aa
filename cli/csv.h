// Comma-separated values by RFC 4180, in UTF-8.
#pragma once

#include <string>
#include <vector>

namespace newsidx::cli {

// One record with its line end (CRLF). Fields with a comma, a quote or a line break are quoted.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace newsidx::cli
