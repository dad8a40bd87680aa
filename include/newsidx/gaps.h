// Days on which an archive has nothing, as a whole and by source.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "newsidx/date.h"

namespace newsidx {

// Days that follow each other, both ends included.
struct DayStretch {
  Date from;
  Date to;

  std::int64_t days() const {
    return (std::chrono::sys_days(to) - std::chrono::sys_days(from)).count() + 1;
  }
  bool operator==(const DayStretch&) const = default;
};

// Of a source with articles on at least kMinPublishingDays different days. Its usual interval is
// what nine in ten of its intervals between one such day and the next do not exceed (1: every day).
// A gap is a stretch without articles of at least kMinGapDays days, after which the interval is
// more than kGapFactor times the usual one. So neither a daily's weekend nor a weekly's six days
// are gaps, nor a monthly's summer month; a daily's lost fortnight is, and a weekly's lost month.
struct SourceGaps {
  std::string source;
  std::uint64_t articles = 0;  // dated ones
  DayStretch range;            // its first and last day
  std::int64_t usual_interval = 0;
  std::vector<DayStretch> gaps;  // inside range, ascending
  // From the day after its last article to the archive's last day, when that is a gap.
  std::optional<DayStretch> silent;
};

inline constexpr std::size_t kMinPublishingDays = 5;
inline constexpr std::int64_t kMinGapDays = 7;
inline constexpr std::int64_t kGapFactor = 2;

struct ArchiveGaps {
  std::uint64_t articles = 0;  // dated ones, which alone count here
  std::uint64_t undated = 0;
  std::optional<DayStretch> range;  // first and last day; none when no article has a date
  std::vector<DayStretch> gaps;     // every stretch inside range without any article, ascending
  // Those with gaps or silent at the end, most articles first.
  std::vector<SourceGaps> sources;
  std::uint64_t regular_sources = 0;  // sources that gaps were looked for in
  std::uint64_t rare_sources = 0;     // sources with too few days to tell
};

}  // namespace newsidx
