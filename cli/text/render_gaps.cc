#include "cli/text/render_gaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "newsidx/displayable.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kShownStretches = 20;
constexpr std::size_t kShownPauses = 20;

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string counted_days(std::int64_t days) {
  return counted(static_cast<std::uint64_t>(days), "day");
}

std::string stretch_text(const DayStretch& stretch) {
  return fmt::format("{} to {}  {}", format_date(stretch.from), format_date(stretch.to),
                     counted_days(stretch.days()));
}

// The longest ones, in the order of their days.
std::string stretch_lines(const std::vector<DayStretch>& stretches) {
  std::vector<DayStretch> shown = stretches;
  std::stable_sort(shown.begin(), shown.end(),
                   [](const DayStretch& a, const DayStretch& b) { return a.days() > b.days(); });
  const std::size_t left_out = shown.size() - std::min(shown.size(), kShownStretches);
  shown.resize(shown.size() - left_out);
  std::sort(shown.begin(), shown.end(),
            [](const DayStretch& a, const DayStretch& b) { return a.from < b.from; });
  std::string out;
  for (const DayStretch& stretch : shown) out += fmt::format("  {}\n", stretch_text(stretch));
  if (left_out > 0)
    out += fmt::format("  and {} no longer than these (--format json lists all)\n", left_out);
  return out;
}

std::string source_text(const SourceGaps& source) {
  std::string out =
      fmt::format("{}: {}, {} to {}, usually every {}\n", displayable_text(source.source),
                  counted(source.articles, "article"), format_date(source.range.from),
                  format_date(source.range.to),
                  source.usual_interval == 1 ? "day" : counted_days(source.usual_interval));
  out += stretch_lines(source.gaps);
  if (source.silent)
    out += fmt::format("  {}  silent to the archive's end\n", stretch_text(*source.silent));
  return out;
}

}  // namespace

std::string render_gaps(const ArchiveGaps& gaps) {
  if (!gaps.range) return "no article has a date\n";
  std::int64_t without = 0;
  for (const DayStretch& stretch : gaps.gaps) without += stretch.days();
  std::string out =
      fmt::format("{} to {}: {}, {} without articles\n", format_date(gaps.range->from),
                  format_date(gaps.range->to), counted_days(gaps.range->days()), without);
  out += stretch_lines(gaps.gaps);
  for (std::size_t i = 0; i < gaps.sources.size(); ++i) {
    if (i == kShownPauses) {
      out += fmt::format("\nand {} more with gaps (--format json lists all)\n",
                         counted(gaps.sources.size() - i, "source"));
      break;
    }
    out += '\n';
    out += source_text(gaps.sources[i]);
  }
  out += fmt::format("\n{} with gaps, of {} that publish on enough days to tell; {} {}\n",
                     counted(gaps.sources.size(), "source"), gaps.regular_sources,
                     gaps.rare_sources, gaps.rare_sources == 1 ? "does not" : "do not");
  if (gaps.undated > 0)
    out += fmt::format("{} without a date {} not counted\n", counted(gaps.undated, "article"),
                       gaps.undated == 1 ? "is" : "are");
  return out;
}

}  // namespace newsidx::cli
