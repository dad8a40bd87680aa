// The options of commands that search, and of those that count what a query matches.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "cli/fault_guard.h"
#include "cli/options.h"
#include "newsidx/searcher.h"

namespace newsidx::cli {

struct QueryOptions {
  std::vector<std::string> words;
  std::string from;
  std::string to;
  SearchRequest asked;  // what the options set directly

  // Throws Error(kUsage) for limits that are no days, or the wrong way round.
  SearchRequest request(Language language) const;
};

// QUERY, --all, --as-typed, --from, --to, --timeout, --lang.
void add_query_options(CLI::App& command, QueryOptions& options, CommonOptions& common);

// --as-typed.
void add_as_typed_option(CLI::App& command, SearchRequest& request);

// --timeout SECONDS, 0 for none.
void add_timeout_option(CLI::App& command, std::chrono::milliseconds& limit);

// What action() returns. The library looks at its limit between two steps; one that never ends ends
// the program (StuckGuard).
template <typename Action>
decltype(auto) within_timeout(std::chrono::milliseconds limit, Action&& action) {
  const StuckGuard guard(limit);
  return std::forward<Action>(action)();
}

// Sets from and to of the request, as far as given. Throws Error(kUsage), in the language.
void set_limits(SearchRequest& request, const std::string& from, const std::string& to,
                Language language);

// The words of a command line as one query.
std::string joined_words(const std::vector<std::string>& words);

}  // namespace newsidx::cli
