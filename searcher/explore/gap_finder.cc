#include "searcher/explore/gap_finder.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "store/fields.h"

namespace newsidx {
namespace {

using std::chrono::sys_days;
constexpr std::chrono::days kDay{1};

struct Published {
  std::uint64_t articles = 0;
  std::set<sys_days> days;

  void add(sys_days day) {
    ++articles;
    days.insert(day);
  }
};

// The days between one day and the next.
DayStretch between(sys_days day, sys_days next) { return {Date(day + kDay), Date(next - kDay)}; }

}  // namespace

SourceGaps source_gaps(const std::vector<sys_days>& days, sys_days last) {
  SourceGaps found;
  found.range = {Date(days.front()), Date(days.back())};
  std::vector<std::int64_t> intervals;
  intervals.reserve(days.size());
  for (std::size_t i = 1; i < days.size(); ++i)
    intervals.push_back((days[i] - days[i - 1]).count());
  // With ten intervals or fewer this is the second longest: one gap never hides itself.
  const auto usual =
      intervals.begin() + static_cast<std::ptrdiff_t>((intervals.size() - 1) * 9 / 10);
  std::nth_element(intervals.begin(), usual, intervals.end());
  found.usual_interval = *usual;

  const auto is_gap = [&](const DayStretch& stretch) {
    return stretch.days() >= kMinGapDays && stretch.days() + 1 > kGapFactor * found.usual_interval;
  };
  for (std::size_t i = 1; i < days.size(); ++i)
    if (const DayStretch stretch = between(days[i - 1], days[i]); is_gap(stretch))
      found.gaps.push_back(stretch);
  if (const DayStretch stretch = between(days.back(), last + kDay); is_gap(stretch))
    found.silent = stretch;
  return found;
}

ArchiveGaps find_gaps(const Xapian::Database& database) {
  Published archive;
  std::map<std::string, Published> sources;
  const std::uint32_t source_slot = field(FieldId::kSource).slot;
  const std::uint32_t date_slot = field(FieldId::kDate).slot;
  // Both streams go by article, in one order.
  auto source = database.valuestream_begin(source_slot);
  const auto no_source = database.valuestream_end(source_slot);
  for (auto date = database.valuestream_begin(date_slot);
       date != database.valuestream_end(date_slot); ++date) {
    const std::optional<Date> day = parse_date(*date);
    if (!day) continue;
    archive.add(*day);
    if (source == no_source) continue;
    source.skip_to(date.get_docid());
    if (source != no_source && source.get_docid() == date.get_docid()) sources[*source].add(*day);
  }

  ArchiveGaps found;
  found.articles = archive.articles;
  found.undated = database.get_doccount() - archive.articles;
  if (archive.days.empty()) return found;
  const sys_days last = *archive.days.rbegin();
  found.range = {Date(*archive.days.begin()), Date(last)};
  for (auto day = archive.days.begin(), next = std::next(day); next != archive.days.end();
       day = next++)
    if (*next - *day > kDay) found.gaps.push_back(between(*day, *next));

  for (const auto& [name, published] : sources) {
    if (published.days.size() < kMinPublishingDays) {
      ++found.rare_sources;
      continue;
    }
    ++found.regular_sources;
    SourceGaps gaps = source_gaps({published.days.begin(), published.days.end()}, last);
    if (gaps.gaps.empty() && !gaps.silent) continue;
    gaps.source = name;
    gaps.articles = published.articles;
    found.sources.push_back(std::move(gaps));
  }
  std::stable_sort(
      found.sources.begin(), found.sources.end(),
      [](const SourceGaps& a, const SourceGaps& b) { return a.articles > b.articles; });
  return found;
}

}  // namespace newsidx
