// newsidx analyze --names: the names in lines of text.
#pragma once

#include "newsidx/names.h"

namespace newsidx::cli {

// Reads lines from standard input and prints a JSON object for each mention, in order; with
// `resolve` it tells who is meant as well. Returns the exit code.
int print_names(NameReader& reader, bool resolve);

}  // namespace newsidx::cli
