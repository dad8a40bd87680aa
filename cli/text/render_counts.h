// Facets and timelines as people and spreadsheets read them.
#pragma once

#include <string>

#include "cli/text/bars.h"
#include "newsidx/facets.h"
#include "newsidx/timeline.h"
#include "render/csv.h"

namespace newsidx::cli {

// A table a facet, with bars, in lines of `width` columns. `count`: of each facet the values with
// most articles; 0: all.
std::string render_facets(const FacetCounts& counts, std::size_t count, std::size_t width);

// facet,value,articles. Articles without a value are a row whose value is empty.
std::string facets_csv(const FacetCounts& counts, CsvStyle style);

// A row a period, with bars; long stretches without matches are one row.
std::string render_timeline(const Timeline& timeline, std::size_t width);

// Every period from first to last, those without articles too. Throws Error(kUsage) beyond
// kMaxPeriods.
std::vector<TimelinePeriod> every_period(const Timeline& timeline);
inline constexpr std::uint64_t kMaxPeriods = 100'000;

// period,articles,archive, every period. Undated articles are a last row whose period is empty.
std::string timeline_csv(const Timeline& timeline, CsvStyle style);

}  // namespace newsidx::cli
