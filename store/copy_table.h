// Groups of near-copies: kept in the index's metadata, by group the ids of its articles. An article
// names its group in kGroupSlot; one that was removed or replaced since may still stand in the
// list.
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

namespace newsidx {

// By group the ids to add to it.
using GroupMembers = std::map<std::string, std::vector<std::string>>;

// The caller commits.
void add_members(Xapian::WritableDatabase& database, const GroupMembers& members);

// The documents that are in the group now, in the order they came into it.
std::vector<Xapian::docid> find_members(const Xapian::Database& database, const std::string& group);

// The ids of all that ever were in the group.
std::vector<std::string> list_members(const Xapian::Database& database, const std::string& group);

// All groups that ever were, in no order.
std::vector<std::string> list_groups(const Xapian::Database& database);

}  // namespace newsidx
