// What newer articles get on top when a search asks for it.
#pragma once

#include <xapian.h>

#include <cstdint>

#include "newsidx/date.h"

namespace newsidx {

// `most` for an article of the day `today`, half of it for one that is `half_life` days older, a
// quarter at twice that: exponential decay, with which Li & Croft ("Time-based language models",
// CIKM 2003) favour recent documents. Of Xapian's own make, so that a shard elsewhere ranks alike.
// Nothing for those without a date, older than kHalfLives half-lives, or of more than kDaysAhead
// days later.
Xapian::Query recency_query(Date today, std::uint32_t half_life, double most);

// Behind so many, what is added (1/64) no longer orders anything.
inline constexpr std::uint32_t kHalfLives = 6;

// Papers date tomorrow's issue ahead, and such articles are as new as today's; a year that does not
// exist yet is a mistake, and not news.
inline constexpr int kDaysAhead = 7;

}  // namespace newsidx
