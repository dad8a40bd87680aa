#include "indexer/copy_groups.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <string>
#include <unordered_set>

#include "indexer/near_copies.h"
#include "store/fields.h"

namespace newsidx {
namespace {

// The hash of the id.
std::string new_group(const Xapian::Document& first) {
  const std::string id = first.get_value(field(FieldId::kId).slot);
  return fmt::format("{:016x}", XXH3_64bits(id.data(), id.size()));
}

void set_group(Xapian::WritableDatabase& database, Xapian::docid docid, Xapian::Document& document,
               const std::string& group) {
  document.add_value(kGroupSlot, group);
  document.add_boolean_term(std::string(prefix::kGroup) + group);
  database.replace_document(docid, document);
}

}  // namespace

std::size_t group_copies(Xapian::WritableDatabase& database,
                         const std::vector<Xapian::docid>& added) {
  if (added.empty()) return 0;
  const std::unordered_set<Xapian::docid> is_added(added.begin(), added.end());
  NearCopies copies;
  for (auto value = database.valuestream_begin(kSignatureSlot);
       value != database.valuestream_end(kSignatureSlot); ++value)
    if (!is_added.contains(value.get_docid())) copies.add(*value, value.get_docid());
  std::size_t found = 0;
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
      group = new_group(original);
      set_group(database, *first, original, group);
    }
    set_group(database, docid, document, group);
    ++found;
  }
  return found;
}

}  // namespace newsidx
