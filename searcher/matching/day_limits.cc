#include "searcher/matching/day_limits.h"

#include <algorithm>
#include <string>
#include <utility>

#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {

Xapian::Query limit_to_dates(const Xapian::Query& query, std::optional<Date> from,
                             std::optional<Date> to) {
  if (!from && !to) return query;
  const std::uint32_t slot = field(FieldId::kDate).slot;
  const std::string first = from ? date_key(*from) : "0";
  const std::string last = to ? date_key(*to) : "9";
  return {Xapian::Query::OP_FILTER, query,
          Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, first, last)};
}

// The day is a term of each article.
Xapian::Query any_of_days(const Xapian::Database& database,
                          const std::vector<const DateNode*>& stretches, QueryWork& work) {
  const std::string prefix(field(FieldId::kDate).term_prefix);
  std::vector<std::pair<std::string, std::string>> ranges;  // of terms, both inclusive
  ranges.reserve(stretches.size());
  for (const DateNode* stretch : stretches)
    ranges.emplace_back(prefix + (stretch->from ? date_key(*stretch->from) : "0"),
                        prefix + (stretch->to ? date_key(*stretch->to) : "9"));
  std::sort(ranges.begin(), ranges.end());
  std::vector<std::string> terms;
  auto range = ranges.begin();
  std::string last;  // of the ranges that begin at or before the term
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    work.tick();
    for (; range != ranges.end() && range->first <= *term; ++range)
      last = std::max(last, range->second);
    if (*term <= last) terms.push_back(*term);
  }
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

}  // namespace newsidx
