#include "store/fields.h"

#include <cstddef>

namespace newsidx {
namespace {

constexpr bool in_order_of_ids() {
  for (std::size_t i = 0; i < kFields.size(); ++i)
    if (static_cast<std::size_t>(kFields[i].id) != i) return false;
  return true;
}

constexpr bool slots_differ() {
  for (std::size_t i = 0; i < kFields.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (kFields[i].slot != kNoSlot && kFields[i].slot == kFields[j].slot) return false;
  return true;
}

static_assert(in_order_of_ids(), "field() looks a field up by its place in the table");
static_assert(slots_differ());

}  // namespace
}  // namespace newsidx
