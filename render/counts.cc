#include "render/counts.h"

#include <fmt/format.h>

#include "newsidx/error.h"

namespace newsidx {

std::string facets_csv(const FacetCounts& counts, CsvStyle style) {
  std::string out = csv_header({"facet", "value", "articles"}, style);
  for (const Facet& facet : counts.facets) {
    const std::string name(facet_name(facet.kind));
    for (const FacetValue& value : facet.values)
      out += csv_line({name, value.value, std::to_string(value.articles)}, style);
    if (facet.without > 0) out += csv_line({name, "", std::to_string(facet.without)}, style);
  }
  return out;
}

std::vector<TimelinePeriod> every_period(const Timeline& timeline) {
  std::vector<TimelinePeriod> periods;
  if (!timeline.first) return periods;
  const std::uint64_t count = count_periods(*timeline.first, *timeline.last, timeline.step);
  if (count > kMaxPeriods)
    throw Error(ErrorCode::kUsage,
                fmt::format("{} to {} are {} {}s, more than the {} that are listed",
                            period_name(*timeline.first, timeline.step),
                            period_name(*timeline.last, timeline.step), count,
                            step_name(timeline.step), kMaxPeriods),
                "take longer steps with --by, or limit the dates with --from and --to");
  periods.reserve(count);
  auto known = timeline.periods.begin();
  for (Date day = *timeline.first; periods.size() < count; day = next_period(day, timeline.step)) {
    if (known != timeline.periods.end() && known->first == day)
      periods.push_back(*known++);
    else
      periods.push_back({day, 0, 0});
  }
  return periods;
}

std::string timeline_csv(const Timeline& timeline, CsvStyle style) {
  std::string out = csv_header({"period", "articles", "archive"}, style);
  for (const TimelinePeriod& period : every_period(timeline))
    out += csv_line({period_name(period.first, timeline.step), std::to_string(period.articles),
                     std::to_string(period.archive)},
                    style);
  if (timeline.undated > 0) out += csv_line({"", std::to_string(timeline.undated), ""}, style);
  return out;
}

}  // namespace newsidx
