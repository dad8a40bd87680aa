// Whether an index still finds what it holds.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>

#include "store/index_dir.h"

namespace newsidx {

// Takes `articles` articles evenly spread over the index and looks each up by its id and by the
// first words of its text, as a search would. What is wrong, in words; empty when nothing is. A
// Xapian::Error or Error tells of worse.
std::string find_damage(const Xapian::Database& database, const IndexSettings& settings,
                        std::size_t articles);

}  // namespace newsidx
