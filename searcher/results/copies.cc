#include "searcher/results/copies.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_set>
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

std::uint64_t count_copies(const Archive& archive, Xapian::docid document,
                           const std::string& group) {
  if (group.empty()) return 0;
  const std::size_t members = archive.copies(document, group).size();
  return members > 0 ? members - 1 : 0;
}

std::vector<CopyGroup> find_duplicates(const Archive& archive) {
  std::vector<CopyGroup> groups;
  for (const std::vector<Xapian::docid>& members : archive.copy_groups()) {
    if (members.size() < 2) continue;  // the others were removed
    CopyGroup group;
    for (const Xapian::docid member : members) {
      Article article = archive.article(member, RecordParts::kWithoutRawAndExtra);
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

std::vector<RankedMatch> best_of_each_group(const Xapian::Database& database,
                                            const std::vector<RankedMatch>& ranked) {
  std::vector<std::size_t> by_document(ranked.size());
  for (std::size_t i = 0; i < ranked.size(); ++i) by_document[i] = i;
  std::sort(by_document.begin(), by_document.end(),
            [&](std::size_t a, std::size_t b) { return ranked[a].docid < ranked[b].docid; });
  std::vector<std::string> groups(ranked.size());
  Xapian::ValueIterator value = database.valuestream_begin(kGroupSlot);
  const Xapian::ValueIterator end = database.valuestream_end(kGroupSlot);
  for (const std::size_t i : by_document) {
    if (value == end) break;
    value.skip_to(ranked[i].docid);
    if (value != end && value.get_docid() == ranked[i].docid) groups[i] = *value;
  }
  std::vector<RankedMatch> kept;
  std::unordered_set<std::string> met;
  for (std::size_t i = 0; i < ranked.size(); ++i)
    if (groups[i].empty() || met.insert(groups[i]).second) kept.push_back(ranked[i]);
  return kept;
}

}  // namespace newsidx
