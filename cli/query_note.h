// What a command says about how it read a query.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/language.h"

namespace newsidx::cli {

// Adds --lang to a command; without it the language is that of LC_ALL, LC_MESSAGES or LANG, the
// first that is set: Turkish for tr, else English.
void add_language_option(CLI::App& app, Language& language);

// Each note on a line of standard error, behind `place` when there is one.
void complain_notes(const std::vector<std::string>& notes, Language language,
                    std::string_view place = {});

}  // namespace newsidx::cli
