// The files that ship inside the program. Thread-safe.
#pragma once

#include <string_view>

namespace newsidx {

// The fitted model, as MorphologyModel reads it; 8-byte aligned.
std::string_view shipped_model();

// The word lists that a model is fitted from (text/lexicon/README.md).
std::string_view shipped_roots();
std::string_view shipped_families();

}  // namespace newsidx
