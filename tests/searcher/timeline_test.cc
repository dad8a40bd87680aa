#include "newsidx/timeline.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "newsidx/searcher.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

Date day(const char* text) { return parse_date(text).value(); }

// first..last (undated) period:articles/archive …
std::string shown(const Timeline& timeline) {
  if (!timeline.first) return fmt::format("none of {}", timeline.total);
  std::string out = fmt::format("{}..{} ({})", period_name(*timeline.first, timeline.step),
                                period_name(*timeline.last, timeline.step), timeline.undated);
  for (const TimelinePeriod& period : timeline.periods)
    out += fmt::format(" {}:{}/{}", period_name(period.first, timeline.step), period.articles,
                       period.archive);
  return out;
}

}  // namespace

TEST_CASE("periods begin, follow each other and are counted by the calendar") {
  CHECK(period_of(day("2024-02-29"), TimelineStep::kMonth) == day("2024-02-01"));
  CHECK(period_of(day("2024-02-29"), TimelineStep::kYear) == day("2024-01-01"));
  CHECK(next_period(day("2024-02-28"), TimelineStep::kDay) == day("2024-02-29"));
  CHECK(next_period(day("2024-12-31"), TimelineStep::kMonth) == day("2025-01-01"));
  CHECK(next_period(day("2024-02-29"), TimelineStep::kYear) == day("2025-01-01"));
  CHECK(count_periods(day("2024-02-28"), day("2024-03-01"), TimelineStep::kDay) == 3);
  CHECK(count_periods(day("2023-12-31"), day("2024-01-01"), TimelineStep::kMonth) == 2);
  CHECK(count_periods(day("2023-12-31"), day("2024-01-01"), TimelineStep::kYear) == 2);
  CHECK(count_periods(day("2024-01-02"), day("2024-01-01"), TimelineStep::kDay) == 0);
  CHECK(period_name(day("2024-02-29"), TimelineStep::kDay) == "2024-02-29");
  CHECK(period_name(day("2024-02-29"), TimelineStep::kYear) == "2024");
}

TEST_CASE("timeline: known answers") {
  const test::TempDir dir;
  test::add_lines(dir.index(), R"({"id":"a","text":"martı","date":"2024-01-10"}
{"id":"b","text":"martı","date":"2024-03-20"}
{"id":"c","text":"martı","date":"2024-03-21"}
{"id":"d","text":"yunus","date":"2024-02-10"}
{"id":"e","text":"yunus","date":"2024-03-01"}
{"id":"f","text":"yunus","date":"2026-03-01"}
{"id":"g","text":"martı"}
)");
  Searcher searcher(dir.index());
  SearchRequest request;
  request.query = "martı";
  CHECK(shown(searcher.timeline(request, TimelineStep::kYear)) == "2024..2024 (1) 2024:3/5");
  CHECK(shown(searcher.timeline(request, TimelineStep::kMonth)) ==
        "2024-01..2024-03 (1) 2024-01:1/1 2024-02:0/1 2024-03:2/3");
  // Seventy-two days are too many rows.
  CHECK(searcher.timeline(request).step == TimelineStep::kMonth);
  request.from = day("2024-03-02");
  request.to = day("2024-04-30");
  CHECK(shown(searcher.timeline(request, TimelineStep::kMonth)) ==
        "2024-03..2024-04 (0) 2024-03:2/2");
  CHECK(searcher.timeline(request).step == TimelineStep::kDay);
  request.query = "fok";
  CHECK(shown(searcher.timeline(request)) == "none of 0");
  request = {};
  CHECK(shown(searcher.timeline(request)) ==
        "2024-01..2026-03 (1) 2024-01:1/1 2024-02:1/1 2024-03:3/3 2026-03:1/1");
}
