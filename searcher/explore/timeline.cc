#include "searcher/explore/timeline.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "newsidx/searcher.h"
#include "searcher/matching/match_counts.h"
#include "searcher/searcher_state.h"
#include "store/fields.h"

namespace newsidx {
namespace {

constexpr std::uint64_t kFewRows = 62;

TimelineStep fitting_step(Date first, Date last) {
  for (const TimelineStep step : {TimelineStep::kDay, TimelineStep::kMonth})
    if (count_periods(first, last, step) <= kFewRows) return step;
  return TimelineStep::kYear;
}

// Of every day between the limits on which the archive has articles, how many: the day is a term of
// each, so nothing is matched for it.
std::map<Date, std::uint64_t> count_archive_days(const Xapian::Database& database, Date first,
                                                 Date last) {
  const std::string prefix(field(FieldId::kDate).term_prefix);
  std::map<Date, std::uint64_t> days;
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    const auto day = parse_date((*term).substr(prefix.size()));
    if (day && *day >= first && *day <= last) days[*day] = term.get_termfreq();
  }
  return days;
}

}  // namespace

Date period_of(Date day, TimelineStep step) {
  const std::chrono::month month = step == TimelineStep::kYear ? std::chrono::January : day.month();
  return {day.year(), month, step == TimelineStep::kDay ? day.day() : std::chrono::day(1)};
}

Date next_period(Date day, TimelineStep step) {
  const Date first = period_of(day, step);
  switch (step) {
    case TimelineStep::kDay:
      return std::chrono::sys_days(first) + std::chrono::days(1);
    case TimelineStep::kMonth:
      return first + std::chrono::months(1);
    case TimelineStep::kYear:
      return first + std::chrono::years(1);
  }
  return first;
}

std::uint64_t count_periods(Date first, Date last, TimelineStep step) {
  const auto number = [step](Date day) -> std::int64_t {
    const int year = static_cast<int>(day.year());
    if (step == TimelineStep::kYear) return year;
    if (step == TimelineStep::kMonth)
      return 12 * year + static_cast<int>(static_cast<unsigned>(day.month()));
    return std::chrono::sys_days(day).time_since_epoch().count();
  };
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, number(last) - number(first) + 1));
}

std::string_view step_name(TimelineStep step) {
  switch (step) {
    case TimelineStep::kDay:
      return "day";
    case TimelineStep::kMonth:
      return "month";
    case TimelineStep::kYear:
      break;
  }
  return "year";
}

std::string period_name(Date day, TimelineStep step) {
  const std::string name = format_date(day);
  return name.substr(0, step == TimelineStep::kYear    ? 4
                        : step == TimelineStep::kMonth ? 7
                                                       : name.size());
}

Timeline count_timeline(const Xapian::Database& database, const Xapian::Query& query,
                        std::optional<Date> from, std::optional<Date> to,
                        std::optional<TimelineStep> step, QueryWork& work) {
  const MatchCounts counts = count_values(database, query, {field(FieldId::kDate).slot}, work);
  Timeline timeline;
  timeline.total = counts.total;
  timeline.undated = counts.slots.front().without;
  std::map<Date, std::uint64_t> matches;
  for (const auto& [key, articles] : counts.slots.front().values)
    if (const auto day = parse_date(key)) matches[*day] = articles;
  timeline.step = step.value_or(TimelineStep::kDay);
  if (matches.empty()) return timeline;

  const Date first = from.value_or(matches.begin()->first);
  const Date last = to.value_or(matches.rbegin()->first);
  if (!step) timeline.step = fitting_step(first, last);
  timeline.first = period_of(first, timeline.step);
  timeline.last = period_of(last, timeline.step);
  const Date first_day = from.value_or(*timeline.first);
  const Date last_day = to.value_or(
      std::chrono::sys_days(next_period(*timeline.last, timeline.step)) - std::chrono::days(1));
  for (const auto& [day, articles] : count_archive_days(database, first_day, last_day)) {
    const Date period = period_of(day, timeline.step);
    if (timeline.periods.empty() || timeline.periods.back().first != period)
      timeline.periods.push_back({period, 0, 0});
    timeline.periods.back().archive += articles;
    if (const auto match = matches.find(day); match != matches.end())
      timeline.periods.back().articles += match->second;
  }
  return timeline;
}

Timeline Searcher::timeline(const SearchRequest& request, std::optional<TimelineStep> step) {
  QueryWork work(request.time_limit);
  return session_->reading_within(work, [&](State& state) {
    const QueryPlan plan = state.planned(request, work);
    Timeline timeline =
        count_timeline(state.database, plan.query, request.from, request.to, step, work);
    timeline.notes = plan.notes;
    return timeline;
  });
}

}  // namespace newsidx
