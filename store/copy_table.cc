#include "store/copy_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/fields.h"
#include "store/metadata.h"
#include "store/read_json.h"
#include "store/terms.h"

namespace newsidx {
namespace {

using Json = nlohmann::json;

constexpr const char* kPrefix = "newsidx.copies.";

std::string key_of(const std::string& group) { return kPrefix + group; }

// Empty when there is none. Throws Error(kIo) when it is damaged.
std::vector<std::string> read_ids(const Xapian::Database& database, const std::string& group) {
  const std::string packed = read_metadata(database, key_of(group));
  if (packed.empty()) return {};
  try {
    return read_msgpack(packed).get<std::vector<std::string>>();
  } catch (const Json::exception&) {
    return {};
  }
}

}  // namespace

void add_members(Xapian::WritableDatabase& database, const GroupMembers& members) {
  for (const auto& [group, added] : members) {
    std::vector<std::string> ids = read_ids(database, group);
    for (const std::string& id : added)
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    std::string value;
    Json::to_msgpack(ids, value);
    write_metadata(database, key_of(group), value);
  }
}

std::vector<Xapian::docid> find_members(const Xapian::Database& database,
                                        const std::string& group) {
  std::vector<Xapian::docid> members;
  for (const std::string& id : read_ids(database, group)) {
    const std::string term = id_term(id);
    const auto found = database.postlist_begin(term);
    if (found != database.postlist_end(term) &&
        database.get_document(*found).get_value(kGroupSlot) == group)
      members.push_back(*found);
  }
  return members;
}

std::vector<std::string> list_members(const Xapian::Database& database, const std::string& group) {
  return read_ids(database, group);
}

std::vector<std::string> list_groups(const Xapian::Database& database) {
  std::vector<std::string> groups;
  for (auto key = database.metadata_keys_begin(kPrefix); key != database.metadata_keys_end(kPrefix);
       ++key)
    groups.push_back((*key).substr(key_of("").size()));
  return groups;
}

}  // namespace newsidx
