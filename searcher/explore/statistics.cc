#include "searcher/explore/statistics.h"

#include <algorithm>
#include <map>
#include <string>

#include "store/fields.h"

namespace newsidx {

IndexStatistics count_articles(const Xapian::Database& database) {
  IndexStatistics statistics;
  statistics.articles = database.get_doccount();
  statistics.average_terms = database.get_average_length();

  // Xapian's own bounds of a value stay too wide after removals, so the dates themselves are asked.
  std::map<std::string, std::uint64_t> days;
  std::uint64_t dated = 0;
  const std::uint32_t date = field(FieldId::kDate).slot;
  for (auto value = database.valuestream_begin(date); value != database.valuestream_end(date);
       ++value) {
    ++days[*value];
    ++dated;
  }
  statistics.undated = statistics.articles - dated;
  if (!days.empty()) {
    statistics.first = parse_date(days.begin()->first);
    statistics.last = parse_date(days.rbegin()->first);
  }
  std::map<int, std::uint64_t> years;
  for (const auto& [day, count] : days) years[std::stoi(day.substr(0, 4))] += count;
  statistics.years.assign(years.begin(), years.end());

  std::map<std::string, std::uint64_t> sources;
  std::uint64_t with_source = 0;
  const std::uint32_t source = field(FieldId::kSource).slot;
  for (auto value = database.valuestream_begin(source); value != database.valuestream_end(source);
       ++value) {
    ++sources[*value];
    ++with_source;
  }
  if (with_source < statistics.articles) sources[""] = statistics.articles - with_source;
  for (const auto& [name, count] : sources) statistics.sources.push_back({name, count});
  std::stable_sort(
      statistics.sources.begin(), statistics.sources.end(),
      [](const SourceCount& a, const SourceCount& b) { return a.articles > b.articles; });
  return statistics;
}

}  // namespace newsidx
