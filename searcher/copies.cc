#include "searcher/copies.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "store/copy_table.h"
#include "store/fields.h"

namespace newsidx {
namespace {

bool is_older(const CopyGroup::Member& a, const CopyGroup::Member& b) {
  const auto key = [](const CopyGroup::Member& member) {
    return std::make_tuple(!member.date.has_value(), member.date.value_or(Date{}), member.id);
  };
  return key(a) < key(b);
}

}  // namespace

std::uint64_t count_copies(const Xapian::Database& database, const Xapian::Document& document) {
  const std::string group = document.get_value(kGroupSlot);
  if (group.empty()) return 0;
  const std::size_t members = find_members(database, group).size();
  return members > 0 ? members - 1 : 0;
}

std::vector<CopyGroup> find_duplicates(const Xapian::Database& database, RecordCodec& codec) {
  std::vector<CopyGroup> groups;
  for (const std::string& name : list_groups(database)) {
    const std::vector<Xapian::docid> members = find_members(database, name);
    if (members.size() < 2) continue;  // the others were removed
    CopyGroup group;
    for (const Xapian::docid docid : members) {
      Article article =
          codec.decode(database.get_document(docid).get_data(), RecordParts::kWithoutRawAndExtra);
      group.members.push_back({std::move(article.id), std::move(article.title), article.date,
                               std::move(article.source)});
    }
    std::sort(group.members.begin(), group.members.end(), is_older);
    groups.push_back(std::move(group));
  }
  std::sort(groups.begin(), groups.end(), [](const CopyGroup& a, const CopyGroup& b) {
    return is_older(b.members.front(), a.members.front());
  });
  return groups;
}

}  // namespace newsidx
