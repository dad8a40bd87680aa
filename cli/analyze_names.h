// newsidx analyze --names: the names in lines of text.
#pragma once

#include <string>

namespace newsidx::cli {

// Reads lines from standard input and prints a JSON object for each mention, in order. With a model
// file in the place of the program's own, unless it is empty. Returns the exit code.
int print_names(const std::string& model);

}  // namespace newsidx::cli
