#include "indexer/copy_groups.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <map>
#include <string>

#include "indexer/near_copies.h"
#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {
namespace {

// The hash of the id.
std::string new_group(const std::string& id) {
  return fmt::format("{:016x}", XXH3_64bits(id.data(), id.size()));
}

std::string id_of(const Xapian::Document& document) {
  return document.get_value(field(FieldId::kId).slot);
}

void set_group(Xapian::WritableDatabase& database, Xapian::docid docid, Xapian::Document& document,
               const std::string& group) {
  document.add_value(kGroupSlot, group);
  database.replace_document(docid, document);  // its terms are untouched, so this costs little
}

}  // namespace

void group_copies(Xapian::WritableDatabase& database, const std::vector<Xapian::docid>& added) {
  if (added.empty()) return;
  const std::unordered_set<Xapian::docid> is_added(added.begin(), added.end());
  NearCopies copies;
  for (auto value = database.valuestream_begin(kSignatureSlot);
       value != database.valuestream_end(kSignatureSlot); ++value)
    if (!is_added.contains(value.get_docid())) copies.add(*value, value.get_docid());
  GroupMembers members;
  for (const Xapian::docid docid : added) {
    Xapian::Document document = database.get_document(docid);
    const std::string signature = document.get_value(kSignatureSlot);
    if (signature.empty()) continue;
    const auto first = copies.find(signature);
    if (!first) {
      copies.add(signature, docid);
      continue;
    }
    Xapian::Document original = database.get_document(*first);
    std::string group = original.get_value(kGroupSlot);
    if (group.empty()) {
      group = new_group(id_of(original));
      set_group(database, *first, original, group);
      members[group].push_back(id_of(original));
    }
    set_group(database, docid, document, group);
    members[group].push_back(id_of(document));
  }
  add_members(database, members);
}

CopyGroups group_copies_of_shards(const std::filesystem::path& base_path,
                                  const std::vector<std::filesystem::path>& shards,
                                  const std::unordered_set<std::string>& superseded) {
  struct Place {
    std::size_t shard;  // shards.size(): in the base
    Xapian::docid docid;
  };
  const Xapian::Database base(base_path.string());
  std::unordered_set<Xapian::docid> left_out;
  for (const std::string& id : superseded)
    left_out.insert(base.postlist_begin(id_term(id)), base.postlist_end(id_term(id)));
  std::vector<Place> places;
  NearCopies copies;
  for (auto value = base.valuestream_begin(kSignatureSlot);
       value != base.valuestream_end(kSignatureSlot); ++value) {
    if (left_out.contains(value.get_docid())) continue;
    copies.add(*value, static_cast<std::uint32_t>(places.size()));
    places.push_back({shards.size(), value.get_docid()});
  }

  CopyGroups result;
  std::vector<std::map<Xapian::docid, std::string>> groups(shards.size() + 1);
  std::vector<Xapian::Database> databases;
  databases.reserve(shards.size() + 1);
  for (const std::filesystem::path& shard : shards) databases.emplace_back(shard.string());
  databases.push_back(base);
  for (std::size_t shard = 0; shard < shards.size(); ++shard) {
    for (auto value = databases[shard].valuestream_begin(kSignatureSlot);
         value != databases[shard].valuestream_end(kSignatureSlot); ++value) {
      const auto first = copies.find(*value);
      if (!first) {
        copies.add(*value, static_cast<std::uint32_t>(places.size()));
        places.push_back({shard, value.get_docid()});
        continue;
      }
      const Place& place = places[*first];
      std::string& group = groups[place.shard][place.docid];
      if (group.empty()) {
        const Xapian::Document original = databases[place.shard].get_document(place.docid);
        group = original.get_value(kGroupSlot);
        if (group.empty()) {
          group = new_group(id_of(original));
          result.members[group].push_back(id_of(original));
          if (place.shard == shards.size()) result.base.emplace_back(id_of(original), group);
        }
      }
      result.members[group].push_back(id_of(databases[shard].get_document(value.get_docid())));
      groups[shard][value.get_docid()] = group;
    }
  }

  for (std::size_t shard = 0; shard < shards.size(); ++shard) {
    if (groups[shard].empty()) continue;
    Xapian::WritableDatabase database(shards[shard].string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (const auto& [docid, group] : groups[shard]) {
      Xapian::Document document = database.get_document(docid);
      set_group(database, docid, document, group);
    }
    database.commit();
  }
  return result;
}

void set_groups(Xapian::WritableDatabase& database, const CopyGroups& groups) {
  for (const auto& [id, group] : groups.base) {
    const auto found = database.postlist_begin(id_term(id));
    if (found == database.postlist_end(id_term(id))) continue;
    const Xapian::docid docid = *found;
    Xapian::Document document = database.get_document(docid);
    set_group(database, docid, document, group);
  }
  add_members(database, groups.members);
}

}  // namespace newsidx
