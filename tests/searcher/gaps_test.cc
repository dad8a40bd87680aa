#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "searcher/explore/gap_finder.h"
#include "tests/support.h"

using namespace newsidx;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

sys_days day(int number) { return sys_days(Date(std::chrono::year(2024) / 1 / 1)) + days(number); }

// "from+days" of each, in days since the first.
std::string text(const std::vector<DayStretch>& stretches) {
  std::string out;
  for (const DayStretch& stretch : stretches)
    out += fmt::format("{}+{} ", (sys_days(stretch.from) - day(0)).count(), stretch.days());
  return out;
}

}  // namespace

TEST_CASE("what is a gap goes by how often a source publishes") {
  struct Source {
    const char* what;
    std::vector<int> days;
    int last;
    std::int64_t usual;
    std::string gaps;
    std::int64_t silent;  // days; 0: not silent
  };
  const std::vector<Source> sources = {
      {"daily", {0, 1, 2, 3, 4, 5, 6}, 6, 1, "", 0},
      {"a weekend, a short holiday", {0, 1, 2, 5, 6, 7, 14, 15, 16}, 16, 3, "", 0},
      {"a week lost", {0, 1, 2, 3, 11, 12, 13}, 13, 1, "4+7 ", 0},
      {"six days lost", {0, 1, 2, 3, 10, 11, 12}, 12, 1, "", 0},
      {"weekly", {0, 7, 14, 21, 28, 35}, 41, 7, "", 0},
      {"a weekly that leaves out one", {0, 7, 14, 28, 35, 42}, 42, 7, "", 0},
      {"a weekly that leaves out two", {0, 7, 14, 35, 42, 49}, 49, 7, "15+20 ", 0},
      {"in bursts", {0, 1, 2, 30, 31, 32, 60, 61, 62, 90, 91, 92}, 92, 28, "", 0},
      {"a lone gap is not usual", {0, 1, 2, 3, 400}, 400, 1, "4+396 ", 0},
      {"silent for a week", {0, 1, 2, 3, 4}, 11, 1, "", 7},
      {"silent for less", {0, 1, 2, 3, 4}, 10, 1, "", 0},
      {"a weekly, silent for two weeks", {0, 7, 14, 21, 28}, 42, 7, "", 14},
      {"lost a month, then silent", {0, 1, 2, 3, 34, 35, 36}, 66, 1, "4+30 ", 30},
  };
  for (const Source& source : sources) {
    std::vector<sys_days> published;
    for (const int number : source.days) published.push_back(day(number));
    const SourceGaps found = source_gaps(published, day(source.last));
    CHECK_MESSAGE(found.usual_interval == source.usual, source.what);
    CHECK_MESSAGE(text(found.gaps) == source.gaps, source.what);
    CHECK_MESSAGE((found.silent ? found.silent->days() : 0) == source.silent, source.what);
  }
}

TEST_CASE("gaps of an index") {
  const test::TempDir dir;
  std::string lines;
  int id = 0;
  const auto add = [&](const std::string& source, const std::vector<int>& published) {
    for (const int number : published)
      lines += fmt::format(R"({{"id":"{}","source":"{}","date":"{}","text":"x"}})"
                           "\n",
                           ++id, source, format_date(Date(day(number))));
  };
  add("Kıyı", {0, 1, 2, 3, 4, 20, 21, 22});
  add("Ova", {0, 1, 2, 3, 4, 5});
  add("Ender", {4, 30});
  lines += R"({"id":"u","text":"x"})"
           "\n"
           R"({"id":"s","date":"2024-01-01","text":"x"})"
           "\n";
  test::add_lines(dir.index(), lines);
  const ArchiveGaps found = Searcher(dir.index()).gaps();
  CHECK(found.articles == 17);
  CHECK(found.undated == 1);
  CHECK(found.range->days() == 31);
  CHECK(text(found.gaps) == "6+14 23+7 ");
  CHECK(found.rare_sources == 1);
  CHECK(found.regular_sources == 2);
  REQUIRE(found.sources.size() == 2);
  CHECK(found.sources[0].source == "Kıyı");
  CHECK(found.sources[0].articles == 8);
  CHECK(text(found.sources[0].gaps) == "5+15 ");
  CHECK(found.sources[0].silent->days() == 8);
  CHECK(found.sources[1].gaps.empty());
  CHECK(found.sources[1].silent->days() == 25);
}
