#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "newsidx/related.h"
#include "tests/support.h"

using namespace newsidx;
using namespace std::chrono_literals;
using test::TempDir;

namespace {

// Articles that say the same but for the last, which says it twice.
void add_articles(const TempDir& dir) {
  const auto line = [](const std::string& id, const std::string& date, const std::string& text) {
    return R"({"id":")" + id + R"(","date":")" + date + R"(","text":")" + text + "\"}\n";
  };
  const std::string text = "Kıyıda deprem oldu, kimse yaralanmadı.";
  std::string lines;
  for (int i = 0; i < 10; ++i)
    lines += line("other" + std::to_string(i), "2020-01-01", "Bahar geldi, ağaçlar açtı.");
  lines += line("day", "2025-09-02", text) + line("week", "2025-08-26", text) +
           line("month", "2025-08-03", text) + line("year", "2024-09-02", text) +
           line("ahead", "2025-09-05", text) + line("mistaken", "2099-01-01", text) +
           line("twice", "2024-09-02", "Kıyıda deprem oldu, deprem korkuttu.");
  lines += R"({"id":"undated","text":")" + text + "\"}\n";
  REQUIRE(test::add_lines(dir.index(), lines).report.refused == 0);
}

SearchRequest request(std::uint32_t half_life) {
  SearchRequest request;
  request.query = "deprem";
  request.count = 100;
  request.recency_half_life = half_life;
  request.today = 2025y / 9 / 2;
  return request;
}

double score_of(const SearchResult& result, const std::string& id) {
  const auto hit = std::find_if(result.hits.begin(), result.hits.end(),
                                [&](const Hit& found) { return found.id == id; });
  REQUIRE(hit != result.hits.end());
  return hit->score;
}

}  // namespace

TEST_CASE("a half-life of more days than there are is refused, and not wrapped") {
  const TempDir dir;
  add_articles(dir);
  Searcher searcher(dir.index());
  CHECK(searcher.search(request(kMaxHalfLife)).total == 8);
  CHECK_THROWS_AS(searcher.search(request(kMaxHalfLife + 1)), Error);
  CHECK_THROWS_AS(searcher.search(request(1U << 31)), Error);
}

TEST_CASE("a page whose end is past 32 bits has what is left") {
  const TempDir dir;
  add_articles(dir);
  Searcher searcher(dir.index());
  SearchRequest all = request(0);
  all.offset = 1;
  all.count = 0xFFFF'FFFF;
  CHECK(searcher.search(all).hits.size() == 7);
  RelatedRequest related;
  related.id = "day";
  const std::size_t few = searcher.related(related)->hits.size();
  related.count = 0xFFFF'FFFF;
  CHECK(searcher.related(related)->hits.size() >= few);
}

TEST_CASE("what an article gains for its age halves with every half-life") {
  const TempDir dir;
  add_articles(dir);
  Searcher searcher(dir.index());
  const SearchResult plain = searcher.search(request(0));
  const SearchResult recent = searcher.search(request(7));
  CHECK(plain.total == recent.total);
  const auto gain = [&](const std::string& id) {
    return score_of(recent, id) - score_of(plain, id);
  };
  const double most = std::log(1 + 18 / 8.5);  // the idf of a word that 8 of 18 articles have
  struct Row {
    std::string id;
    double share;
  };
  for (const Row& row : std::vector<Row>{{"day", 1},
                                         {"ahead", 1},
                                         {"week", 0.5},
                                         {"month", std::exp2(-30.0 / 7)},
                                         {"year", 0},
                                         {"mistaken", 0},
                                         {"undated", 0}})
    CHECK_MESSAGE(gain(row.id) == doctest::Approx(most * row.share), row.id);
}

TEST_CASE("newer articles rank higher only when asked, and operators do not change that") {
  const TempDir dir;
  add_articles(dir);
  Searcher searcher(dir.index());
  CHECK(searcher.search(request(0)).hits.front().id == "twice");
  for (const std::string query : {"deprem", "+deprem -tatbikat", "=deprem", "depre*"}) {
    SearchRequest asked = request(7);
    asked.query = query;
    const SearchResult result = searcher.search(asked);
    const std::string first = result.hits.front().id;
    CHECK_MESSAGE((first == "day" || first == "ahead"), query);
    CHECK_MESSAGE(result.total == 8, query);
  }
}

TEST_CASE("in an archive that has ended ages are counted from its last article") {
  const TempDir dir;
  REQUIRE(test::add_lines(dir.index(), R"(
{"id":"old","date":"1998-03-01","text":"Kıyıda deprem oldu."}
{"id":"new","date":"1999-08-17","text":"Kıyıda deprem oldu."}
{"id":"other","date":"1999-08-17","text":"Bahar geldi."}
)")
              .report.refused == 0);
  Searcher searcher(dir.index());
  const SearchResult plain = searcher.search(request(0));
  const SearchResult recent = searcher.search(request(30));
  CHECK(recent.hits.front().id == "new");
  CHECK(score_of(recent, "new") > score_of(plain, "new"));
  CHECK(score_of(recent, "old") == doctest::Approx(score_of(plain, "old")));
}

TEST_CASE("an explanation says what was gained for age") {
  const TempDir dir;
  add_articles(dir);
  SearchRequest asked = request(7);
  asked.explain = true;
  const SearchResult result = Searcher(dir.index()).search(asked);
  for (const Hit& hit : result.hits) {
    double sum = 0;
    bool told = false;
    for (const ScorePart& part : hit.score_parts) {
      sum += part.score;
      told |= part.what == "recent";
    }
    CHECK(sum == doctest::Approx(hit.score));
    CHECK_MESSAGE(
        told == (hit.id == "day" || hit.id == "ahead" || hit.id == "week" || hit.id == "month"),
        hit.id);
  }
}
