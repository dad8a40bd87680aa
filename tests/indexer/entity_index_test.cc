// People, places, organisations and topics in the index, in queries and in facets.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "newsidx/entity.h"
#include "store/entity_terms.h"
#include "store/index_dir.h"
#include "tests/support.h"

using namespace newsidx;
using test::TempDir;

using Strings = std::vector<std::string>;

namespace {

// Two presidents and two who share a surname, in articles whose names no finder misses.
const std::string kArticles = R"(
{"id":"summit","date":"2025-09-02","title":"Zirve Pekin'de","text":"Rusya Devlet Başkanı Vladimir Putin dün Pekin'e geldi. Putin, Çin Devlet Başkanı Şi Cinping ile görüştü. Vladimir Putin görüşmeden sonra Moskova'ya döndü. Şi Cinping konuğunu Pekin'de uğurladı."}
{"id":"phone","date":"2025-09-05","title":"Telefonda görüştüler","text":"Cumhurbaşkanı Recep Tayyip Erdoğan, Rusya Devlet Başkanı Vladimir Putin ile telefonda görüştü. Erdoğan görüşmede Ankara'nın tutumunu anlattı."}
{"id":"turned","date":"2025-09-06","title":"Sahne","text":"Oyuncu Recep Aktaş, Tayyip Demir ve yönetmen Haluk Erdoğan İstanbul'da sahneye çıktı. Haluk Erdoğan oyunu anlattı."}
{"id":"words","date":"2025-09-07","title":"Pazar","text":"Köyde pazar kuruldu, domates ve biber satıldı, kimse bir şey demedi."}
)";

Strings ids(const std::filesystem::path& index, const std::string& query) {
  Strings found = test::search_ids(index, query);
  std::sort(found.begin(), found.end());
  return found;
}

std::string facet(const SearchResult& result, FacetKind kind, const std::string& value) {
  for (const Facet& facet : result.facets.facets)
    if (facet.kind == kind)
      for (const FacetValue& counted : facet.values)
        if (counted.value == value) return std::to_string(counted.articles);
  return "";
}

}  // namespace

TEST_CASE("a key is found by each of its words, whichever comes first") {
  CHECK(turned_keys("recep tayyip erdogan") ==
        Strings{"tayyip erdogan, recep", "erdogan, recep tayyip"});
  CHECK(turned_keys("putin").empty());
  for (const std::string& turned : turned_keys("recep tayyip erdogan"))
    CHECK(unturned_key(turned) == "recep tayyip erdogan");
  CHECK(unturned_key("putin") == "putin");
  const Strings names = {"Şi Cinping", "Putin", "O'Neill, Jr."};
  const std::string packed = pack_names(names);
  const auto unpacked = unpack_names(packed);
  CHECK(Strings(unpacked.begin(), unpacked.end()) == names);
  CHECK(unpack_names("").empty());
}

TEST_CASE("fields of names find whom they name, by part, alias, and without Turkish letters") {
  const TempDir dir;
  REQUIRE(test::add_lines(dir.index(), kArticles).report.refused == 0);
  struct Row {
    std::string query;
    Strings found;
  };
  for (const Row& row : std::vector<Row>{
           {"kişi:putin", {"phone", "summit"}},
           {"person:\"Vladimir Putin\"", {"phone", "summit"}},
           {"kisi:\"Putin'in\"", {"phone", "summit"}},
           {"kişi:\"Xi Jinping\"", {"summit"}},  // by the list of aliases
           {"kişi:cinp*", {"summit"}},
           {"kişi:erdoğan", {"phone", "turned"}},
           {"kişi:\"tayyip erdogan\"", {"phone"}},
           {"kişi:\"recep tayyip erdoğan\"", {"phone"}},
           {"kişi:=\"erdoğan\"", {}},  // the whole name
           {"kişi:=\"haluk erdoğan\"", {"turned"}},
           {"kişi:pekin", {}},
           {"yer:pekin", {"summit"}},
           {"place:ankara", {"phone"}},
           {"yer:istanbul", {"turned"}},
           {"kişi:putin -kişi:erdoğan", {"summit"}},
           {"kişi:(aktaş demir)", {"turned"}},
           {"kişi:putin kişi:aktaş", {"phone", "summit", "turned"}},
           {"kişi:putin yer:ankara", {"phone"}},
           {"kişi:domates", {}},
       })
    CHECK_MESSAGE(ids(dir.index(), row.query) == row.found, row.query);
}

TEST_CASE("an article that names someone more often ranks higher in the field of names") {
  const TempDir dir;
  REQUIRE(test::add_lines(dir.index(), kArticles).report.refused == 0);
  CHECK(test::search_ids(dir.index(), "kişi:putin") == Strings{"summit", "phone"});
  CHECK(test::search_ids(dir.index(), "kişi:erdoğan").size() == 2);
}

TEST_CASE("a query that is a name ranks articles about the named above those with the words") {
  const TempDir dir;
  const auto line = [](const std::string& id, const std::string& text) {
    return R"({"id":")" + id + R"(","text":")" + text + "\"}\n";
  };
  std::string lines;
  for (int i = 0; i < 6; ++i)
    lines += line("deniz" + std::to_string(i),
                  "Parti lideri Deniz Baykal dün konuştu. Deniz Baykal soruları yanıtladı.");
  // The words alone, and as often.
  lines += line("words", "bu baykal suyu deniz suyu gibi değil, deniz kadar derin baykal.");
  for (int i = 0; i < 40; ++i) lines += line("other" + std::to_string(i), "Köyde pazar kuruldu.");
  REQUIRE(test::add_lines(dir.index(), lines).report.refused == 0);
  const Strings found = test::search_ids(dir.index(), "Deniz Baykal");
  REQUIRE(found.size() == 7);
  CHECK(found.back() == "words");
  SearchRequest request;
  request.query = "Deniz Baykal";
  request.explain = true;
  const SearchResult result = Searcher(dir.index()).search(request);
  double sum = 0;
  bool told = false;
  for (const ScorePart& part : result.hits.front().score_parts) {
    sum += part.score;
    told |= part.what.starts_with("person ");
  }
  CHECK(told);
  CHECK(sum == doctest::Approx(result.hits.front().score));
}

TEST_CASE("facets of names count articles, each once, under one name") {
  const TempDir dir;
  REQUIRE(test::add_lines(dir.index(), kArticles).report.refused == 0);
  SearchRequest request;
  request.query = "görüştü OR sahne OR pazar";
  request.facets.assign(all_facet_kinds().begin(), all_facet_kinds().end());
  const SearchResult result = Searcher(dir.index()).search(request);
  CHECK(result.total == 4);
  CHECK(facet(result, FacetKind::kPerson, "Vladimir Putin") == "2");
  CHECK(facet(result, FacetKind::kPerson, "Şi Cinping") == "1");
  CHECK(facet(result, FacetKind::kPerson, "Recep Tayyip Erdoğan") == "1");
  CHECK(facet(result, FacetKind::kPerson, "Haluk Erdoğan") == "1");
  CHECK(facet(result, FacetKind::kPlace, "Pekin") == "1");
  for (const Facet& facet : result.facets.facets)
    if (facet.kind == FacetKind::kPerson) CHECK(facet.without == 1);
}

TEST_CASE("the owner's aliases join names at once") {
  const TempDir dir;
  REQUIRE(test::add_lines(dir.index(), kArticles).report.refused == 0);
  CHECK(ids(dir.index(), "kişi:\"Haluk Bey\"").empty());
  std::ofstream(dir.index() / "aliases.tsv") << "Haluk Erdoğan\tperson\tHaluk Bey\tRecep Aktaş\n";
  CHECK(ids(dir.index(), "kişi:\"Haluk Bey\"") == Strings{"turned"});
  SearchRequest request;
  request.query = "sahne";
  request.facets = {FacetKind::kPerson};
  const SearchResult result = Searcher(dir.index()).search(request);
  CHECK(facet(result, FacetKind::kPerson, "Haluk Erdoğan") == "1");  // one article, two names
  CHECK(facet(result, FacetKind::kPerson, "Recep Aktaş").empty());
}

TEST_CASE("topics are found by their labels in either language; what is none is an error") {
  const TempDir dir;
  REQUIRE(
      test::add_lines(
          dir.index(),
          R"({"id":"match","title":"Derbi berabere","text":"Futbolda Süper Lig derbisinde Galatasaray ile Fenerbahçe 1-1 berabere kaldı. Teknik direktör, maçın ikinci yarısında gol için forvet aldı; hakem penaltı verdi."}
{"id":"quiet","text":"Köyde pazar kuruldu."}
)")
          .report.refused == 0);
  for (const std::string query :
       {"konu:spor", "topic:sport", "konu:SPOR", "konu:spo*", "topic:15000000"})
    CHECK_MESSAGE(ids(dir.index(), query) == Strings{"match"}, query);
  CHECK(ids(dir.index(), "konu:din").empty());
  try {
    ids(dir.index(), "konu:sporr");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("spor?") != std::string::npos);
  }
}

TEST_CASE("an entity's profile tells names, days, company and the latest articles") {
  const TempDir dir;
  REQUIRE(test::add_lines(dir.index(), kArticles).report.refused == 0);
  Searcher searcher(dir.index());
  EntityRequest request;
  request.name = "putin";
  const std::optional<EntityProfile> putin = searcher.entity(request);
  REQUIRE(putin);
  CHECK(putin->name == "Vladimir Putin");
  CHECK(putin->type == EntityType::kPerson);
  CHECK(putin->articles == 2);
  CHECK(format_date(*putin->first) == "2025-09-02");
  CHECK(format_date(*putin->last) == "2025-09-05");
  REQUIRE(putin->latest.size() == 2);
  CHECK(putin->latest.front().id == "phone");
  CHECK(std::find(putin->also_called.begin(), putin->also_called.end(), "Putin") !=
        putin->also_called.end());
  for (const Facet& facet : putin->together.facets)
    for (const FacetValue& value : facet.values) CHECK(value.value != "Vladimir Putin");

  request.name = "Putin'in";
  CHECK(searcher.entity(request)->name == "Vladimir Putin");

  request.name = "erdogan";
  const std::optional<EntityProfile> erdogan = searcher.entity(request);
  REQUIRE(erdogan);
  CHECK(erdogan->others.size() == 1);  // two people of one surname are not one

  request.name = "ankara";
  request.type = EntityType::kPerson;
  CHECK(!searcher.entity(request));
  request.name = "kimse";
  request.type.reset();
  CHECK(!searcher.entity(request));
}

TEST_CASE("an article's details are those of its text") {
  const TempDir dir;
  REQUIRE(test::add_lines(dir.index(), kArticles).report.refused == 0);
  Searcher searcher(dir.index());
  const ArticleDetails details = searcher.details(*searcher.get("summit"));
  std::set<std::string> names;
  for (const NamedEntity& entity : details.entities) {
    names.insert(std::string(entity_type_name(entity.type)) + ":" + entity.name);
    CHECK(entity.mentions >= 1);
  }
  for (const std::string name : {"person:Vladimir Putin", "person:Şi Cinping", "place:Pekin"})
    CHECK_MESSAGE(names.contains(name), name);
  CHECK(!details.key_phrases.empty());
}
