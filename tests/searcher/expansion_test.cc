// What a word or phrase is looked up as besides itself: compounds, foreign names, relatives, the
// owner's stems.
#include "searcher/matching/expansion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "store/fields.h"
#include "tests/text_index.h"

using namespace newsidx;
using test::has;
using test::Words;
using Index = test::TextIndex;

TEST_CASE("a word that nothing expands stays alone") {
  Index index({"Zürafalar ormanda yaşar."});
  const Expansion expansion = index.expand("zürafalar");
  CHECK(expansion.folded == Words{"zurafa"});
  CHECK(expansion.spellings.empty());
  CHECK(expansion.foreign.empty());
  CHECK(expansion.related.empty());
  CHECK(expansion.apart.empty());
  CHECK(expansion.long_forms.empty());
  CHECK(index.join("zürafalar ormanda").empty());
  CHECK(index.join("zürafalar").empty());
  CHECK(index.join("").empty());
}

TEST_CASE("spellings with Turkish letters that the index knows") {
  Index index({"Seçimlerinde oy verdiler. Sınır kapısında. IMF ve sınır."});
  const Expansion word = index.expand("secimlerinde");
  CHECK(word.folded.front() == "secim");
  CHECK(word.spellings == Words{"seçimlerinde"});
  CHECK(index.expand("sinir").spellings == Words{"sınır"});
  // Known to the lexicon, not to the index.
  CHECK(index.expand("ogrenciler").spellings.empty());
  CHECK(has(index.expand("ogrenciler").folded, std::string("ogrenci")));
  CHECK(has(index.expand("imf").folded, std::string("imf")));
}

TEST_CASE("other spellings of foreign names") {
  Index index({"Oreşkin konuştu.", "Bakan Zelenskiy geldi.", "Putin gitti."});
  const Expansion oreshkin = index.expand("Oreshkin");
  CHECK(has(oreshkin.foreign, {prefix::kFoldedStem, "oreskin"}));
  CHECK(has(oreshkin.foreign, {prefix::kExact, "oreşkin"}));
  CHECK(has(index.expand("Zelenski").foreign, {prefix::kForeign, "zelenski"}));
  CHECK(has(index.expand("Zelensky").foreign, {prefix::kForeign, "zelenski"}));
  CHECK(index.expand("Putin").foreign.empty());
  CHECK(index.expand("Thatcher").foreign.empty());
  CHECK(test::search_ids(index.dir().index(), "Oreshkin") == Words{"1"});
  CHECK(test::search_ids(index.dir().index(), "Zelenski") == Words{"2"});
}

TEST_CASE("relatives that the index knows") {
  Index index({"Ekonomik veriler.", "Bakanlık açıkladı.", "Gazete yazdı.", "Açıklama bekleniyor."});
  CHECK(index.expand("ekonomi").related == Words{"ekonomik"});
  CHECK(index.expand("bakanlar").related == Words{"bakanlik"});
  CHECK(index.expand("gazeteciler").related == Words{"gazete"});
  CHECK(has(index.expand("açıkladılar").related, std::string("aciklama")));
  CHECK(index.expand("zürafanın").related.empty());
  CHECK(test::search_ids(index.dir().index(), "ekonomi") == Words{"1"});
}

TEST_CASE("relatives of a word that the index has add to its articles' scores and find none") {
  Index index({"Kazada ölüm oldu, ölenler var.", "Gazeteci olarak oradaydı, olumlu oldu.",
               "Ekonomi küçüldü.", "Ekonomik kriz büyüdü."});
  // öl-, which ol- folds like, only by its stem.
  CHECK(index.expand("ölüm").related == Words{"XZöl"});
  CHECK(index.found("ölüm") == Words{"1"});
  CHECK(index.found("kriz -ölüm") == Words{"4"});
  CHECK(index.found("ekonomi") == Words{"3"});
  // With none of its own, what it is related to is better than nothing.
  CHECK(index.found("gazete") == Words{"2"});
  CHECK(index.found("ekonomi kriz") == Words{"3", "4"});
}

TEST_CASE("a Turkish word is not looked for with its i the other way") {
  Index index({"Üç kişi geldi.", "Kışı burada geçirdi.", "IMF heyeti geldi."});
  CHECK(test::search_ids(index.dir().index(), "kişi") == Words{"1"});
  CHECK(test::search_ids(index.dir().index(), "kış") == Words{"2"});
  CHECK(test::search_ids(index.dir().index(), "imf") == Words{"3"});
}

TEST_CASE("nonsense is no spelling of initials") {
  Index index({"Z.K. adlı kişi geldi.", "Zelenskiy konuştu."});
  CHECK(index.expand("zzzqqq").foreign.empty());
  CHECK(test::search_ids(index.dir().index(), "zzzqqq").empty());
  CHECK(test::search_ids(index.dir().index(), "Zelensky") == Words{"2"});
}

TEST_CASE("compounds written apart and together") {
  Index index({"İki ülke iş birliği yapacak.", "Ülkelerin işbirliği sürüyor."});
  CHECK(has(index.expand("işbirliği").apart, Words{"is", "birlik"}));
  CHECK(has(index.expand("isbirligi").apart, Words{"is", "birlik"}));
  const std::vector<JoinedWord> joined = index.join("ülke iş birliği");
  REQUIRE(joined.size() == 1);
  CHECK(joined.front().first == 1);
  CHECK(joined.front().count == 2);
  CHECK(joined.front().terms == Words{"isbirligi"});
  CHECK_FALSE(joined.front().acronym);
  CHECK(index.join("\"iş birliği\"").empty());
  const Reading apart = {{"stratejik"}, {"is"}, {"birlik"}};
  const Reading together = {{"stratejik"}, {"isbirligi"}};
  CHECK(index.read("\"stratejik işbirliği\"") == std::vector<Reading>{together, apart});
  CHECK(index.read("\"stratejik iş birliği\"") == std::vector<Reading>{apart, together});
  CHECK(index.read("\"stratejik is birligi\"") == std::vector<Reading>{apart, together});
  // "ülke iş" is no way to write a word that the index has.
  CHECK(index.read("\"ülke iş\"") == std::vector<Reading>{{{"ulke"}, {"is"}}});
}

TEST_CASE("phrases find compounds written otherwise, and words without Turkish letters") {
  Index index({"İki ülke stratejik iş birliği yapacak.", "Stratejik işbirliği sürüyor.",
               "İş kazası oldu, birliği dağıldı.", "Antalyaspor maçı ertelendi.", "Neden geldi?"});
  const Words both = {"1", "2"};
  for (const char* query :
       {"\"iş birliği\"", "\"işbirliği\"", "\"is birligi\"", "\"İŞ BİRLİĞİ\"",
        "\"stratejik iş birliği\"", "\"stratejik işbirliği\"", "\"stratejik isbirligi\"",
        "+\"iş birliği\"", "kasırga OR \"iş birliği\""})
    CHECK_MESSAGE(index.found(query) == both, query);
  CHECK(index.found("=\"iş birliği\"") == Words{"1"});
  CHECK(index.found("ülke -\"iş birliği\"").empty());
  for (const char* query : {"\"Antalyaspor maçı\"", "\"antalyaspor maci\""})
    CHECK_MESSAGE(index.found(query) == Words{"4"}, query);
  CHECK(index.found("\"ne den\"").empty());

  const test::TempDir titles;
  REQUIRE(test::add_lines(titles.index(),
                          R"({"id": "1", "title": "Stratejik iş birliği", "text": "Yok."}
{"id": "2", "title": "İşbirliği", "text": "Stratejik."}
{"id": "3", "title": "İş", "text": "Stratejik iş birliği."}
{"id": "4", "title": "Yeni stratejik işbirliği", "text": "Yok."}
)")
              .refused.empty());
  for (const char* query : {"title:\"stratejik iş birliği\"", "title:\"stratejik isbirligi\""}) {
    Words ids = test::search_ids(titles.index(), query);
    std::sort(ids.begin(), ids.end());
    const Words expected = {"1", "4"};
    CHECK_MESSAGE(ids == expected, query);
  }
}

TEST_CASE(
    "a word that is kept whole is not looked up as a form of another, nor any as a stop word") {
  Index index({"Kur'an okundu.", "Kurul dernek kurdu, kuran da oydu.", "Bir iş birliği kuruldu."});
  CHECK(index.expand("Kur'an").folded == Words{"kuran"});
  const Words& related = index.expand("birliği").related;
  CHECK(std::find(related.begin(), related.end(), "bir") == related.end());
}
