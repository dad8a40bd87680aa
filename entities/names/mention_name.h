// What a mention is called without its suffix.
#pragma once

#include <string>
#include <string_view>

#include "newsidx/entities.h"

namespace newsidx {

// Of the name as written up to its apostrophe. An organisation's case goes as well when it stands
// without one: Bakanlığından -> Bakanlığı. White space is collapsed. Thread-safe.
std::string mention_name(std::string_view written, EntityType type);

}  // namespace newsidx
