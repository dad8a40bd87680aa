#include "newsidx/related.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support.h"

using namespace newsidx;

namespace {

const std::string kStory =
    "Liman İşletmeleri Başkanı Deniz Kaptanoğlu, yeni feribot iskelesinin temelini dün attı. "
    "Kaptanoğlu, feribot seferlerinin bahara kadar başlayacağını söyledi. İskele, kentin iki "
    "yakasını kırk dakikada bağlayacak ve her gün binlerce yolcuyu taşıyacak.";

std::string line(const std::string& id, const std::string& title, const std::string& text,
                 const std::string& date) {
  return R"({"id":")" + id + R"(","title":")" + title + R"(","text":")" + text + R"(","date":")" +
         date + "\"}\n";
}

struct StoryArchive {
  test::TempDir dir;

  StoryArchive() {
    std::string lines = line("story", "Feribot iskelesinin temeli atıldı", kStory, "2025-05-10");
    lines +=
        line("copy", "İskelenin temeli atıldı", kStory + " Törene vali de katıldı.", "2025-05-11");
    lines += line("earlier", "Kaptanoğlu: Feribot geliyor",
                  "Deniz Kaptanoğlu feribot için hazırlıkların sürdüğünü açıkladı.", "2025-03-01");
    lines += line("later", "Feribot seferleri başladı",
                  "Yeni iskele açıldı, ilk feribot yolcularını aldı.", "2025-09-01");
    lines += line("undated", "Kaptanoğlu kimdir", "Deniz Kaptanoğlu gemi mühendisidir.", "");
    for (int i = 0; i < 20; ++i)
      lines +=
          line("other" + std::to_string(i), "Pazar",
               "Pazarda domates " + std::to_string(i) + " lira oldu, esnaf dertli.", "2025-04-01");
    test::add_lines(dir.index(), lines);
  }
};

std::vector<std::string> ids(const RelatedResult& result) {
  std::vector<std::string> found;
  for (const Hit& hit : result.hits) found.push_back(hit.id);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("related: background of an article, without itself and its near-copies") {
  const StoryArchive archive;
  Searcher searcher(archive.dir.index());
  RelatedRequest request;
  request.id = "story";
  const auto result = searcher.related(request);
  REQUIRE(result.has_value());
  CHECK(ids(*result) == std::vector<std::string>{"earlier", "later", "undated"});
  CHECK(result->title == "Feribot iskelesinin temeli atıldı");
  REQUIRE(!result->terms.empty());
  CHECK(result->terms.front().weight == 1);
  const auto term = [&](const std::string& text) {
    return std::find_if(result->terms.begin(), result->terms.end(),
                        [&](const RelatedTerm& known) { return known.text == text; });
  };
  REQUIRE(term("Kaptanoğlu") != result->terms.end());
  CHECK(term("Kaptanoğlu")->name);
  CHECK(term("Deniz Kaptanoğlu") != result->terms.end());
  CHECK(term("ve") == result->terms.end());
  REQUIRE(!result->hits.front().passages.empty());
  CHECK(!result->hits.front().passages.front().marks.empty());

  request.before = parse_date("2025-03-02");
  CHECK(ids(*searcher.related(request)) == std::vector<std::string>{"earlier"});
  request.before = parse_date("2025-03-01");
  CHECK(searcher.related(request)->hits.empty());
  request.before.reset();
  request.count = 1;
  CHECK(searcher.related(request)->hits.size() == 1);
  request.id = "nobody";
  CHECK(!searcher.related(request).has_value());
}

TEST_CASE("related: a text that is in no index, and its copies that are") {
  const StoryArchive archive;
  Searcher searcher(archive.dir.index());
  RelatedRequest request;
  request.text = "İskele temeli\n\n" + kStory;
  CHECK(ids(*searcher.related(request)) == std::vector<std::string>{"earlier", "later", "undated"});
  // Too short for a signature: the same text is a copy, another is not.
  request.text = "Deniz Kaptanoğlu gemi mühendisidir.";
  const std::vector<std::string> found = ids(*searcher.related(request));
  CHECK(std::find(found.begin(), found.end(), "undated") == found.end());
  CHECK(std::find(found.begin(), found.end(), "earlier") != found.end());
  request.text = "ve ile ama 123";
  CHECK(searcher.related(request)->hits.empty());
  request.text = "feribot \xFD\xFE\xF0";  // windows-1254
  CHECK(!searcher.related(request)->hits.empty());
  request.text = std::string("\x01\x02\x03\x04\x00\x05", 6);
  CHECK_THROWS_AS(searcher.related(request), Error);
}
