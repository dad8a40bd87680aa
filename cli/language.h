// The language that the program speaks.
#pragma once

#include "newsidx/language.h"

namespace newsidx::cli {

// That of LC_ALL, LC_MESSAGES or LANG, the first that is set: Turkish for tr, else English. The
// names alone count, so no locale has to be there.
Language language_of_environment();

}  // namespace newsidx::cli
