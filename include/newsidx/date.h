// Calendar days, as articles and queries write them. All functions are thread-safe.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx {

// A day of the proleptic Gregorian calendar. Years 1 to 9999; ok() holds for every date the library
// hands out.
using Date = std::chrono::year_month_day;

// Reads a whole string as one day: 2025-09-02, 20250902, 2.9.2025, 02/09/2025, "2 Eylül 2025"
// (month names with or without Turkish letters, any case), or an ISO 8601 time whose day is taken
// as written (2025-09-02T23:10:00+03:00). Nothing when it is none of these or no real day
// (2025-02-30).
std::optional<Date> parse_date(std::string_view text);

// YYYY-MM-DD.
std::string format_date(Date date);

// YYYY-MM-DDThh:mm:ssZ (RFC 3339).
std::string format_time(std::chrono::sys_seconds time);

// The first YYYY-MM-DD, YYYY_MM_DD or YYYYMMDD in a file name that stands free of other digits and
// is a real day of the years 1900 to 2099.
std::optional<Date> find_date_in_name(std::string_view file_name);

}  // namespace newsidx
