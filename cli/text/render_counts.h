// Facets and timelines as people read them.
#pragma once

#include <cstddef>
#include <string>

#include "newsidx/facets.h"
#include "newsidx/timeline.h"

namespace newsidx::cli {

// A table a facet, with bars, in lines of `width` columns. `count`: of each facet the values with
// most articles; 0: all.
std::string render_facets(const FacetCounts& counts, std::size_t count, std::size_t width);

// A row a period, with bars; long stretches without matches are one row.
std::string render_timeline(const Timeline& timeline, std::size_t width);

}  // namespace newsidx::cli
