// The second stage of ranking, against its formula computed by hand.
#include "searcher/ranking/concentration.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "store/fields.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

// A document of words at positions.
void add(Xapian::WritableDatabase& database,
         const std::vector<std::pair<std::string, Xapian::termpos>>& words) {
  Xapian::Document document;
  for (const auto& [word, position] : words) document.add_posting(word, position);
  database.add_document(document);
}

}  // namespace

TEST_CASE("words in the lead and close together count by the squares of what they have") {
  const Xapian::termpos text = kTextPosition;
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  add(database, {{"a", text}, {"b", text + 3}});           // 1: lead, within six
  add(database, {{"a", text + 70}, {"b", text + 90}});     // 2: a in the lead, within 24
  add(database, {{"a", text + 100}, {"b", text + 200}});   // 3: neither
  add(database, {{"a", 1}, {"b", text + 200}});            // 4: a in the title
  add(database, {{"x", text}});                            // 5: none of them
  add(database, {{"a2", text + 300}, {"a", text + 301}});  // 6: one word, met twice
  const std::vector<SoughtWord> words = {{{"a", "a2"}, 3}, {{"b"}, 1}, {{"absent"}, 4}};
  QueryWork work;
  const std::vector<Concentration> scores =
      concentrations(database, {1, 2, 3, 4, 5, 6}, words, work);
  REQUIRE(scores.size() == 6);
  const double all = 8;
  const auto squared = [&](double sum) { return sum * sum / all; };
  const std::vector<std::pair<double, double>> expected = {
      {0.7 * squared(4), 0.4 * squared(4) + 0.3 * squared(4)},
      {0.7 * squared(3), 0.4 * squared(4) + 0.3 * squared(3)},
      {0, 0.4 * squared(3) + 0.3 * squared(3)},
      {0.7 * squared(3), 0.4 * squared(3) + 0.3 * squared(3)},
      {0, 0},
      {0, 0.4 * squared(3) + 0.3 * squared(3)},
  };
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(scores[i].lead == doctest::Approx(expected[i].first));
    CHECK(scores[i].together == doctest::Approx(expected[i].second));
  }
  CHECK(concentrations(database, {1}, {}, work).front().sum() == 0);
  CHECK(concentrations(database, {}, words, work).empty());
}

TEST_CASE("pages follow each other as one list, though only the best hundred are ordered anew") {
  const test::TempDir dir;
  std::string lines;
  for (int i = 0; i < 250; ++i) {
    std::string filler;
    for (int k = 0; k < (i * 7) % 31; ++k) filler += "dolgu ";
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" + filler + "deprem " + filler +
             "haberi\"}\n";
  }
  REQUIRE(test::add_lines(dir.index(), lines).report.refused == 0);
  Searcher searcher(dir.index());
  SearchRequest request;
  request.query = "deprem haberi";
  request.detail = HitDetail::kId;
  request.count = 250;
  const SearchResult whole = searcher.search(request);
  REQUIRE(whole.hits.size() == 250);
  for (std::size_t i = 1; i < whole.hits.size(); ++i)
    CHECK(whole.hits[i - 1].score >= whole.hits[i].score);
  request.count = 7;
  std::vector<std::string> ids;
  for (request.offset = 0; request.offset < 250; request.offset += 7)
    for (const Hit& hit : searcher.search(request).hits) ids.push_back(hit.id);
  REQUIRE(ids.size() == 250);
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(ids[i] == whole.hits[i].id);
}
