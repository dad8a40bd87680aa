// Fields by the names that queries give them. Thread-safe.
#pragma once

#include <string_view>

#include "store/fields.h"

namespace newsidx {

// The field of that name in either language, in any case, with or without Turkish letters; null for
// any other.
const Field* find_field(std::string_view name);

// The field's name that this may be a slip of; empty when it is like none.
std::string_view closest_name(std::string_view typed);

}  // namespace newsidx
