#include "cli/commands/query_options.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

#include "cli/options.h"
#include "cli/query_note.h"
#include "newsidx/error.h"

namespace newsidx::cli {
namespace {

constexpr int kMaxTimeout = 1'000'000;  // seconds

}  // namespace

SearchRequest QueryOptions::request(Language language) const {
  SearchRequest request = asked;
  request.query = joined_words(words);
  set_limits(request, from, to, language);
  return request;
}

void add_query_options(CLI::App& command, QueryOptions& options, CommonOptions& common) {
  command
      .add_option("QUERY", options.words,
                  "words and phrases, as for search; without: every article")
      ->type_name("");
  command.add_flag("--all", options.asked.match_all,
                   "only articles that have every word and phrase");
  add_as_typed_option(command, options.asked);
  add_timeout_option(command, options.asked.time_limit);
  add_language_option(command, common);
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

void add_timeout_option(CLI::App& command, std::chrono::milliseconds& limit) {
  const auto set = [&limit](const std::string& text) {
    double seconds = 0;
    const char* const last = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), last, seconds);
    if (error != std::errc() || stop != last || !(seconds >= 0 && seconds <= kMaxTimeout))
      throw CLI::ValidationError(
          "--timeout", fmt::format("'{}' is no number of seconds from 0 to {}", text, kMaxTimeout));
    // What is not 0 is a limit, however short.
    limit = std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(seconds * 1000)));
  };
  command
      .add_option_function<std::string>(
          "--timeout", set, "end a search that takes longer; 0: none does (default: 10)")
      ->type_name("SECONDS");
}

void set_limits(SearchRequest& request, const std::string& from, const std::string& to,
                Language language) {
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
