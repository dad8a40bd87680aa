// What a watch told of, for a reader of feeds.
#pragma once

#include <string>

#include "newsidx/watch.h"

namespace newsidx {

// The latest entries as an Atom feed (RFC 4287), UTF-8. The same watch gives the same bytes.
std::string atom_feed(const Watch& watch);

}  // namespace newsidx
