#include "indexer/building/copy_groups.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <map>
#include <string>
#include <unordered_map>

#include "indexer/building/near_copies.h"
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

// The document must be the last that the database gave out: of that Xapian knows that its terms are
// untouched, and writes the values only. Any other is compared term by term, and its positions.
void set_group(Xapian::WritableDatabase& database, Xapian::docid docid, Xapian::Document& document,
               const std::string& group) {
  document.add_value(kGroupSlot, group);
  database.replace_document(docid, document);
}

// That of the document, which begins one if it has none yet.
std::string group_of(Xapian::WritableDatabase& database, Xapian::docid docid,
                     GroupMembers& members) {
  Xapian::Document document = database.get_document(docid);
  std::string group = document.get_value(kGroupSlot);
  if (!group.empty()) return group;
  group = new_group(id_of(document));
  members[group].push_back(id_of(document));
  set_group(database, docid, document, group);
  return group;
}

}  // namespace

void group_copies(Xapian::WritableDatabase& database, const std::vector<Xapian::docid>& added) {
  if (added.empty()) return;
  const std::unordered_set<Xapian::docid> is_added(added.begin(), added.end());
  std::unordered_map<Xapian::docid, std::string> signatures;  // of those that were added
  NearCopies copies;
  for (auto value = database.valuestream_begin(kSignatureSlot);
       value != database.valuestream_end(kSignatureSlot); ++value) {
    if (is_added.contains(value.get_docid()))
      signatures[value.get_docid()] = *value;
    else
      copies.add(*value, value.get_docid());
  }
  GroupMembers members;
  for (const Xapian::docid docid : added) {
    const std::string& signature = signatures[docid];
    if (signature.empty()) continue;
    const auto first = copies.find(signature);
    if (!first) {
      copies.add(signature, docid);
      continue;
    }
    const std::string group = group_of(database, *first, members);
    Xapian::Document document = database.get_document(docid);
    set_group(database, docid, document, group);
    members[group].push_back(id_of(document));
  }
  add_members(database, members);
}

CopyGroups group_new_copies(const std::filesystem::path& base_path,
                            const std::vector<Signed>& articles,
                            const std::unordered_set<std::string>& superseded) {
  const Xapian::Database base(base_path.string());
  std::unordered_set<Xapian::docid> left_out;
  for (const std::string& id : superseded)
    left_out.insert(base.postlist_begin(id_term(id)), base.postlist_end(id_term(id)));
  // Numbers of signatures: those of the base's documents first.
  std::vector<Xapian::docid> base_documents;
  NearCopies copies;
  for (auto value = base.valuestream_begin(kSignatureSlot);
       value != base.valuestream_end(kSignatureSlot); ++value) {
    if (left_out.contains(value.get_docid())) continue;
    copies.add(*value, static_cast<std::uint32_t>(base_documents.size()));
    base_documents.push_back(value.get_docid());
  }

  CopyGroups result;
  result.added.slot = kGroupSlot;
  std::map<Xapian::docid, std::string> base_groups;
  const auto group_in_base = [&](Xapian::docid docid) -> const std::string& {
    std::string& group = base_groups[docid];
    if (!group.empty()) return group;
    const Xapian::Document original = base.get_document(docid);
    group = original.get_value(kGroupSlot);
    if (group.empty()) {
      const std::string id = id_of(original);
      group = new_group(id);
      result.members[group].push_back(id);
      result.base.emplace_back(id, group);
    }
    return group;
  };
  const auto group_of_new = [&](std::size_t index) -> const std::string& {
    std::string& group = result.added.values[static_cast<glass::DocumentId>(index + 1)];
    if (group.empty()) {
      group = new_group(articles[index].id);
      result.members[group].push_back(articles[index].id);
    }
    return group;
  };
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto first = copies.find(articles[i].signature);
    if (!first) {
      copies.add(articles[i].signature, static_cast<std::uint32_t>(base_documents.size() + i));
      continue;
    }
    const std::string group = *first < base_documents.size()
                                  ? group_in_base(base_documents[*first])
                                  : group_of_new(*first - base_documents.size());
    result.members[group].push_back(articles[i].id);
    result.added.values[static_cast<glass::DocumentId>(i + 1)] = group;
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
