// Facets and timelines as tables of other programs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "newsidx/facets.h"
#include "newsidx/timeline.h"
#include "render/csv.h"

namespace newsidx {

// facet,value,articles. Articles without a value are a row whose value is empty.
std::string facets_csv(const FacetCounts& counts, CsvStyle style);

// Every period from first to last, those without articles too. Throws Error(kUsage) beyond
// kMaxPeriods.
std::vector<TimelinePeriod> every_period(const Timeline& timeline);
inline constexpr std::uint64_t kMaxPeriods = 100'000;

// period,articles,archive, every period. Undated articles are a last row whose period is empty.
std::string timeline_csv(const Timeline& timeline, CsvStyle style);

}  // namespace newsidx
