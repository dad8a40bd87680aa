#include "cli/query_options.h"

#include <fmt/format.h>

#include "cli/options.h"
#include "cli/query_note.h"
#include "newsidx/error.h"

namespace newsidx::cli {

SearchRequest QueryOptions::request() const {
  SearchRequest request = asked;
  request.query = joined_words(words);
  set_limits(request, from, to);
  return request;
}

void add_query_options(CLI::App& command, QueryOptions& options) {
  command
      .add_option("QUERY", options.words,
                  "words and phrases, as for search; without: every article")
      ->type_name("");
  command.add_flag("--all", options.asked.match_all,
                   "only articles that have every word and phrase");
  add_as_typed_option(command, options.asked);
  add_language_option(command, options.asked.language);
  command
      .add_option("--from", options.from,
                  "from this day (2025, 2025-09, 2.9.2025); leaves out undated articles")
      ->type_name("DAY")
      ->check(not_empty());
  command.add_option("--to", options.to, "to the end of this day, month or year")
      ->type_name("DAY")
      ->check(not_empty());
}

void add_as_typed_option(CLI::App& command, SearchRequest& request) {
  command.add_flag_callback(
      "--as-typed", [&request] { request.mend = false; }, "do not mend words that the index lacks");
}

void set_limits(SearchRequest& request, const std::string& from, const std::string& to) {
  const Language language = request.language;
  if (!from.empty()) request.from = parse_limit("--from", from, false, language);
  if (!to.empty()) request.to = parse_limit("--to", to, true, language);
  if (!request.from || !request.to || *request.from <= *request.to) return;
  const std::string first = format_date(*request.from);
  const std::string last = format_date(*request.to);
  throw Error(ErrorCode::kUsage, language == Language::kTurkish
                                     ? fmt::format("--from {}, --to {} gününden sonra", first, last)
                                     : fmt::format("--from {} is after --to {}", first, last));
}

std::string joined_words(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += ' ';
    query += word;
  }
  return query;
}

}  // namespace newsidx::cli
