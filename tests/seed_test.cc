// The article the project was started from, among real ones; skipped where the shared data is
// absent.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support.h"

using namespace newsidx;

TEST_CASE("the seed article is found first among the articles of the sample corpus") {
  const auto shared = test::shared_dir();
  if (!shared) {
    MESSAGE("skipped: there is no ../shared");
    return;
  }
  const test::TempDir dir;
  AddRequest request;
  request.paths = {(*shared / "data/seed").string()};
  REQUIRE(test::add(dir.index(), request).report.added == 1);
  // Without the retellings of the same story.
  request.paths = {(test::source_dir() / "corpus/articles/bozkir-gundem/2024").string(),
                   (test::source_dir() / "corpus/articles/kiyi-gazetesi/2024").string()};
  REQUIRE(test::add(dir.index(), request).report.added > 20);

  for (const std::string query :
       {"Şi Putin", "si cinping putin", "PUTİN PEKİN", "Tiencin zirvesi", "putinin ziyareti", "ŞİÖ",
        "\"Küresel Yönetim Girişimi\"", "20 işbirliği anlaşması", "Çang'ı 7", "Oreşkin"}) {
    SearchRequest search;
    search.query = query;
    Searcher searcher(dir.index());
    const SearchResult result = searcher.search(search);
    REQUIRE_MESSAGE(!result.hits.empty(), query);
    CHECK_MESSAGE(result.hits.front().article.path.ends_with("2025-09-02-si-putin.txt"), query);
  }
}
