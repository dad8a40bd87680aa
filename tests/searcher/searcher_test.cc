#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support.h"

using namespace newsidx;
using test::add_lines;
using test::search_ids;
using test::TempDir;

using Ids = std::vector<std::string>;

TEST_CASE("pairs find each other, whatever the stemmer") {
  struct Pair {
    std::string text;
    std::string query;
    bool found;
  };
  const std::vector<Pair> pairs = {
      {"Putin'in", "putin", true},
      {"putin", "Putin'in", true},
      {"2026'da", "2026", true},
      {"2026", "2026'da", true},
      {"İSTANBUL'DA", "istanbul", true},
      {"istanbul", "İSTANBUL'DA", true},
      {"IŞIK", "ışık", true},
      {"ışık", "IŞIK", true},
      {"ışık", "isik", true},
      {"isik", "ışık", true},
      {"IMF'nin", "imf", true},
      {"imf", "IMF'nin", true},
      {"Igor", "igor", true},
      {"igor", "Igor", true},
      {"İgor", "Igor", true},
      {"INSTAGRAM", "instagram", true},
      {"BRICS'in", "brics", true},
      {"NATO’ya", "nato", true},
      {"nato", "NATO’ya", true},
      {"Kur'an", "kur", false},
      {"Kur'an", "kuran", true},
      {"Kur'an'da", "kur’an", true},
      {"O'Neill", "oneill", true},
      {"O'Neill'in", "o'neill", true},
      {"oneill", "O'Neill", true},
      {"s\xCC\xA7i", "şi", true},
      {"kâğıt", "kağıt", true},
      {"1.250", "1250", true},
  };
  for (const StemmerKind stemmer :
       {StemmerKind::kNone, StemmerKind::kPrefix5, StemmerKind::kSnowball, StemmerKind::kLexicon}) {
    const TempDir dir;
    std::string lines;
    for (std::size_t i = 0; i < pairs.size(); ++i)
      lines += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" + pairs[i].text + "\"}\n";
    add_lines(dir.index(), lines, {stemmer, "", ""});
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const Ids found = search_ids(dir.index(), pairs[i].query);
      const bool hit = std::find(found.begin(), found.end(), std::to_string(i)) != found.end();
      CHECK_MESSAGE(hit == pairs[i].found, std::string(stemmer_name(stemmer))
                                               << ": " << pairs[i].text << " by "
                                               << pairs[i].query);
    }
  }
}

TEST_CASE("words typed without Turkish letters find their Turkish spelling") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"1","text":"işbirliğini güçlendirdi"})");
  CHECK(search_ids(dir.index(), "isbirligi") == Ids{"1"});
  CHECK(search_ids(dir.index(), "GUCLENDIRME") == Ids{"1"});
}

TEST_CASE("an exact match ranks above a stem match, and that above a folded one") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"folded","text":"sinirli bir gün geçti"}
{"id":"stem","text":"sınırlının bir günü geçti"}
{"id":"exact","text":"sınırlı bir gün geçti"}
{"id":"none","text":"başka bir gün geçti"})");
  CHECK(search_ids(dir.index(), "sınırlı") == Ids{"exact", "stem", "folded"});
}

TEST_CASE("words met together, side by side and in the title rank higher") {
  const TempDir dir;
  const std::string filler = "bir iki üç dört beş altı yedi sekiz dokuz on onbir oniki onüç";
  add_lines(dir.index(), "{\"id\":\"apart\",\"text\":\"Kalem " + filler + " masa\"}\n" +
                             "{\"id\":\"side\",\"text\":\"Kalem masa " + filler + "\"}\n" +
                             "{\"id\":\"one\",\"text\":\"Kalem defter " + filler + "\"}\n" +
                             "{\"id\":\"dolgu\",\"text\":\"hiç ilgisi olmayan\"}\n");
  CHECK(search_ids(dir.index(), "kalem masa") == Ids{"side", "apart", "one"});
  const TempDir titles;
  add_lines(titles.index(), R"({"id":"body","title":"Başka konu","text":"Deprem haberi burada"}
{"id":"title","title":"Deprem haberi","text":"Başka konu burada"}
{"id":"dolgu","title":"x","text":"y"})");
  CHECK(search_ids(titles.index(), "deprem").front() == "title");
}

TEST_CASE(
    "phrases tolerate suffixes, need their words side by side, and do not reach over the title's "
    "end") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"1","title":"Küresel Yönetim","text":"Girişimi anlattı"}
{"id":"2","title":"a","text":"Küresel Yönetim Girişimi'nin önerisi"}
{"id":"3","title":"b","text":"Yönetim küresel girişimi"})");
  CHECK(search_ids(dir.index(), "\"küresel yönetim girişimi\"") == Ids{"2"});
  CHECK(search_ids(dir.index(), "\"kuresel yonetimin girisimi\"") == Ids{"2"});
}

TEST_CASE("dates, orders and pages") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"b","date":"2024-06-01","text":"deprem"}
{"id":"c","date":"2025-01-01","text":"deprem"}
{"id":"u","text":"deprem"}
{"id":"a","date":"2023-12-31","text":"deprem"})");
  Searcher searcher(dir.index());
  const auto ids = [&](SearchRequest request) {
    request.query = "deprem";
    Ids found;
    const SearchResult result = searcher.search(request);
    for (const Hit& hit : result.hits) found.push_back(hit.id);
    return found;
  };
  SearchRequest newest;
  newest.sort = SortOrder::kNewest;
  CHECK(ids(newest) == Ids{"c", "b", "a", "u"});
  SearchRequest oldest;
  oldest.sort = SortOrder::kOldest;
  CHECK(ids(oldest) == Ids{"a", "b", "c"});
  SearchRequest range = newest;
  range.from = parse_date("2023-12-31");
  range.to = parse_date("2024-06-01");
  CHECK(ids(range) == Ids{"b", "a"});
  range.from.reset();
  CHECK(ids(range) == Ids{"b", "a"});
  SearchRequest page = newest;
  page.count = 2;
  page.offset = 1;
  CHECK(ids(page) == Ids{"b", "a"});
}

TEST_CASE("what a hit holds") {
  const TempDir dir;
  add_lines(
      dir.index(),
      R"({"id":"1","title":"Putin'in sözü","source":"Kıyı","text":"Bugün PUTİN'DEN haber var"})");
  SearchRequest request;
  request.query = "putin";
  Searcher searcher(dir.index());
  const SearchResult result = searcher.search(request);
  CHECK(result.total == 1);
  CHECK(result.total_is_exact);
  const Hit& hit = result.hits.at(0);
  CHECK(hit.article.source == "Kıyı");
  CHECK(hit.title_marks == std::vector<std::pair<std::size_t, std::size_t>>{{0, 8}});
  REQUIRE(hit.passages.size() == 1);
  CHECK(hit.passages[0].text == "Bugün PUTİN'DEN haber var");
  CHECK(!hit.passages[0].cut_before);
  CHECK(hit.score > 0);
}

TEST_CASE("a searcher sees what a writer commits, and survives many commits") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"0","text":"deprem sıfır"})");
  Searcher searcher(dir.index());
  SearchRequest request;
  request.query = "sıfır";
  for (int i = 1; i <= 8; ++i) {
    add_lines(dir.index(), "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"deprem\"}");
    CHECK(searcher.search(request).hits.size() == 1);
  }
}

TEST_CASE("statistics") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"1","date":"2024-06-01","source":"Kıyı","text":"bir"}
{"id":"2","date":"2025-01-01","source":"Kıyı","text":"iki"}
{"id":"3","text":"üç"})");
  {
    Indexer indexer(dir.index());
    indexer.remove({"2"});
  }
  const IndexStatistics statistics = Searcher(dir.index()).statistics();
  CHECK(statistics.articles == 2);
  CHECK(statistics.undated == 1);
  CHECK(format_date(*statistics.last) == "2024-06-01");
  CHECK(statistics.years == std::vector<std::pair<int, std::uint64_t>>{{2024, 1}});
  CHECK(statistics.sources.size() == 2);
  CHECK(statistics.disk_bytes > 0);
  CHECK(statistics.generation == "gen-0001");
}

TEST_CASE("an empty query and an empty index find nothing") {
  const TempDir dir;
  add_lines(dir.index(), "");
  CHECK(search_ids(dir.index(), "putin").empty());
  add_lines(dir.index(), R"({"id":"1","text":"Putin"})");
  CHECK(search_ids(dir.index(), "?!").empty());
  CHECK(search_ids(dir.index(), "\"\"").empty());
}

TEST_CASE("with match_all every word and phrase must be met, in any of its forms") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"both","text":"Şi, PUTİN'LE Pekin'de görüştü"}
{"id":"şi","text":"Şi dün konuştu"}
{"id":"putin","title":"Putin konuştu","text":"Oreşkin de vardı"}
{"id":"title","title":"Putin ve Şi","text":"Bir söz"}
{"id":"apart","text":"Yeni iş birliği Pekin ile"}
{"id":"together","text":"Yeni işbirliğinden Pekin memnun"}
{"id":"long","text":"Şanghay İşbirliği Örgütü (ŞİÖ) toplandı, Pekin ev sahibi"}
{"id":"short","text":"ŞİÖ toplandı; Pekin ev sahibi"}
{"id":"phrase","text":"Küresel Yönetim Girişimi'ni Putin övdü"}
{"id":"loose","text":"Girişimi yönetim küresel dedi Putin"})");
  struct Row {
    std::string query;
    std::vector<std::string> found;  // sorted
  };
  const std::vector<Row> rows = {
      {"Şi Putin", {"both", "title"}},
      {"si PUTİN'İN", {"both", "title"}},
      {"Şi ve Putin", {"both", "title"}},  // a stop word beside better ones is no condition
      {"ve", {"title"}},
      {"Putin Oreshkin", {"putin"}},
      {"Putin Oreshkin Pekin", {}},
      {"Putin bulunmayansözcük", {}},
      {"işbirliği pekin", {"apart", "long", "together"}},
      {"iş birliği pekin", {"apart", "long", "together"}},
      {"ŞİÖ Pekin", {"long", "short"}},
      {"Şanghay İşbirliği Örgütü Pekin", {"long", "short"}},
      {"\"küresel yönetim girişimi\" putin", {"phrase"}},
      {"küresel yönetim girişimi putin", {"loose", "phrase"}},
      {"Putin putin", {"both", "loose", "phrase", "putin", "title"}},
      {"?!", {}},
      {"", {}},
  };
  Searcher searcher(dir.index());
  for (const Row& row : rows) {
    SearchRequest request;
    request.query = row.query;
    request.match_all = true;
    Ids found;
    const SearchResult result = searcher.search(request);
    for (const Hit& hit : result.hits) found.push_back(hit.id);
    std::sort(found.begin(), found.end());
    CHECK_MESSAGE(found == row.found, row.query);
    CHECK_MESSAGE(result.total == row.found.size(), row.query);
  }
}
