// What an index holds, counted from its values.
#pragma once

#include <xapian.h>

#include "newsidx/searcher.h"

namespace newsidx {

// Everything but the facts about files (disk_bytes, generation, fingerprint).
IndexStatistics count_articles(const Xapian::Database& database);

}  // namespace newsidx
