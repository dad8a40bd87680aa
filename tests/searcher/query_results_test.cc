// What every operator and field finds, on an index small enough to know the answers.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "searcher/plan/query_plan.h"
#include "searcher/ranking/named_query.h"
#include "store/archive.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

constexpr const char* kAskedArticles = R"lines(
{"id":"a1","title":"Kasırga geliyor","text":"Kıyıda önlemler alındı; Putin ve Şi görüştü.","date":"2025-09-02","source":"Kıyı Gazetesi","author":"Ayşe Yılmaz","section":"Dünya","url":"https://www.kiyi.example/a1?x=1"}
{"id":"a2","title":"Hava durumu","text":"Kasırga beklenirken Şi Cinping okulu gezdi.","date":"2025-09-01","source":"Kıyı Gazetesi Pazar","author":"Mehmet Yılmaz","section":"Yurt","url":"http://kiyi.example/a2"}
{"id":"a3","title":"Martılar","text":"Putin'in uçağı indi. Kitapları okudu, kitap yazdı.","date":"2024-12-31","source":"Bozkır","author":"Ali Can","section":"Dünya","url":"https://bozkir.example/"}
{"id":"a4","title":"Küresel yönetim","text":"Girişimi küresel buldular; yönetimin adı yok.","date":"2025-08-31","source":"Bozkır"}
{"id":"a5","title":"Tarihsiz haber","text":"Küresel yönetim girişimleri ile kitabı anlattı. NATO üyeleri sustu."}
{"id":"a6/x (1)","title":"Isparta","text":"Görüşmelerde uzlaştılar. Kış geldi, kis değil.","date":"2023-05-05","source":"A.B. Haber"}
)lines";

const std::filesystem::path& index_dir() {
  static const test::TempDir dir;
  static const bool added = [] {
    return test::add_lines(dir.index(), kAskedArticles).report.refused == 0;
  }();
  REQUIRE(added);
  static const std::filesystem::path path = dir.index();
  return path;
}

SearchRequest request_for(const std::string& query, bool match_all = false) {
  SearchRequest request;
  request.query = query;
  request.match_all = match_all;
  request.count = 1000;
  request.detail = HitDetail::kId;
  request.today = std::chrono::year(2025) / 9 / 2;
  return request;
}

SearchResult search(const SearchRequest& request) {
  static Searcher searcher(index_dir());
  return searcher.search(request);
}

// The ids in the order of their names.
std::string found(const std::string& query, bool match_all = false) {
  std::set<std::string> ids;
  const SearchResult result = search(request_for(query, match_all));
  for (const Hit& hit : result.hits) ids.insert(hit.id.substr(0, 2));
  CHECK(result.total == ids.size());
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text;
}

struct Asked {
  std::string query;
  std::string ids;
};

}  // namespace

TEST_CASE("operators find what they say") {
  const std::vector<Asked> cases = {
      {"Putin Şi", "a1 a2 a3"},
      {"+Putin Şi", "a1 a3"},
      {"+Putin +Şi", "a1"},
      {"Putin -Şi", "a3"},
      {"Putin NOT Şi", "a3"},
      {"Putin AND Şi", "a1"},
      {"Putin VE Şi", "a1"},
      {"Putin AND NOT Şi", "a3"},
      {"(Putin Şi) AND kasırga", "a1 a2"},
      {"(Putin AND Şi) OR martı", "a1 a3"},
      {"Putin OR NATO", "a1 a3 a5"},
      {"-(Putin Şi) küresel", "a4 a5"},
      {"kasırga -\"Şi Cinping\"", "a1"},
      {"+ve Putin", "a1"},
      // Phrases in any form, literals in just this one.
      {"\"küresel yönetim\"", "a4 a5"},
      {"\"küresel yönetimin girişimi\"", "a5"},
      {"=\"küresel yönetim\"", "a4 a5"},
      {"=\"küresel yönetim girişimi\"", ""},
      {"=\"küresel yönetim girişimleri\"", "a5"},
      {"kitap", "a3 a5"},
      {"=kitap", "a3"},
      {"=kitabı", "a5"},
      {"=putin", "a1 a3"},
      {"=kış", "a6"},
      {"=nato", "a5"},
      {"küresel -=kitabı", "a4"},
      {"kitap -=\"kitap yazdı\"", "a5"},
      {"NOT =kitap kitap", "a5"},
      // Beginnings.
      {"görüş*", "a1 a6"},
      {"gorusm*", "a6"},
      {"görüşmelerd*", "a6"},
      {"kit*", "a3 a5"},
      {"xyzq*", ""},
      {"kitap -kita*", ""},
      // Near.
      {"Putin NEAR/2 Şi", "a1"},
      {"Putin NEAR/1 Şi", ""},
      {"Şi YAKIN/2 Putin", "a1"},
      {"küresel NEAR/1 yönetim", "a4 a5"},
      {"küresel NEAR yönetim", "a4 a5"},
      {"geliyor NEAR/100 kıyıda", ""},  // the title's end and the text's beginning
      {"Şi NEAR/1 (Putin Cinping)", "a2"},
      {"Şi NEAR/3 okul* NEAR/1 gezmek", "a2"},
      {"Şi NEAR/1 cin*", "a2"},
  };
  for (const Asked& c : cases) CHECK_MESSAGE(found(c.query) == c.ids, c.query);
}

TEST_CASE("fields find what they say") {
  const std::vector<Asked> cases = {
      {"başlık:kasırga", "a1"},
      {"title:kasirga", "a1"},
      {"baslik:\"kasırga gitti\"", ""},
      {"başlık:\"kasırga geliyor\"", "a1"},
      {"title:=\"kasırga geliyor\"", "a1"},
      {"title:=martı", ""},
      {"title:=martılar", "a3"},
      {"title:martı", "a3"},
      {"title:mar*", "a3"},
      {"title:(kasırga martı)", "a1 a3"},
      {"title:(küresel AND yönetim)", "a4"},
      {"title:(küresel AND girişim)", ""},
      {"kasırga -title:hava", "a1"},
      {"kaynak:\"Kıyı Gazetesi\"", "a1 a2"},
      {"kaynak:kiyi", "a1 a2"},
      {"kaynak:gazetesi", "a1 a2"},
      {"source:=\"Kıyı Gazetesi\"", "a1"},
      {"source:boz*", "a3 a4"},
      {"source:=\"kıyı g\"*", "a1 a2"},
      {"source:\"gazetesi kıyı\"", ""},
      {"source:(bozkır \"a.b. haber\")", "a3 a4 a6"},
      {"kaynak:bozkır kaynak:pazar", "a2 a3 a4"},
      {"yazar:yılmaz", "a1 a2"},
      {"author:\"ayşe yılmaz\"", "a1"},
      {"bölüm:dünya", "a1 a3"},
      {"bolum:dunya -yazar:ali", "a1"},
      {"putin bölüm:dünya tarih:2024", "a3"},
      {"(putin OR şi) section:yurt", "a2"},
      {"section:yurt OR NATO", "a2 a5"},
      {"tarih:2025", "a1 a2 a4"},
      {"tarih:2025-09", "a1 a2"},
      {"tarih:2.9.2025", "a1"},
      {"tarih:\"2 Eylül 2025\"", "a1"},
      {"tarih:\"Ağustos 2025\"", "a4"},
      {"tarih:2024..2025-08", "a3 a4"},
      {"tarih:..2024", "a3 a6"},
      {"date:2025-09-02..", "a1"},
      {"tarih:bugün", "a1"},
      {"date:yesterday", "a2"},
      {"tarih:son3gün", "a1 a2 a4"},
      {"tarih:(2024 2023)", "a3 a6"},
      {"küresel -tarih:2025", "a5"},
      {"kimlik:a1", "a1"},
      {"id:(a1 a3)", "a1 a3"},
      {"id:\"a6/x (1)\"", "a6"},
      {"id:A1", ""},
      {"id:a*", "a1 a2 a3 a4 a5 a6"},
      {"adres:kiyi.example", "a1 a2"},
      {"url:www.kiyi.example", "a1 a2"},
      {"url:https://bozkir.example", "a3"},
      {"adres:https://www.kiyi.example/a1?x=1", "a1"},
      {"adres:kiyi.example/a2", "a2"},
      {"adres:http*", "a1 a2 a3"},
      {"adres:other.example", ""},
  };
  for (const Asked& c : cases) CHECK_MESSAGE(found(c.query) == c.ids, c.query);
}

TEST_CASE("--all requires the words that no operator says otherwise of") {
  const std::vector<Asked> cases = {
      {"Putin Şi", "a1"},
      {"Putin OR Şi", "a1 a2 a3"},
      {"Putin Şi -martı", "a1"},
      {"(Putin Şi) OR NATO", "a1 a5"},
      {"kasırga bölüm:dünya", "a1"},
      {"kasırga okul* Cinping", "a2"},
      {"küresel -(girişim NATO)", ""},
      {"title:(kasırga martı)", "a1 a3"},
  };
  for (const Asked& c : cases) CHECK_MESSAGE(found(c.query, true) == c.ids, c.query);
}

TEST_CASE("a query without operators is asked as ever; operators leave its ranking alone") {
  const Archive archive(index_dir());
  const Xapian::Database& database = archive.database();
  Analyzer analyzer(archive.fingerprint().stemmer, archive.resources());
  QueryWork work;
  for (const char* query : {"Şi Putin", "küresel \"yönetim girişimi\" (AA)", "ve", "a OR b", "x"}) {
    const ParsedQuery parsed = parse_query(query, analyzer);
    const Expander expander(analyzer, archive, parsed.text);
    const QueryWords words = expand_query(searched_units(parsed), expander);
    Xapian::Query as_ever = build_query(words);
    // Besides its words only whom they name.
    if (const auto named = names_of_query(database, *AliasTable::shipped(), words.units, work);
        !named.empty())
      as_ever = {Xapian::Query::OP_AND_MAYBE, as_ever, named_query(named)};
    CHECK(make_plan(parsed, analyzer, archive, {}, work).query.get_description() ==
          as_ever.get_description());
  }
  const auto score = [](const std::string& query, const std::string& id) {
    const SearchResult result = search(request_for(query));
    for (const Hit& hit : result.hits)
      if (hit.id == id) return hit.score;
    return -1.0;
  };
  const double plain = score("Putin Şi", "a1");
  CHECK(plain > 0);
  for (const char* query : {"+Putin Şi", "Putin AND Şi", "Putin Şi tarih:2025", "(Putin Şi) -martı",
                            "Putin Şi kaynak:kıyı -yazar:can"})
    CHECK_MESSAGE(score(query, "a1") == doctest::Approx(plain), query);
  CHECK(score("Putin NEAR/2 Şi", "a1") > plain);
}

TEST_CASE("a query that ranks nothing shows the newest first") {
  const SearchResult result = search(request_for("bölüm:(dünya yurt)"));
  std::string ids;
  for (const Hit& hit : result.hits) ids += hit.id;
  CHECK(ids == "a1a2a3");
}

TEST_CASE("only words that may be met are marked") {
  SearchRequest request = request_for("okul* =gezdi başlık:hava -martı kaynak:kıyı");
  request.detail = HitDetail::kSnippets;
  const SearchResult result = search(request);
  REQUIRE(result.hits.size() == 1);
  const Hit& hit = result.hits.front();
  CHECK(hit.title_marks.size() == 1);
  std::string marked;
  for (const Passage& passage : hit.passages)
    for (const auto& [begin, end] : passage.marks)
      marked += passage.text.substr(begin, end - begin) + ";";
  CHECK(marked == "okulu;gezdi;");
}

TEST_CASE("a score is the sum of what it came from") {
  for (const char* query :
       {"Putin Şi", "+Şi kasırga okul*", "\"küresel yönetim\" girişim", "Putin NEAR/2 Şi",
        "=kitap title:martı", "bölüm:dünya", "(kitap AND küresel) OR putin"}) {
    SearchRequest request = request_for(query);
    request.explain = true;
    const SearchResult result = search(request);
    REQUIRE(!result.hits.empty());
    for (const Hit& hit : result.hits) {
      double sum = 0;
      for (const ScorePart& part : hit.score_parts) {
        CHECK(part.score > 0);
        CHECK(!part.what.empty());
        sum += part.score;
      }
      CHECK_MESSAGE(std::abs(sum - hit.score) < 1e-6, query << " " << hit.id);
    }
    REQUIRE(result.explanation);
    CHECK(!result.explanation->tree.empty());
    CHECK(!result.explanation->xapian.empty());
  }
}

TEST_CASE("a beginning that too many words have is an error") {
  const test::TempDir dir;
  std::string text;
  for (int i = 0; i < 1100; ++i) text += "kelime" + std::to_string(i) + "x ";
  test::add_lines(dir.index(), "{\"id\":\"a\",\"text\":\"" + text + "\"}");
  Searcher searcher(dir.index());
  for (const char* query : {"kelime*", "title:x -kelime*", "x NEAR kelime*"}) {
    std::string message;
    try {
      searcher.search(request_for(query));
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kUsage);
      message = error.what();
    }
    CHECK_MESSAGE(message.starts_with("more than 1000 words begin with kelime"), message);
  }
  CHECK(searcher.search(request_for("kelime10*")).total == 1);
}
