// Groups the near-copies of an index.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "store/copy_table.h"
#include "store/glass/shard_merger.h"

namespace newsidx {

// Looks each of these documents up, in this order, among those before it in the list and all others
// of the database, and gives it and its near-copy the same group (kGroupSlot). The documents are in
// the database.
void group_copies(Xapian::WritableDatabase& database, const std::vector<Xapian::docid>& added);

// An article that is not in the base yet, by its id.
struct Signed {
  std::string id;
  std::string signature;
};

struct CopyGroups {
  GroupMembers members;
  std::vector<std::pair<std::string, std::string>> base;  // id, group: of articles of the base
  glass::AddedValues added;  // of the new articles: the first one is document 1
};

// The same for new articles that are to be merged behind a base, before they are: a change to a
// merged database leaves gaps. What is to change in the base, once it is merged, is for
// set_groups(). Articles of the base with these ids are going to be removed, and are no near-copies
// of any.
CopyGroups group_new_copies(const std::filesystem::path& base, const std::vector<Signed>& articles,
                            const std::unordered_set<std::string>& superseded);

void set_groups(Xapian::WritableDatabase& database, const CopyGroups& groups);

}  // namespace newsidx
