// What is to be said of values that no article has.
#pragma once

#include <string>
#include <vector>

#include "newsidx/message.h"
#include "searcher/plan/leaf_sources.h"
#include "searcher/plan/resolved_leaves.h"

namespace newsidx {

// A mistyped value finds nothing, which is no news to who knows that it is there: for each the
// value that it may have been meant for, if any is like it. Throws TooMuch.
std::vector<Message> notes_of_unmet(const ResolvedLeaves& leaves, LeafSources& sources);

}  // namespace newsidx
