#include "searcher/ranking/recency.h"

#include <cmath>
#include <memory>

#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {

Xapian::Query recency_query(Date today, std::uint32_t half_life, double most) {
  auto source = std::make_unique<Xapian::ValueMapPostingSource>(field(FieldId::kDate).slot);
  const std::chrono::sys_days now(today);
  const auto add = [&](int age, double weight) {
    const Date day(now - std::chrono::days(age));
    if (day.year() < std::chrono::year(1) || day.year() > std::chrono::year(9999)) return;
    source->add_mapping(date_key(day), weight);
  };
  for (int ahead = 1; ahead <= kDaysAhead; ++ahead) add(-ahead, most);
  const int oldest = static_cast<int>(kHalfLives * half_life);
  for (int age = 0; age <= oldest; ++age) add(age, most * std::exp2(-double(age) / half_life));
  return Xapian::Query(source.release()->release());
}

}  // namespace newsidx
