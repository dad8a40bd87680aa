// Days as articles, queries and file names write them.
#include <cstddef>
#include <cstdint>
#include <string>

#include "newsidx/date.h"
#include "searcher/query/query_days.h"
#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

void require_date(const std::optional<Date>& date, std::string_view text) {
  if (!date) return;
  require(
      date->ok() && date->year() >= std::chrono::year(1) && date->year() <= std::chrono::year(9999),
      "a date that is none", text);
  require(parse_date(format_date(*date)) == date, "a date that is not read again", text);
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  Input input(data, size);
  const Date today(std::chrono::sys_days(std::chrono::days(input.two_bytes())));
  const std::string text = input.rest_as_text();
  require_date(parse_date(text), text);
  require_date(find_date_in_name(text), text);
  if (const auto range = read_days(text, today)) {
    require(range->from || range->to, "days that are all", text);
    require_date(range->from, text);
    require_date(range->to, text);
  }
  return 0;
}
