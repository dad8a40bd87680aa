// Days as queries name them.
#pragma once

#include <optional>
#include <string_view>

#include "newsidx/date.h"

namespace newsidx {

// Both inclusive; an end that is not given is open.
struct DayRange {
  std::optional<Date> from;
  std::optional<Date> to;
};

// 2025, 2025-09, 9.2025, Eylül 2025, whatever parse_date reads, bugün/today, dün/yesterday,
// son7gün/last7d (gün, hafta, ay, yıl; d, w, m, y or whole words; today is the last of them), and
// a..b, ..b, a.. of these, from the first day of a to the last of b. Any case, with or without
// Turkish letters; months by Turkish or English names. Nothing when it is none of these.
std::optional<DayRange> read_days(std::string_view text, Date today);

// By the computer's clock and time zone.
Date local_today();

}  // namespace newsidx
