#include "entities/article/article_names.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "entities/aliases/aliases.h"
#include "entities/aliases/name_forms.h"
#include "entities/article/best_name.h"
#include "entities/names/name_finder.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

using enum EntityType;

// Text in which names are marked: [Putin'in|Putin], with /p, /l or /o for the type (a person when
// there is none). So a test does not hang on what the finder finds.
struct Marked {
  std::string text;
  std::vector<Mention> mentions;
};

Marked marked(const std::string& source) {
  Marked result;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] != '[') {
      result.text += source[i];
      continue;
    }
    const std::size_t end = source.find(']', i);
    std::string name = source.substr(i + 1, end - i - 1);
    Mention mention;
    const std::size_t slash = name.rfind('/');
    if (slash != std::string::npos) {
      mention.type = name[slash + 1] == 'l'   ? kPlace
                     : name[slash + 1] == 'o' ? kOrganization
                                              : kPerson;
      name.resize(slash);
    }
    mention.begin = result.text.size();
    result.text += name;
    mention.end = result.text.size();
    mention.name = name.substr(0, name.find('\''));
    result.mentions.push_back(mention);
    i = end;
  }
  return result;
}

// "name: mentions" of each entity, in order.
std::vector<std::string> entities_of(const std::string& source) {
  const Marked article = marked(source);
  std::vector<std::string> found;
  for (const NamedEntity& entity : resolve_names(article.text, article.mentions))
    found.push_back(entity.name + ": " + std::to_string(entity.mentions));
  return found;
}

struct NamedCase {
  std::string source;
  std::vector<std::string> entities;
};

void check(const std::vector<NamedCase>& cases) {
  for (const NamedCase& c : cases) {
    CAPTURE(c.source);
    CHECK(entities_of(c.source) == c.entities);
  }
}

// The names of real text, by entity: type:name -> how it is called there.
std::map<std::string, std::set<std::string>> resolved(const std::string& text,
                                                      std::set<std::string>* offices = nullptr) {
  NameFinder finder;
  const std::vector<Mention> mentions = finder.find(text);
  const ArticleNames names = resolve_article_names(text, mentions);
  const auto aliases = AliasTable::shipped();
  const auto entity_name = [&](const NamedEntity& entity) {
    return std::string(entity_type_name(entity.type)) + ":" +
           aliases->canonical(entity.type, entity.name);
  };
  std::map<std::string, std::set<std::string>> found;
  for (const NamedEntity& entity : names.entities)
    found[entity_name(entity)].insert(entity.spellings.begin(), entity.spellings.end());
  if (offices != nullptr)
    for (const OfficeMention& office : names.offices)
      offices->insert(text.substr(office.begin, office.end - office.begin) + " = " +
                      entity_name(names.entities[office.entity]));
  return found;
}

}  // namespace

TEST_CASE("a name is one whatever its case, and is called as it is best written") {
  check({
      {"", {}},
      {"[PUTİN] geldi. [Putin] gitti. [Putin'in] sözü", {"Putin: 3"}},
      {"[PUTİN] GELDİ", {"Putin: 1"}},
      {"[İZMİR/l] ve [IĞDIR/l]", {"İzmir: 1", "Iğdır: 1"}},
      {"[HİLLARY CLİNTON] ve [HILLARY CLINTON]", {"Hillary Clinton: 2"}},
      {"[NATO/o] ve [ABD/l] ve [GALATASARAY/o]", {"NATO: 1", "ABD: 1", "Galatasaray: 1"}},
      {"[Sayın Erdoğan] ile [Ahmet Bey]", {"Erdoğan: 1", "Ahmet: 1"}},
      {"[Kraliçe Elizabeth] ve [Elizabeth]", {"Kraliçe Elizabeth: 2"}},
  });
}

TEST_CASE("a short name takes the long one of the article") {
  check({
      {"[Şi Cinping] geldi. [Şi] konuştu, [Şi'nin] sözü", {"Şi Cinping: 3"}},
      {"[Erdoğan] konuştu\n[Recep Tayyip Erdoğan] dedi ki", {"Recep Tayyip Erdoğan: 2"}},
      {"[Tayyip Erdoğan] ve [Recep Tayyip Erdoğan], [Tayyip]", {"Recep Tayyip Erdoğan: 3"}},
      {"[R. Tayyip Erdoğan] ile [Recep Tayyip Erdoğan]", {"Recep Tayyip Erdoğan: 2"}},
      {"[G.W. Bush] ve [George W. Bush] ve [Bush]", {"George W. Bush: 3"}},
      {"[Ayşe Arman] ve [Ayşe Arman Demir]", {"Ayşe Arman Demir: 2"}},
      {"[Keloğlan ESKİŞEHİR] ve [Keloğlan]", {"Keloğlan: 2"}},
      {"[Mustafa Denizli], [Mustafa]", {"Mustafa Denizli: 2"}},
      // A given name that many have, before anyone with it is named.
      {"x\n[Mustafa] geldi. [Mustafa Denizli]", {"Mustafa: 1", "Mustafa Denizli: 1"}},
      {"x\n[Vızıl] geldi. [Vızıl Denizli]", {"Vızıl Denizli: 2"}},
      // Of several types the surname's people and the place are kept apart.
      {"[Denzel Washington] [Washington/l] gitti, [Washington] oynadı",
       {"Denzel Washington: 2", "Washington: 1"}},
      {"[Vladimir Putin], [Putin/l]", {"Vladimir Putin: 2"}},
  });
}

TEST_CASE("two people of one name are not one") {
  check({
      {"[Ahmet Yılmaz] ve [Mehmet Yılmaz] geldi. [Yılmaz] konuştu",
       {"Ahmet Yılmaz: 1", "Mehmet Yılmaz: 1", "Yılmaz: 1"}},
      // The title tells who is meant.
      {"Bakan [Ahmet Yılmaz] ve avukat [Mehmet Yılmaz] geldi. Bakan [Yılmaz] konuştu",
       {"Ahmet Yılmaz: 2", "Mehmet Yılmaz: 1"}},
      // So does kinship: the surname alone is not the wife's.
      {"[Tayyip Erdoğan] ve eşi [Emine Erdoğan] geldi. [Erdoğan] konuştu",
       {"Tayyip Erdoğan: 2", "Emine Erdoğan: 1"}},
      // And who was named last, where the other was long ago.
      {"[Ahmet Yılmaz] geldi." + std::string(400, 'x') + " [Mehmet Yılmaz] geldi. [Yılmaz] konuştu",
       {"Mehmet Yılmaz: 2", "Ahmet Yılmaz: 1"}},
      {"[Recep Erdoğan], [Tayyip Erdoğan], [Recep Tayyip Erdoğan]",
       {"Recep Erdoğan: 1", "Tayyip Erdoğan: 1", "Recep Tayyip Erdoğan: 1"}},
      {"[Ali Veli Can] ve [Ali Hasan Can] ve [Ali Can]",
       {"Ali Veli Can: 1", "Ali Hasan Can: 1", "Ali Can: 1"}},
      // Two names run together.
      {"[Burhan Kuzu] ve [Burhan Kuzu Erdoğan] ve [Kuzu] ve [Erdoğan]",
       {"Burhan Kuzu: 3", "Erdoğan: 1"}},
      {"[Adnan Menderes]. [Menderesin Atatürk] sözü. [Atatürk], [Atatürk]",
       {"Atatürk: 2", "Adnan Menderes: 1", "Menderesin Atatürk: 1"}},
      // Whom a surname meant three times it goes on to mean.
      {"[Ali Can] geldi. [Can], [Can], [Can]. [Veli Can] geldi. [Can] konuştu",
       {"Ali Can: 5", "Veli Can: 1"}},
      {"[Mehmet Öz] ve [Mehmet Su], [Mehmet]", {"Mehmet Öz: 1", "Mehmet Su: 1", "Mehmet: 1"}},
  });
}

TEST_CASE("foreign spellings of one name") {
  check({
      {"[Maksim Oreşkin] ve [Maksim Oreshkin], [Oreshkin], [Oreşkin]", {"Maksim Oreşkin: 4"}},
      {"[Can Demir] ve [Kan Demir]", {"Can Demir: 1", "Kan Demir: 1"}},
  });
}

TEST_CASE("acronyms and short names of organisations") {
  check({
      {"[Şanghay İşbirliği Örgütü/o] ([ŞİÖ/o]) toplandı. [ŞİÖ'nün/o] zirvesi",
       {"Şanghay İşbirliği Örgütü: 3"}},
      {"[ŞİÖ/o] ([Şanghay İşbirliği Örgütü/o]) toplandı", {"Şanghay İşbirliği Örgütü: 2"}},
      {"[Türkiye Futbol Federasyonu/o] dün, [TFF/o] bugün", {"Türkiye Futbol Federasyonu: 2"}},
      {"[Adalet ve Kalkınma Partisi/o] (AKP) dün. [AKP/o]", {"Adalet ve Kalkınma Partisi: 2"}},
      {"[Halkın Demokrasi Partisi/o] (HADEP). [HADEP/o]", {"Halkın Demokrasi Partisi: 2"}},
      // Two letters are nobody's initials, and three are not when two names have them.
      {"[Avro Bölgesi/o], [AB/o]", {"Avro Bölgesi: 1", "AB: 1"}},
      {"[Türk Dil Kurumu/o], [Türk Don Kurumu/o], [TDK/o]",
       {"Türk Dil Kurumu: 1", "Türk Don Kurumu: 1", "TDK: 1"}},
      {"[Dışişleri Bakanlığı/o] ve [Dışişleri/o]", {"Dışişleri Bakanlığı: 2"}},
      {"[Çin Dışişleri Bakanlığı/o] dün, [Dışişleri Bakanlığı/o] bugün",
       {"Çin Dışişleri Bakanlığı: 2"}},
      {"[Dışişleri Bakanlığı/o] dün, [Çin Dışişleri Bakanlığı/o] bugün",
       {"Dışişleri Bakanlığı: 1", "Çin Dışişleri Bakanlığı: 1"}},
      {"[IMF-Dünya Bankası/o], [Dünya Bankası/o]", {"IMF-Dünya Bankası: 1", "Dünya Bankası: 1"}},
      {"[Koç Üniversitesi/o] ve [Koç/o]", {"Koç Üniversitesi: 1", "Koç: 1"}},
  });
}

TEST_CASE("offices point to whom the article names with them") {
  check({
      {"[Çin/l] Devlet Başkanı [Şi Cinping] geldi. Çin Devlet Başkanı'nın sözü",
       {"Şi Cinping: 2", "Çin: 1"}},
      {"Rus lider [Vladimir Putin] geldi. Rus liderin sözü", {"Vladimir Putin: 2"}},
      {"Rusya Devlet Başkanı [Putin] geldi. Rus lider gitti", {"Putin: 2"}},
      {"Başbakan [Erdoğan] geldi. Başbakan gitti.", {"Erdoğan: 2"}},
      {"Başbakan [Erdoğan] geldi. BAŞBAKAN GİTTİ", {"Erdoğan: 2"}},
      {"Cumhurbaşkanı [Gül] geldi. Cumhurbaşkanının sözü", {"Gül: 2"}},
      {"Almanya Şansölyesi [Merkel] geldi. Alman Şansölye konuştu", {"Merkel: 2"}},
      {"Suudi Arabistan Kralı [Abdullah], Suudi Arabistan Kralı'nın", {"Abdullah: 2"}},
      {"Bulgar Dışişleri Bakanı [Kalfin]. Bulgar Dışişleri Bakanı", {"Kalfin: 2"}},
      {"Başbakan [Erdoğan] geldi. Başbakan Yardımcısı gitti.", {"Erdoğan: 1"}},
      {"Başbakan [Erdoğan] geldi. Eski Başbakan gitti.", {"Erdoğan: 1"}},
      {"Başbakan [Erdoğan] geldi. İngiltere Başbakanı gitti.", {"Erdoğan: 1"}},
      // Two leaders of one country; a leader of no country; several of them at once.
      {"Rus lider [Putin] ve Rusya Başbakanı [Medvedev], Rus lider", {"Putin: 1", "Medvedev: 1"}},
      {"Rus lider [Putin] geldi. Çin ve Rusya liderleri", {"Putin: 1"}},
      {"Rus lider [Putin] geldi, bir lider", {"Putin: 1"}},
      {"Cumhurbaşkanı [Gül] geldi. İki Cumhurbaşkanı", {"Gül: 1"}},
      {"Rusya Devlet Başkanı [Putin]. Rusya'nın Devlet Başkanı, Rusya'da Devlet Başkanı",
       {"Putin: 2"}},
      {"Eski Almanya Başbakanı [Schröder], Almanya Başbakanı", {"Schröder: 1"}},
      {"Devlet Bakanı [Hayati Yazıcı]. Devlet Bakanı geldi", {"Hayati Yazıcı: 1"}},
      {"CHP Genel Başkanı [Deniz Baykal]. CHP Genel Başkanı geldi", {"Deniz Baykal: 2"}},
  });
}

TEST_CASE("each mention has its entity, and the entities count them") {
  const Marked article = marked("[Putin] ve [Vladimir Putin] [Çin'e/l] gitti. [PUTİN]");
  const ArticleNames names = resolve_article_names(article.text, article.mentions);
  CHECK(names.entity_of == std::vector<std::size_t>{0, 0, 1, 0});
  CHECK(names.entities == std::vector<NamedEntity>{
                              {kPerson, "Vladimir Putin", 3, {"Putin", "Vladimir Putin", "PUTİN"}},
                              {kPlace, "Çin", 1, {"Çin"}}});
}

TEST_CASE("who is meant in the retold seed article: everyone, and nobody else") {
  std::set<std::string> offices;
  const auto found =
      resolved(test::read_file(test::source_dir() /
                               "corpus/articles/yeditepe-postasi/2025/2025-09-02-si-putin.txt"),
               &offices);
  const std::map<std::string, std::set<std::string>> expected = {
      {"person:Aleksandr Novak", {"Aleksandr Novak"}},
      {"person:Aleksey Miller", {"Aleksey Miller"}},
      {"person:Alexander Kozlov", {"Alexander Kozlov"}},
      {"person:Andrey Belousov", {"Andrey Belousov"}},
      {"person:Donald Trump", {"Donald Trump", "Trump"}},
      {"person:Igor Seçin", {"Igor Seçin"}},
      {"person:Maksim Oreşkin", {"Maksim Oreşkin"}},
      {"person:Maksim Reshetnikov", {"Maksim Reshetnikov"}},
      {"person:Sergey Lavrov", {"Sergey Lavrov"}},
      {"person:Vladimir Putin", {"Putin", "Vladimir Putin"}},
      {"person:Yuriy Uşakov", {"Yuriy Uşakov"}},
      {"person:Şi Cinping", {"Şi", "Şi Cinping"}},
      {"place:ABD", {"ABD"}},
      {"place:Alaska", {"Alaska"}},
      {"place:Moskova", {"Moskova"}},
      {"place:Pekin", {"Pekin"}},
      {"place:Rusya", {"Rusya"}},
      {"place:Tiencin", {"Tiencin"}},
      {"place:Ukrayna", {"Ukrayna"}},
      {"place:Washington", {"Washington"}},
      {"place:Çin", {"Çin"}},
      {"organization:BRICS", {"BRICS"}},
      {"organization:Devlet Başkanlığı İdaresi", {"Devlet Başkanlığı İdaresi"}},
      {"organization:Gazprom", {"Gazprom"}},
      {"organization:Kremlin", {"Kremlin"}},
      {"organization:Rosneft", {"Rosneft"}},
      {"organization:TASS", {"TASS"}},
      {"organization:Çin Dışişleri Bakanlığı", {"Çin Dışişleri Bakanlığı"}},
      {"organization:Şanghay İşbirliği Örgütü", {"ŞİÖ", "Şanghay İşbirliği Örgütü"}},
  };
  CHECK(found == expected);
  CHECK(offices.empty());
}

TEST_CASE("who is meant in the seed article itself, where it is at hand") {
  const auto shared = test::shared_dir();
  if (!shared) {
    MESSAGE("skipped: there is no ../shared");
    return;
  }
  std::set<std::string> offices;
  const auto found =
      resolved(test::read_file(*shared / "data/seed/2025-09-02-si-putin.txt"), &offices);
  std::set<std::string> names;
  for (const auto& [name, called] : found) names.insert(name);
  CHECK(names == std::set<std::string>{"person:Aleksandr Novak",
                                       "person:Aleksey Miller",
                                       "person:Alexander Kozlov",
                                       "person:Andrey Belousov",
                                       "person:Donald Trump",
                                       "person:Igor Seçin",
                                       "person:Maksim Oreşkin",
                                       "person:Maksim Reshetnikov",
                                       "person:Sergey Lavrov",
                                       "person:Vladimir Putin",
                                       "person:Yuriy Uşakov",
                                       "person:Şi Cinping",
                                       "place:ABD",
                                       "place:Alaska",
                                       "place:Moskova",
                                       "place:Pekin",
                                       "place:Rusya",
                                       "place:Tiencin",
                                       "place:Ukrayna",
                                       "place:Washington",
                                       "place:Çin",
                                       "organization:BRICS",
                                       "organization:Gazprom",
                                       "organization:Kremlin",
                                       "organization:Rosneft",
                                       "organization:Rusya Devlet Başkanlığı İdaresi",
                                       "organization:TASS",
                                       "organization:Çin Dışişleri Bakanlığı",
                                       "organization:Şanghay İşbirliği Örgütü"});
  const auto called = [&](const std::string& name) { return found.at(name); };
  CHECK(called("person:Şi Cinping") == std::set<std::string>{"Şi", "Şi Cinping"});
  CHECK(called("person:Vladimir Putin") == std::set<std::string>{"Putin", "Vladimir Putin"});
  CHECK(called("person:Donald Trump") == std::set<std::string>{"Trump", "Donald Trump"});
  CHECK(called("organization:Şanghay İşbirliği Örgütü") ==
        std::set<std::string>{"ŞİÖ", "Şanghay İşbirliği Örgütü"});
  CHECK(offices == std::set<std::string>{"Rus lider = person:Vladimir Putin",
                                         "Rus liderin = person:Vladimir Putin",
                                         "Çinli mevkidaşı = person:Şi Cinping"});
}

TEST_CASE("whatever the mentions are, each has an entity that counts it") {
  const std::vector<std::string> pieces = {"[Ali Yılmaz] ",
                                           "[Yılmaz] ",
                                           "[ALİ] ",
                                           "[AB/o] ",
                                           "(AB) ",
                                           "Başbakan ",
                                           "Rus lider ",
                                           "[. ] ",
                                           "[A B C/o] ",
                                           "[Ali\nVeli] ",
                                           "[’/l] ",
                                           "[Sayın Bey] ",
                                           "[İ/l] ",
                                           "([ABC/o]) ",
                                           "eşi ",
                                           "\n",
                                           "[Ali K. Yılmaz] ",
                                           "[a b c d e f g h/o] "};
  std::mt19937 random(13);
  for (int round = 0; round < 500; ++round) {
    std::string source;
    for (std::size_t n = random() % 30; n > 0; --n) source += pieces[random() % pieces.size()];
    CAPTURE(source);
    const Marked article = marked(source);
    const ArticleNames names = resolve_article_names(article.text, article.mentions);
    REQUIRE(names.entity_of.size() == article.mentions.size());
    std::vector<std::uint32_t> counts(names.entities.size());
    for (std::size_t m = 0; m < article.mentions.size(); ++m) {
      const NamedEntity& entity = names.entities.at(names.entity_of[m]);
      ++counts[names.entity_of[m]];
      CHECK(std::count(entity.spellings.begin(), entity.spellings.end(),
                       article.mentions[m].name) == 1);
    }
    for (const OfficeMention& office : names.offices) {
      ++counts.at(office.entity);
      CHECK(office.begin < office.end);
      CHECK(office.end <= article.text.size());
    }
    for (std::size_t i = 0; i < counts.size(); ++i) CHECK(counts[i] == names.entities[i].mentions);
    CHECK(resolve_names(article.text, article.mentions) == names.entities);
  }
}

TEST_CASE("a megabyte of names takes time by its length") {
  const auto seconds = [](const std::string& unit, std::size_t times, bool number) {
    std::string source;
    for (std::size_t i = 0; i < times; ++i) {
      std::string piece = unit;
      if (const std::size_t at = piece.find('#'); number && at != std::string::npos) {
        std::string letters;
        for (std::size_t n = i + 1; n > 0; n /= 20) letters += static_cast<char>('a' + n % 20);
        piece.replace(at, 1, letters);
      }
      source += piece;
    }
    const Marked article = marked(source);
    const std::clock_t begin = std::clock();  // of this process, whatever else runs
    resolve_names(article.text, article.mentions);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  // Quadratic, the longer text would take 64 times as long as the shorter, and minutes.
  for (const std::string unit :
       {"[A# Yılmaz] [Yılmaz] ", "[Ali Y#] ", "[Ali A# Yılmaz] [A# Yılmaz] ",
        "[Q# Kurumu/o] [QK/o] ", "[Ali Yılmaz] ", "[Ali A# B# Yılmaz] ", "[A#/o] ([B# C#/o]) ",
        "Rus lider [A# B#] Rus lider ", "[Ali] ( ", "[A# B#/o] ( ", "[A.] [B. A# Yılmaz] "}) {
    CAPTURE(unit);
    const double few = seconds(unit, 6'000, true);
    const double many = seconds(unit, 48'000, true);
    CHECK(many < 24 * few + 0.5);
  }
}
