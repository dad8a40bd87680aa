#include "searcher/copies.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

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
  const Xapian::doccount members = database.get_termfreq(std::string(prefix::kGroup) + group);
  return members > 0 ? members - 1 : 0;
}

std::vector<CopyGroup> find_duplicates(const Xapian::Database& database, RecordCodec& codec) {
  std::vector<CopyGroup> groups;
  const std::string all(prefix::kGroup);
  for (auto term = database.allterms_begin(all); term != database.allterms_end(all); ++term) {
    if (term.get_termfreq() < 2) continue;  // the others were removed
    CopyGroup group;
    for (auto docid = database.postlist_begin(*term); docid != database.postlist_end(*term);
         ++docid) {
      Article article =
          codec.decode(database.get_document(*docid).get_data(), RecordParts::kWithoutRawAndExtra);
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
