// Groups the near-copies of an index.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "store/copy_table.h"

namespace newsidx {

// Looks each of these documents up, in this order, among those before it in the list and all others
// of the database, and gives it and its near-copy the same group (kGroupSlot). The documents are in
// the database.
void group_copies(Xapian::WritableDatabase& database, const std::vector<Xapian::docid>& added);

struct CopyGroups {
  GroupMembers members;
  std::vector<std::pair<std::string, std::string>> base;  // id, group: of articles of the base
};

// The same for the articles of databases that are to be merged behind a base, before they are: a
// change to a merged database leaves gaps. The shards are changed; what is to change in the base,
// once it is merged, is returned for set_groups(). Articles of the base with these ids are going to
// be removed, and are no near-copies of any.
CopyGroups group_copies_of_shards(const std::filesystem::path& base,
                                  const std::vector<std::filesystem::path>& shards,
                                  const std::unordered_set<std::string>& superseded);

void set_groups(Xapian::WritableDatabase& database, const CopyGroups& groups);

}  // namespace newsidx
