// How a name is best written.
#pragma once

#include <string>
#include <string_view>

#include "newsidx/entities.h"

namespace newsidx {

// A name in capitals as it is written elsewhere: PUTİN -> Putin, HİLLARY CLINTON -> Hillary
// Clinton; what may be an acronym stays (NATO). Any other name is returned as it is. Thread-safe.
std::string without_capitals(EntityType type, std::string_view name);

}  // namespace newsidx
