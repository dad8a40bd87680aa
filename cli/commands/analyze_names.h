// newsidx analyze --names: the names in lines of text.
#pragma once

#include <memory>
#include <string>

#include "entities/aliases/aliases.h"

namespace newsidx::cli {

// Reads lines from standard input and prints a JSON object for each mention, in order. With a model
// file in the place of the program's own, unless it is empty. With aliases it tells who is meant as
// well. Returns the exit code.
int print_names(const std::string& model, std::shared_ptr<const AliasTable> aliases);

}  // namespace newsidx::cli
