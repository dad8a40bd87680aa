// What a command says about how it read a query.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "newsidx/message.h"

namespace newsidx::cli {

// Adds --lang to a command; without it the language is that of the environment.
void add_language_option(CLI::App& app, CommonOptions& common);

// Each note on a line of standard error, behind `place` when there is one.
void complain_notes(const std::vector<Message>& notes, Language language,
                    std::string_view place = {});

// Says that a query has no hits, or none behind its `total`.
void complain_no_hits(std::uint64_t total, Language language);

// The errors of a search without a query, and with an empty one. Throw Error(kUsage).
[[noreturn]] void refuse_no_query(Language language);
[[noreturn]] void refuse_empty_query(Language language);

// "3 more like this", "benzeri 3 haber daha".
std::string more_like_this(std::uint64_t number, Language language);

// "12 articles", "12 haber".
std::string number_of_articles(std::uint64_t number, Language language);

// Which hits are shown of how many: "11-20 of about 345 articles".
std::string shown_of_total(std::uint64_t first, std::uint64_t last, std::uint64_t total,
                           bool total_is_exact, Language language);

}  // namespace newsidx::cli
