// Words read as roots and suffixes, and restored to their Turkish letters.
#include "text/morphology/morphology.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "text/morphology/suffix_table.h"

using namespace newsidx;

namespace {

const Morphology& shipped() {
  static const Morphology morphology(MorphologyModel::shipped());
  return morphology;
}

std::string tags_of(const Analysis& analysis) {
  std::string tags;
  for (const std::uint8_t suffix : analysis.suffixes)
    tags += (tags.empty() ? "" : " ") + std::string(suffix_tags()[suffix].tag);
  return tags;
}

struct Reading {
  std::string word;
  std::string root;
  std::string tags;
};

void check_readings(const std::vector<Reading>& readings) {
  for (const Reading& expected : readings) {
    const std::vector<Analysis> best = shipped().analyze(expected.word, 1);
    REQUIRE_MESSAGE(best.size() == 1, expected.word);
    CHECK_MESSAGE(best.front().root == expected.root, expected.word);
    CHECK_MESSAGE(tags_of(best.front()) == expected.tags, expected.word);
    CHECK_MESSAGE(!best.front().guessed, expected.word);
    CHECK_MESSAGE(best.front().stem == shipped().stem(expected.word), expected.word);
  }
}

std::vector<std::string> restored_words(const std::string& typed, std::size_t count = 6) {
  std::vector<std::string> words;
  for (const Morphology::Restoration& restoration : shipped().restore(typed, count))
    words.push_back(restoration.word);
  return words;
}

}  // namespace

TEST_CASE("nouns: softening, dropped vowels, doubling, inverse harmony") {
  check_readings({
      {"kitabında", "kitap", "p3s loc"},
      {"kitapların", "kitap", "pl gen"},
      {"ağacın", "ağaç", "gen"},
      {"rengini", "renk", "p3s acc"},
      {"umudunu", "umut", "p3s acc"},
      {"cebinde", "cep", "p3s loc"},
      {"çocuğunun", "çocuk", "p3s gen"},
      {"hukukun", "hukuk", "gen"},
      {"devletin", "devlet", "gen"},
      {"şehrin", "şehir", "gen"},
      {"ağzından", "ağız", "p3s abl"},
      {"oğlunun", "oğul", "p3s gen"},
      {"fikrini", "fikir", "p3s acc"},
      {"şekline", "şekil", "p3s dat"},
      {"hakkında", "hak", "p3s loc"},
      {"tıbbın", "tıp", "gen"},
      {"sırrını", "sır", "p3s acc"},
      {"saatlerde", "saat", "pl loc"},
      {"harflerde", "harf", "pl loc"},
      {"usulüne", "usul", "p3s dat"},
      {"alkole", "alkol", "dat"},
      {"ülkesinin", "ülke", "p3s gen"},
      {"kitaplarımızdan", "kitap", "pl p1p abl"},
      {"başbakanımızın", "başbakan", "p1p gen"},
      {"kâğıdını", "kağıt", "p3s acc"},
  });
}

TEST_CASE("nouns as predicates, and -ki") {
  check_readings({
      {"evdeydi", "ev", "loc cop.past"},
      {"hastadır", "hasta", "cop.dir"},
      {"güzelse", "güzel", "cop.cond"},
      {"çocukken", "çocuk", "cop.while"},
      {"evdekiler", "ev", "loc ki pl"},
      {"arasındaki", "ara", "p3s loc ki"},
      {"bugünkü", "bugün", "ki"},
      {"dünkü", "dün", "ki"},
      {"sabahki", "sabah", "ki"},
      {"türkiyenin", "türkiye", "gen"},
  });
}

TEST_CASE("we possess is read rather than I possess and we are") {
  check_readings({
      {"ülkemiz", "ülke", "p1p"},
      {"başbakanımız", "başbakan", "p1p"},
      {"cumhurbaşkanımız", "cumhurbaşkanı", "p1p"},
  });
}

TEST_CASE("verbs: -Iyor, de- and ye-, softening, voices, moods") {
  check_readings({
      {"başlıyor", "başla", "prog"},
      {"söylüyordu", "söyle", "prog cop.past"},
      {"bekliyorlar", "bekle", "prog person"},
      {"istemiyoruz", "iste", "prog person"},
      {"koruyor", "koru", "prog"},
      {"gidiyor", "git", "prog"},
      {"ediyor", "et", "prog"},
      {"diyor", "de", "prog"},
      {"demiyor", "de", "prog"},
      {"diyecek", "de", "acak"},
      {"demişti", "de", "evid cop.past"},
      {"yiyorlar", "ye", "prog person"},
      {"yiyip", "ye", "conv"},
      {"yedik", "ye", "past person"},
      {"yemeyecek", "ye", "neg acak"},
      {"çevrildi", "çevir", "pass past"},
      {"kaydedildi", "kaydet", "pass past"},
      {"okutuldu", "oku", "caus pass past"},
      {"konuşulan", "konuş", "pass an"},
      {"yapamadı", "yap", "unable past"},
      {"yapabilir", "yap", "able aor"},
      {"alır", "al", "aor"},
      {"yapar", "yap", "aor"},
      {"çalışır", "çalış", "aor"},
      {"gelmez", "gel", "neg aor"},
      {"gelirken", "gel", "aor cop.while"},
      {"gelseydi", "gel", "cond cop.past"},
      {"bitirdiğinde", "bitir", "dik p3s loc"},
      {"seçilmesi", "seç", "pass ma p3s"},
      {"yazmaktan", "yaz", "mak abl"},
      {"koşarak", "koş", "conv"},
  });
}

TEST_CASE("a passive of a passive is a form of its verb") {
  for (const std::string word : {"denildi", "denilen", "denilerek", "istenilen"}) {
    const std::vector<Analysis> best = shipped().analyze(word, 1);
    REQUIRE(best.size() == 1);
    CHECK_MESSAGE(best.front().root == std::string(word.starts_with("den") ? "de" : "iste"), word);
  }
}

TEST_CASE("compounds and pronouns") {
  check_readings({
      {"milletvekillerimiz", "milletvekili", "pl p1p"},
      {"milletvekilinin", "milletvekili", "gen"},
      {"cumhurbaşkanının", "cumhurbaşkanı", "gen"},
      {"işbirliğini", "işbirliği", "acc"},
      {"kamuoyunda", "kamuoyu", "loc"},
      {"hanımeline", "hanımeli", "dat"},
      {"bana", "ben", ""},
      {"sana", "sen", ""},
      {"bizimle", "biz", ""},
      {"onunla", "o", ""},
      {"bunu", "bu", ""},
      {"şuna", "şu", ""},
      {"kimlerin", "kim", ""},
      {"nereye", "nere", ""},
      {"kendisine", "kendi", ""},
      {"birbirlerine", "birbiri", ""},
  });
}

TEST_CASE("derivations stay in the stem, inflections go") {
  struct Case {
    std::string word;
    std::string stem;
  };
  const std::vector<Case> cases = {
      {"gazetecilerin", "gazeteci"},
      {"gazetecilikten", "gazetecilik"},
      {"tuzluklar", "tuzluk"},
      {"evsizlere", "evsiz"},
      {"suçluların", "suçlu"},
      {"işsizliğin", "işsizlik"},
      {"bankacılığı", "bankacılık"},
      {"okuyucuların", "okuyucu"},
      {"bakanlığının", "bakanlık"},
      {"gözlükçüler", "gözlükçü"},
      {"cumhurbaşkanlığına", "cumhurbaşkanlığı"},
      {"bilimsel", "bilimsel"},
      {"üçüncüsü", "üçüncü"},
      {"amerikalıların", "amerikalı"},
      {"yenileyiciler", "yenileyici"},
  };
  for (const Case& c : cases) CHECK_MESSAGE(shipped().stem(c.word) == c.stem, c.word);
}

TEST_CASE("roots that no list has are guessed") {
  struct Case {
    std::string word;
    std::string stem;
  };
  const std::vector<Case> cases = {
      {"obamacıların", "obamacı"},
      {"obamacılar", "obamacı"},
      {"zelenskinin", "zelenski"},
      {"zelenski", "zelenski"},
      {"oreşkinden", "oreşkin"},
      {"oreşkinlere", "oreşkin"},
      {"oreşkin", "oreşkin"},
      {"bromvikler", "bromvik"},
      {"kasterodan", "kastero"},
      {"kasteronun", "kastero"},
      {"trendovalara", "trendova"},
      // -In may be the name's own.
      {"bromvikin", "bromvikin"},
  };
  for (const Case& c : cases) {
    CHECK_MESSAGE(shipped().stem(c.word) == c.stem, c.word);
    CHECK_MESSAGE(shipped().is_name(c.word), c.word);
  }
  for (const std::string word : {"bromvikler", "kasterodan", "trendovalara"}) {
    const std::vector<Analysis> best = shipped().analyze(word, 1);
    REQUIRE(best.size() == 1);
    CHECK(best.front().guessed);
    CHECK(best.front().root_class == RootClass::kName);
  }
  CHECK_FALSE(shipped().is_name("kitapların"));
  CHECK_FALSE(shipped().is_name("geldi"));
  CHECK(shipped().is_name("türkiyenin"));
  CHECK(shipped().is_name("владимир"));
}

TEST_CASE("what is no word of Turkish letters is its own stem") {
  const std::string long_word(kMaxWordLetters + 1, 'a');
  for (const std::string& word :
       std::vector<std::string>{"владимир", "11.30", "f16", "", "Ev", "josé", "ev-ev", long_word}) {
    CHECK(shipped().stem(word) == word);
    CHECK(shipped().analyze(word, 10).empty());
    CHECK(shipped().restore(word, 10).empty());
  }
}

TEST_CASE("analyses come cheapest first, and no more than asked for") {
  for (const std::string word : {"altında", "kitabı", "konulan", "yüzü", "gelir", "adamın"}) {
    const std::vector<Analysis> all = shipped().analyze(word, 1000);
    REQUIRE(all.size() > 1);
    CHECK(std::is_sorted(all.begin(), all.end(),
                         [](const Analysis& a, const Analysis& b) { return a.cost < b.cost; }));
    const std::vector<Analysis> two = shipped().analyze(word, 2);
    REQUIRE(two.size() == 2);
    CHECK(two[0] == all[0]);
    CHECK(two[1] == all[1]);
    CHECK(shipped().analyze(word, 0).empty());
    CHECK(shipped().stem(word) == all.front().stem);
  }
}

TEST_CASE("words typed without Turkish letters are restored") {
  struct Case {
    std::string typed;
    std::string word;
    std::string stem;
  };
  const std::vector<Case> cases = {
      {"isbirligi", "işbirliği", "işbirliği"},
      {"cumhurbaskani", "cumhurbaşkanı", "cumhurbaşkanı"},
      {"secimlerinde", "seçimlerinde", "seçim"},
      {"ogrenciler", "öğrenciler", "öğrenci"},
      {"goruldugu", "görüldüğü", "gör"},
      {"turkiye", "türkiye", "türkiye"},
      {"baskan", "başkan", "başkan"},
      {"calisma", "çalışma", "çalışma"},
      {"dusunce", "düşünce", "düşünce"},
      {"isik", "ışık", "ışık"},
      {"okul", "okul", "okul"},  // is a word as it stands
      {"kitap", "kitap", "kitap"},
      // What SECIM becomes in lower case by Turkish rules.
      {"secım", "seçim", "seçim"},
      {"secımlerınde", "seçimlerinde", "seçim"},
  };
  for (const Case& c : cases) {
    const std::vector<Morphology::Restoration> restored = shipped().restore(c.typed, 3);
    REQUIRE_MESSAGE(!restored.empty(), c.typed);
    CHECK_MESSAGE(restored.front().word == c.word, c.typed);
    CHECK_MESSAGE(restored.front().stem == c.stem, c.typed);
  }
}

TEST_CASE("words with Turkish letters, and those without a doubtful one, have nothing to restore") {
  for (const std::string word : {"görüldü", "işbirligi", "seçimlerinde", "öğrenci", "ağaç",
                                 "sınırlı", "sınır", "kalp", "ev", "123", "а", "ş", ""})
    CHECK_MESSAGE(restored_words(word).empty(), word);
  // A word of a-z that no root explains.
  CHECK(restored_words("bromvikgscu").empty());
}

TEST_CASE("restorations are distinct, cheapest first, and no more than asked for") {
  for (const std::string typed : {"sinir", "olum", "acik", "ilce", "aci", "kasi"}) {
    const std::vector<Morphology::Restoration> restored = shipped().restore(typed, 100);
    REQUIRE(restored.size() > 1);
    std::set<std::string> distinct;
    int last = 0;
    for (const Morphology::Restoration& restoration : restored) {
      CHECK(restoration.cost >= last);
      last = restoration.cost;
      distinct.insert(restoration.word);
      const std::vector<Analysis> best = shipped().analyze(restoration.word, 1);
      REQUIRE(!best.empty());
      CHECK(best.front().cost == restoration.cost);
      CHECK(best.front().stem == restoration.stem);
    }
    CHECK(distinct.size() == restored.size());
    CHECK(restored_words(typed, 1) == std::vector<std::string>{restored.front().word});
  }
  CHECK(restored_words("sinir", 100) == std::vector<std::string>{"sınır", "sinir"});
}
