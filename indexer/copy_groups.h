// Groups the near-copies of an index.
#pragma once

#include <xapian.h>

#include <vector>

namespace newsidx {

// Looks each of these documents up, in this order, among those before it in the list and all others
// of the database, and gives it and its near-copy the same group (kGroupSlot). The documents are in
// the database. Returns how many were found to be near-copies.
std::size_t group_copies(Xapian::WritableDatabase& database,
                         const std::vector<Xapian::docid>& added);

}  // namespace newsidx
