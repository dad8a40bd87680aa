// newsidx analyze --topics: what articles, one a line, are about.
#pragma once

#include "newsidx/topics.h"

namespace newsidx::cli {

// Reads lines from standard input and prints a JSON object for each. Returns the exit code.
int print_topics(TopicReader& reader);

}  // namespace newsidx::cli
