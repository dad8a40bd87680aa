// newsidx analyze --topics: what articles, one a line, are about.
#pragma once

#include <string>

namespace newsidx {
class Analyzer;
}

namespace newsidx::cli {

// Reads lines from standard input and prints a JSON object for each. With a model file in the place
// of the program's own, unless it is empty. Returns the exit code.
int print_topics(Analyzer& analyzer, const std::string& model);

}  // namespace newsidx::cli
