// The options of commands that search, and of those that count what a query matches.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "cli/fault_guard.h"
#include "newsidx/searcher.h"

namespace newsidx::cli {

struct QueryOptions {
  std::vector<std::string> words;
  std::string from;
  std::string to;
  SearchRequest asked;  // what the options set directly

  // Throws Error(kUsage) for limits that are no days, or the wrong way round.
  SearchRequest request() const;
};

// QUERY, --all, --as-typed, --from, --to, --timeout, --lang.
void add_query_options(CLI::App& command, QueryOptions& options);

// --as-typed.
void add_as_typed_option(CLI::App& command, SearchRequest& request);

// --timeout SECONDS, 0 for none.
void add_timeout_option(CLI::App& command, std::chrono::milliseconds& limit);

// The error; one of the time limit with the option that allows more in its hint.
TooMuch with_timeout_hint(const TooMuch& error, Language language);

// What action() returns; where it is ended by the time limit, the error says how to allow more.
// That limit is looked at between two steps; one that never ends ends the program (StuckGuard).
template <typename Action>
decltype(auto) within_timeout(std::chrono::milliseconds limit, Language language, Action&& action) {
  const StuckGuard guard(limit);
  try {
    return std::forward<Action>(action)();
  } catch (const TooMuch& error) {
    throw with_timeout_hint(error, language);
  }
}

// Sets from and to of the request, as far as given. Throws Error(kUsage).
void set_limits(SearchRequest& request, const std::string& from, const std::string& to);

// The words of a command line as one query.
std::string joined_words(const std::vector<std::string>& words);

}  // namespace newsidx::cli
