// When the articles that match a query were published.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/date.h"
#include "newsidx/message.h"

namespace newsidx {

enum class TimelineStep { kDay, kMonth, kYear };

struct TimelinePeriod {
  Date first;                  // its first day
  std::uint64_t articles = 0;  // that match
  std::uint64_t archive = 0;   // that the archive has in it, matching or not

  bool operator==(const TimelinePeriod&) const = default;
};

// Exact over all articles that match; near-copies count each.
struct Timeline {
  TimelineStep step = TimelineStep::kDay;
  // First days of the first and the last period: those of the limits that were set, else of the
  // first and last match. None without a dated match.
  std::optional<Date> first;
  std::optional<Date> last;
  // Ascending; periods between first and last in which the archive has nothing are left out.
  std::vector<TimelinePeriod> periods;
  std::uint64_t total = 0;
  std::uint64_t undated = 0;   // of them
  std::vector<Message> notes;  // about the query
};

// The first day of the period that holds the day, and of the one after it. Thread-safe.
Date period_of(Date day, TimelineStep step);
Date next_period(Date day, TimelineStep step);

// How many periods there are from one to another, both included.
std::uint64_t count_periods(Date first, Date last, TimelineStep step);

// day, month or year.
std::string_view step_name(TimelineStep step);

// 2025-09-02, 2025-09 or 2025.
std::string period_name(Date day, TimelineStep step);

}  // namespace newsidx
