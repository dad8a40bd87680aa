// The options of commands that count what a query matches.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

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

// QUERY, --all, --as-typed, --from, --to, --lang.
void add_query_options(CLI::App& command, QueryOptions& options);

// --as-typed.
void add_as_typed_option(CLI::App& command, SearchRequest& request);

// Sets from and to of the request, as far as given. Throws Error(kUsage).
void set_limits(SearchRequest& request, const std::string& from, const std::string& to);

// The words of a command line as one query.
std::string joined_words(const std::vector<std::string>& words);

}  // namespace newsidx::cli
