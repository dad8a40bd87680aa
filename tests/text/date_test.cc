#include "newsidx/date.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using newsidx::find_date_in_name;
using newsidx::format_date;
using newsidx::parse_date;

namespace {

std::string shown(const std::optional<newsidx::Date>& date) {
  return date ? format_date(*date) : "none";
}

}  // namespace

TEST_CASE("days as articles write them") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2025-09-02", "2025-09-02"},
      {" 2025-9-2 ", "2025-09-02"},
      {"20250902", "2025-09-02"},
      {"2.9.2025", "2025-09-02"},
      {"02/09/2025", "2025-09-02"},
      {"2 Eylül 2025", "2025-09-02"},
      {"2 EYLÜL 2025 Salı", "2025-09-02"},
      {"14 agustos 2024", "2024-08-14"},
      {"2025-09-02T23:10:00+03:00", "2025-09-02"},
      {"2025-09-02 08:15", "2025-09-02"},
      {"02.09.2025 17:00", "2025-09-02"},
      {"2024-02-29", "2024-02-29"},
      {"2025-02-29", "none"},
      {"2025-02-30", "none"},
      {"2025-13-01", "none"},
      {"2025-00-10", "none"},
      {"0000-01-01", "none"},
      {"2025", "none"},
      {"2025-09", "none"},
      {"2-9-2025", "none"},
      {"2025-09-02x", "none"},
      {"2025-09-02 Salı", "none"},
      {"2 Eylem 2025", "none"},
      {"99999999999999999999", "none"},
      {"dün", "none"},
      {"", "none"},
  };
  for (const auto& [text, expected] : cases)
    CHECK_MESSAGE(shown(parse_date(text)) == expected, text);
}

TEST_CASE("days in file names") {
  CHECK(shown(find_date_in_name("2025-09-02-si-putin.txt")) == "2025-09-02");
  CHECK(shown(find_date_in_name("haber_2025_09_02.txt")) == "2025-09-02");
  CHECK(shown(find_date_in_name("gazete20250902.txt")) == "2025-09-02");
  CHECK(shown(find_date_in_name("2025-02-30-x-2024-01-05.txt")) == "2024-01-05");
  CHECK(shown(find_date_in_name("120250902.txt")) == "none");
  CHECK(shown(find_date_in_name("18501231.txt")) == "none");
  CHECK(shown(find_date_in_name("haber-12.txt")) == "none");
}
