// Finds the days without articles.
#pragma once

#include <xapian.h>

#include <chrono>
#include <vector>

#include "newsidx/gaps.h"

namespace newsidx {

ArchiveGaps find_gaps(const Xapian::Database& database);

// What SourceGaps says of the days on which a source published (ascending, different, at least
// kMinPublishingDays), in an archive that ends on `last`. Source and articles are left to the
// caller.
SourceGaps source_gaps(const std::vector<std::chrono::sys_days>& days, std::chrono::sys_days last);

}  // namespace newsidx
