#include "searcher/query/query_days.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace newsidx;

namespace {

// first..last, as read on Saturday 31 May 2025; ? when it is no date.
std::string read(const std::string& text) {
  const auto range = read_days(text, std::chrono::year(2025) / 5 / 31);
  if (!range) return "?";
  return (range->from ? format_date(*range->from) : "") + ".." +
         (range->to ? format_date(*range->to) : "");
}

}  // namespace

TEST_CASE("days as queries name them") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2025", "2025-01-01..2025-12-31"},
      {"0001", "0001-01-01..0001-12-31"},
      {"2024-02", "2024-02-01..2024-02-29"},
      {"2024-2", "2024-02-01..2024-02-29"},
      {"9.2025", "2025-09-01..2025-09-30"},
      {"2.9.2025", "2025-09-02..2025-09-02"},
      {"2025-09-02", "2025-09-02..2025-09-02"},
      {"2 Eylül 2025", "2025-09-02..2025-09-02"},
      {"2 eylul 2025", "2025-09-02..2025-09-02"},
      {"2 September 2025", "2025-09-02..2025-09-02"},
      {"EYLÜL 2025", "2025-09-01..2025-09-30"},
      {"May 2025", "2025-05-01..2025-05-31"},
      {"bugün", "2025-05-31..2025-05-31"},
      {"TODAY", "2025-05-31..2025-05-31"},
      {"dun", "2025-05-30..2025-05-30"},
      {"yesterday", "2025-05-30..2025-05-30"},
      {"son7gün", "2025-05-25..2025-05-31"},
      {"son 7 gün", "2025-05-25..2025-05-31"},
      {"last7d", "2025-05-25..2025-05-31"},
      {"last 1 day", "2025-05-31..2025-05-31"},
      {"son2hafta", "2025-05-18..2025-05-31"},
      {"last2w", "2025-05-18..2025-05-31"},
      {"son3ay", "2025-03-01..2025-05-31"},  // February has no 31st: its last day and one
      {"last1m", "2025-05-01..2025-05-31"},
      {"son1yıl", "2024-06-01..2025-05-31"},
      {"last2years", "2023-06-01..2025-05-31"},
      {"2024..2025-03", "2024-01-01..2025-03-31"},
      {"..2025", "..2025-12-31"},
      {"2025-09..", "2025-09-01.."},
      {"Eylül 2024 .. bugün", "2024-09-01..2025-05-31"},
      {"2.9.2024..5.9.2024", "2024-09-02..2024-09-05"},
      {"2025..2024", "2025-01-01..2024-12-31"},  // the parser refuses it
  };
  for (const auto& [text, range] : cases) CHECK_MESSAGE(read(text) == range, text);
  for (const char* none :
       {"",        "..",      "x",       "13.13.2025",  "2025-13",      "30 Şubat 2025", "20255",
        "son7",    "sonxgün", "son0gün", "son99999gün", "last7parsecs", "2024...2025",   "a..b",
        "2025..x", "Eylül",   "0000",    "son9999yıl",  "2-2025",       "1/2/3/4"})
    CHECK_MESSAGE(read(none) == "?", none);
}
