// Groups the near-copies of an index.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace newsidx {

// Looks each of these documents up, in this order, among those before it in the list and all others
// of the database, and gives it and its near-copy the same group (kGroupSlot). The documents are in
// the database. Returns how many were found to be near-copies.
std::size_t group_copies(Xapian::WritableDatabase& database,
                         const std::vector<Xapian::docid>& added);

// By id, the groups that articles of a base come into.
using BaseGroups = std::vector<std::pair<std::string, std::string>>;

// The same for the articles of databases that are to be merged behind a base, before they are: a
// change to a merged database leaves gaps. The shards are changed; what is to change in the base,
// once it is merged, is returned for set_groups(). Articles of the base with these ids are going to
// be removed, and are no near-copies of any.
BaseGroups group_copies_of_shards(const std::filesystem::path& base,
                                  const std::vector<std::filesystem::path>& shards,
                                  const std::unordered_set<std::string>& superseded);

void set_groups(Xapian::WritableDatabase& database, const BaseGroups& groups);

}  // namespace newsidx
