// A watch as it is kept in a file, and what may be its name. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "newsidx/watch.h"

namespace newsidx {

// Letters and digits of any language, - _ and . inside, at most kMaxWatchName of them; so it is a
// file name, and no path.
bool is_watch_name(std::string_view name);

std::string encode_watch(const Watch& watch);
// Throws Error(kIo), naming the place, for what is no watch.
Watch decode_watch(const std::string& data, const std::string& place);

}  // namespace newsidx
