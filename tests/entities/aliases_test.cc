#include "entities/aliases/aliases.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "entities/aliases/alias_file.h"
#include "entities/aliases/alias_suggestions.h"
#include "entities/aliases/name_key.h"
#include "entities/names/shipped_names.h"
#include "newsidx/error.h"
#include "store/archive.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

using enum EntityType;

AliasTable table_of(const std::string& first, const std::string& second = "") {
  return AliasTable({parse_aliases(first, "first"), parse_aliases(second, "second")});
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("what shows nothing is no part of a name") {
  const auto lines =
      parse_aliases("\uFEFFABD\torg\tA\u00ADmerika\n\uFEFFAB\u200D\torg\n\u200D#x\torg\n", "x");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == AliasLine{"ABD", EntityType::kOrganization, {"Amerika"}});
  CHECK(lines[1] == AliasLine{"AB", EntityType::kOrganization, {}});
}

TEST_CASE("one key for what case, Turkish letters and marks tell apart") {
  struct Case {
    std::string name;
    std::string key;
  };
  const std::vector<Case> cases = {
      {"Putin", "putin"},
      {"PUTİN", "putin"},
      {"IŞIK", "isik"},
      {"  Şi \n Cinping ", "si cinping"},
      {"A.B.D.", "abd"},
      {"G.W. Bush", "gw bush"},
      {"G. W. Bush", "gw bush"},
      {"İ.Melih Gökçek", "i melih gokcek"},
      {"Kur'an", "kuran"},
      {"Ban Ki-mun", "ban ki mun"},
      {"20. yüzyıl", "20 yuzyil"},
      {"…", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(name_key(c.name) == c.key);
    CHECK(name_key(name_key(c.name)) == name_key(c.name));
  }
}

TEST_CASE("spellings of one foreign name, and Turkish names that are two") {
  struct Case {
    std::string a;
    std::string b;
    bool same;
  };
  const std::vector<Case> cases = {
      {"Maksim Oreşkin", "Maksim Oreshkin", true},
      {"Oreşkin", "OREŞKİN", true},
      {"Igor Seçin", "Igor Sechin", true},
      {"Dmitriy Medvedev", "Dmitri Medvedev", true},
      {"Zelenskiy", "Zelenski", true},
      {"Maxim", "Maksim", true},
      {"Can Demir", "Kan Demir", false},
      {"Ahmet Yılmaz", "Mehmet Yılmaz", false},
      {"Putin", "Vladimir Putin", false},
      {"Şi Cinping", "Xi Jinping", false},
      {"Ahmet Y.", "Ahmet İ.", false},
      {"Ankara 1.", "Ankara 11.", false},
      {"", "", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.a);
    CAPTURE(c.b);
    CHECK(same_foreign_name(c.a, c.b) == c.same);
    CHECK(same_foreign_name(c.b, c.a) == c.same);
  }
}

TEST_CASE("the shipped list names whom the world knows, whatever he is called") {
  const auto table = AliasTable::shipped();
  struct Case {
    EntityType type;
    std::string name;
    std::string canonical;
  };
  const std::vector<Case> cases = {
      {kPerson, "Xi Jinping", "Şi Cinping"},
      {kPerson, "ŞI CINPING", "Şi Cinping"},
      {kPerson, "putin", "Vladimir Putin"},
      {kPerson, "Atatürk", "Mustafa Kemal Atatürk"},
      {kPerson, "Erdogan", "Recep Tayyip Erdoğan"},
      {kOrganization, "AKP", "Adalet ve Kalkınma Partisi"},
      {kOrganization, "Ak Parti", "Adalet ve Kalkınma Partisi"},
      {kOrganization, "ŞİÖ", "Şanghay İşbirliği Örgütü"},
      {kOrganization, "F.Bahçe", "Fenerbahçe"},
      {kPlace, "Amerika Birleşik Devletleri", "ABD"},
      {kPlace, "Beijing", "Pekin"},
      {kPlace, "Tianjin", "Tiencin"},
      {kPlace, "Putin", "Putin"},  // not of this type
      {kPerson, "Ayşe Bilinmez", "Ayşe Bilinmez"},
      {kPerson, "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(table->canonical(c.type, c.name) == c.canonical);
  }
  CHECK(table->lines().size() > 500);
  // The program does not look whether a spelling stands in two lines.
  CHECK_NOTHROW(parse_aliases(shipped_aliases(), "aliases.tsv"));
  // Every name leads to its line, and only to it.
  for (const AliasLine& line : table->lines()) {
    CAPTURE(line.canonical);
    CHECK(table->canonical(line.type, line.canonical) == line.canonical);
    CHECK(table->spellings(line.type, line.canonical).size() == line.spellings.size() + 1);
    for (const std::string& spelling : line.spellings)
      CHECK(table->canonical(line.type, spelling) == line.canonical);
  }
}

TEST_CASE("a later list has the last word") {
  const std::string shipped = "Şi Cinping\tperson\tXi Jinping\tŞi\nAbdullah Gül\tperson\n";
  SUBCASE("it adds spellings, in any case, and leaves other types alone") {
    const AliasTable table = table_of(shipped, "ŞI CİNPİNG\tperson\tSi Dzinpin\nX\tplace\tŞi\n");
    CHECK(table.spellings(kPerson, "si dzinpin") ==
          Names{"ŞI CİNPİNG", "Xi Jinping", "Şi", "Si Dzinpin"});
    CHECK(table.canonical(kPlace, "Şi") == "X");
  }
  SUBCASE("it renames") {
    const AliasTable table = table_of(shipped, "Xi Jinping\tperson\tŞi Cinping\n");
    CHECK(table.spellings(kPerson, "Şi") == Names{"Xi Jinping", "Şi Cinping", "Şi"});
  }
  SUBCASE("it moves a spelling") {
    const AliasTable table = table_of(shipped, "Şi Başka\tperson\tŞi\n");
    CHECK(table.canonical(kPerson, "Şi") == "Şi Başka");
    CHECK(table.spellings(kPerson, "Xi Jinping") == Names{"Şi Cinping", "Xi Jinping"});
  }
  SUBCASE("it joins two names, with the spellings of both") {
    const AliasTable table = table_of(shipped, "Abdullah Gül\tperson\tŞi Cinping\n");
    CHECK(table.spellings(kPerson, "Şi") ==
          Names{"Abdullah Gül", "Şi Cinping", "Xi Jinping", "Şi"});
    CHECK(table.lines().size() == 1);
  }
  SUBCASE("it lets a spelling stand for itself") {
    const AliasTable table = table_of(shipped, "Şi\tperson\n");
    CHECK(table.spellings(kPerson, "Şi") == Names{"Şi"});
    CHECK(table.spellings(kPerson, "Xi Jinping") == Names{"Şi Cinping", "Xi Jinping"});
  }
}

TEST_CASE("lines of a list, and what is none") {
  CHECK(parse_aliases("\xEF\xBB\xBF# note\n\n Koç  Holding \torganization\tKoç\t\t\r\n", "x") ==
        std::vector<AliasLine>{{"Koç Holding", kOrganization, {"Koç"}}});
  for (const std::string bad :
       {"Putin\n", "Putin\tman\tx\n", "\tperson\tx\n", "…\tperson\n", "A\tperson\t…\n",
        "\nPutin\tperson\tPUTİN VLADİMİR\n\nVladimir\tperson\tPutin Vladimir\n", "\xFFx\tperson\n",
        "person\tPutin\tVladimir Putin\n"}) {
    CAPTURE(bad);
    try {
      parse_aliases(bad, "own.tsv");
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kConfiguration);
      CHECK(std::string(error.what()).starts_with("own.tsv:"));
      CHECK(!message_advice(error.message()).empty());
    }
  }
}

TEST_CASE("a list is changed line by line, and keeps its comments") {
  const std::string list = "# mine\nŞi Cinping\tperson\tXi Jinping\n\nKoç\torg\tKH\n";
  struct Case {
    AliasLine line;
    std::string result;
  };
  const std::vector<Case> cases = {
      {{"Şi Cinping", kPerson, {"XI JINPING", "Si"}},
       "# mine\nŞi Cinping\tperson\tXi Jinping\tSi\n\nKoç\torg\tKH\n"},
      {{"Xi Jinping", kPerson, {"Si"}},
       "# mine\nXi Jinping\tperson\tŞi Cinping\tSi\n\nKoç\torg\tKH\n"},
      {{"Koç Holding", kOrganization, {"Koç"}},
       "# mine\nŞi Cinping\tperson\tXi Jinping\n\nKoç Holding\torg\tKoç\tKH\n"},
      {{"Koç Holding", kOrganization, {"KH"}},
       "# mine\nŞi Cinping\tperson\tXi Jinping\n\nKoç Holding\torg\tKH\n"},
      {{"Vehbi Koç", kPerson, {"Koç"}}, list + "Vehbi Koç\tperson\tKoç\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.line.canonical);
    CHECK(with_alias(list, c.line) == c.result);
    CHECK_NOTHROW(parse_aliases(c.result, "x"));
  }
  CHECK(without_alias(list, kPerson, "xi jinping") == "# mine\n\nKoç\torg\tKH\n");
  CHECK(without_alias(list, kOrganization, "Koç") == "# mine\nŞi Cinping\tperson\tXi Jinping\n\n");
  CHECK(without_alias(list, kPlace, "Koç") == list);
}

TEST_CASE("an index's list adds to the shipped one") {
  const auto list_of = [](const std::filesystem::path& index_dir) {
    return AliasTable::with_own(read_alias_list(index_dir), "aliases.tsv");
  };
  const test::TempDir dir;
  CHECK(list_of(dir.path())->canonical(kPerson, "Zırtapoz") == "Zırtapoz");
  dir.write("aliases.tsv", "Zır Tapoz\tperson\tZırtapoz\n");
  const auto table = list_of(dir.path());
  CHECK(table->canonical(kPerson, "ZIRTAPOZ") == "Zır Tapoz");
  CHECK(table->canonical(kPerson, "Xi Jinping") == "Şi Cinping");
  dir.write("aliases.tsv", "Zır Tapoz\n");
  CHECK_THROWS_AS(list_of(dir.path()), Error);
}

TEST_CASE("what an archive's names suggest") {
  const std::vector<CountedName> names = {
      {kPerson, "Abdullah Gül", 300},
      {kPerson, "Nurhan Gül", 4},
      {kPerson, "Gül", 90},
      {kPerson, "Ahmet Yılmaz", 30},
      {kPerson, "Mehmet Yılmaz", 25},
      {kPerson, "Yılmaz", 40},
      {kPerson, "Maksim Oreşkin", 12},
      {kPerson, "Maksim Oreshkin", 5},
      {kPerson, "Can Demir", 5},
      {kPerson, "Kan Demir", 5},
      {kPerson, "Tayyip Erdoğan", 50},
      {kPerson, "Recep Tayyip Erdoğan", 400},
      {kOrganization, "Türkiye Deneme Kurumu", 39},
      {kOrganization, "TDK", 20},
      {kOrganization, "Türk Demir Kulübü", 1},
      {kOrganization, "AD", 20},
      {kOrganization, "Acı Dil", 20},
      {kOrganization, "TYK", 20},
      {kOrganization, "Türk Yün Kurumu", 9},
      {kOrganization, "Türk Yol Kurumu", 8},
  };
  Names found;
  for (const AliasSuggestion& suggestion : suggest_aliases(names))
    found.push_back(std::string(alias_reason_name(suggestion.reason)) + ": " +
                    suggestion.canonical + " <- " + suggestion.spelling);
  CHECK(found == Names{"short: Abdullah Gül <- Gül",
                       "short: Recep Tayyip Erdoğan <- Tayyip Erdoğan",
                       "acronym: Türkiye Deneme Kurumu <- TDK",
                       "spelling: Maksim Oreşkin <- Maksim Oreshkin"});
}
