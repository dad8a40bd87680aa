// Merges shards into one Xapian database. Xapian's compact would leave a term's postings in one
// chunk a shard at least; here they are joined.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "store/glass/packing.h"

namespace newsidx::glass {

// Values that the documents get on the way, by their number in the merged database.
struct AddedValues {
  std::uint32_t slot = 0;  // one that no document of the shards has a value in
  std::map<DocumentId, std::string> values;
};

// The shards' documents follow each other in the given order; `merged` is made. Shards are what
// ShardWriter or this wrote. With two jobs or more the tables are merged side by side. Nothing is
// synced. Throws Xapian::DatabaseError and what TableWriter::add() throws.
void merge_shards(const std::vector<std::filesystem::path>& shards,
                  const std::filesystem::path& merged, const AddedValues& added, unsigned jobs);

}  // namespace newsidx::glass
