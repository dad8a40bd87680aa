#include "cli/text/render_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/text/bars.h"
#include "newsidx/displayable.h"
#include "newsidx/utf8.h"

namespace newsidx::cli {
namespace {

constexpr std::string_view kRowIndent = "  ";
constexpr std::size_t kMaxLabel = 40;  // letters
constexpr std::size_t kMaxBar = 60;    // columns; wider ones are no easier to compare
constexpr std::size_t kMinBar = 8;

// So many rows without articles in a row are shown; of more it is said how many.
constexpr std::uint64_t kShownEmptyRows = 3;

struct Row {
  std::string label;
  std::uint64_t articles = 0;
  bool bar = true;
};

std::string shortened(std::string_view label) {
  if (count_code_points(label) <= kMaxLabel) return std::string(label);
  return std::string(cut_to_code_points(label, kMaxLabel - 1)) + "…";
}

// Label, count, bar; the longest bar ends with the line.
std::string table(const std::vector<Row>& rows, std::string_view indent, std::size_t width) {
  std::size_t label_columns = 0;
  BarScale scale;
  scale.blocks = environment_shows_blocks();
  std::uint64_t most = 0;
  for (const Row& row : rows) {
    label_columns = std::max(label_columns, display_columns(row.label));
    if (row.bar) scale.largest = std::max(scale.largest, row.articles);
    most = std::max(most, row.articles);
  }
  const std::size_t count_columns = fmt::formatted_size("{}", most);
  const std::size_t used = indent.size() + label_columns + 2 + count_columns + 1;
  scale.columns = std::clamp(width - std::min(width, used + kMinBar) + kMinBar, kMinBar, kMaxBar);
  std::string out;
  for (const Row& row : rows) {
    out += fmt::format("{}{}  {:>{}}", indent, padded(row.label, label_columns), row.articles,
                       count_columns);
    if (const std::string line = row.bar ? bar(row.articles, scale) : ""; !line.empty())
      out += ' ' + line;
    out += '\n';
  }
  return out;
}

}  // namespace

std::string render_facets(const FacetCounts& counts, std::size_t count, std::size_t width) {
  std::string out;
  for (const Facet& all : counts.facets) {
    Facet facet = all;
    if (count > 0) facet.keep_largest(count);
    std::vector<Row> rows;
    for (const FacetValue& value : facet.values)
      rows.push_back({isolated(shortened(with_controls_escaped(value.value))), value.articles});
    const bool dates = facet.kind == FacetKind::kYear || facet.kind == FacetKind::kMonth;
    if (facet.without > 0) rows.push_back({dates ? "(undated)" : "(none)", facet.without, false});
    if (!out.empty()) out += '\n';
    out += fmt::format("{}\n{}", facet_name(facet.kind), table(rows, kRowIndent, width));
    if (const std::size_t more = all.values.size() - facet.values.size(); more > 0)
      out += fmt::format("{}and {} more\n", kRowIndent, more);
  }
  return out;
}

std::string render_timeline(const Timeline& timeline, std::size_t width) {
  if (!timeline.first) return "";
  std::vector<Row> rows;
  // Gaps stand between rows: text that follows the row of that number.
  std::vector<std::pair<std::size_t, std::string>> gaps;
  const auto add_empty = [&](Date from, Date end) {  // [from, end)
    std::uint64_t empty = count_periods(from, end, timeline.step) - 1;
    if (empty > kShownEmptyRows) {
      gaps.emplace_back(rows.size(), fmt::format("{}… {} {}s without\n", kRowIndent, empty,
                                                 step_name(timeline.step)));
      return;
    }
    for (; empty > 0; --empty, from = next_period(from, timeline.step))
      rows.push_back({period_name(from, timeline.step), 0});
  };
  Date next = *timeline.first;
  for (const TimelinePeriod& period : timeline.periods) {
    if (period.articles == 0) continue;
    add_empty(next, period.first);
    rows.push_back({period_name(period.first, timeline.step), period.articles});
    next = next_period(period.first, timeline.step);
  }
  add_empty(next, next_period(*timeline.last, timeline.step));

  const std::string lines = table(rows, "", width);
  std::string out;
  std::size_t at = 0;
  auto gap = gaps.begin();
  for (std::size_t row = 0; row <= rows.size(); ++row) {
    for (; gap != gaps.end() && gap->first == row; ++gap) out += gap->second;
    if (row == rows.size()) break;
    const std::size_t end = lines.find('\n', at) + 1;
    out += lines.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace newsidx::cli
