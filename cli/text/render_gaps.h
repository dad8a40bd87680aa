// Days without articles, as people read them.
#pragma once

#include <string>

#include "newsidx/gaps.h"

namespace newsidx::cli {

// Of long lists the longest stretches and the largest sources, and how many are left out.
std::string render_gaps(const ArchiveGaps& gaps);

}  // namespace newsidx::cli
