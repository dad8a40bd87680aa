// Acronyms that articles explain, and what a query makes of them.
#include "indexer/building/acronyms.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "newsidx/error.h"
#include "store/acronym_table.h"
#include "store/fields.h"
#include "store/metadata.h"
#include "tests/text_index.h"

using namespace newsidx;
using test::has;
using test::Words;
using Index = test::TextIndex;

namespace {

// The explanations in a text: ŞİÖ = Şanghay İşbirliği Örgütü.
Words explained(const std::string& text) {
  Analyzer analyzer(StemmerKind::kLexicon);
  const std::vector<Token> tokens = analyzer.analyze(text);
  Words uses;
  for (const AcronymUse& use : find_acronym_uses(text, tokens)) {
    const auto from = [&](std::size_t first, std::size_t last) {
      return text.substr(tokens[first].begin, tokens[last - 1].end - tokens[first].begin);
    };
    uses.push_back(from(use.acronym, use.acronym + 1) + " = " + from(use.first, use.last));
  }
  return uses;
}

Words texts_of(const std::vector<LongForm>& forms) {
  Words texts;
  for (const LongForm& form : forms) texts.push_back(form.text);
  return texts;
}

LongForm long_form(const std::string& text, const std::vector<std::string>& stems,
                   std::uint32_t count) {
  return {text, stems, count, stems};
}

Words names_found(const Xapian::Database& database, const Words& stems) {
  Words acronyms;
  for (const CountedAcronym& found : find_acronyms(database, stems)) {
    CHECK(found.count > 0);
    acronyms.push_back(found.acronym);
  }
  return acronyms;
}

}  // namespace

TEST_CASE("where a text explains an acronym") {
  struct Case {
    std::string text;
    Words uses;
  };
  const std::vector<Case> cases = {
      {"Şanghay İşbirliği Örgütü (ŞİÖ) toplandı", {"ŞİÖ = Şanghay İşbirliği Örgütü"}},
      {"Dün ŞİÖ (Şanghay İşbirliği Örgütü) toplandı", {"ŞİÖ = Şanghay İşbirliği Örgütü"}},
      {"Şanghay İşbirliği Örgütü'nün (ŞİÖ) zirvesi", {"ŞİÖ = Şanghay İşbirliği Örgütü'nün"}},
      {"ŞİÖ'nün (Şanghay İşbirliği Örgütü) zirvesi", {"ŞİÖ'nün = Şanghay İşbirliği Örgütü"}},
      {"Şanghay İşbirliği Örgütü (ŞİÖ)'nün zirvesi", {"ŞİÖ = Şanghay İşbirliği Örgütü"}},
      {"Dünkü Adalet ve Kalkınma Partisi (AKP) kongresi", {"AKP = Adalet ve Kalkınma Partisi"}},
      {"AKP (Adalet ve Kalkınma Partisi) kongresi", {"AKP = Adalet ve Kalkınma Partisi"}},
      {"Avrupa Birliği (AB) ile Birleşmiş Milletler (BM)",
       {"AB = Avrupa Birliği", "BM = Birleşmiş Milletler"}},
      {"International Monetary Fund (IMF) uzmanları", {"IMF = International Monetary Fund"}},
      {"Avrupa Güvenlik ve İşbirliği Teşkilatı (AGİT)",
       {"AGİT = Avrupa Güvenlik ve İşbirliği Teşkilatı"}},
      {"Cumhuriyet Halk Partisi (CHP", {}},
      {"Cumhuriyet Halk Partisi (CHP Genel Başkanı)", {}},
      {"geçen yıl (2025) oldu", {}},
      {"Ankara'da bugün açıklandı (AA)", {}},
      {"(AA)", {}},
      {"AA", {}},
      {"Adalet ve Kalkınma Partisi (XYZ)", {}},
      {"unrelated words (XYZ)", {}},
      {"XYZ (Adalet ve Kalkınma Partisi)", {}},
      {"adalet ve kalkınma partisi (AKP)", {}},
      {"Adalet, Kalkınma Partisi (AKP)", {}},
      {"Adalet Kalkınma Partisi, (AKP)", {}},
      {"Adalet. Kalkınma Partisi (AKP)", {}},
      {"Kalkınma Adalet Partisi (AKP)", {}},
      {"Kalkınma Partisi (AKP)", {}},
      {"Adalet ve Kalkınma Partisi (akp)", {}},
      {"Ankara (A)", {}},
      {"Adalet ve ile de da Kalkınma Partisi (AKP)", {}},  // too many small words
      {"AKP (Adalet ve Kalkınma Partisi", {}},
      {"AKP (iktidardaki Adalet ve Kalkınma Partisi)", {}},
      {"AKP (", {}},
      {"(", {}},
      {"", {}},
  };
  for (const Case& c : cases) CHECK_MESSAGE(explained(c.text) == c.uses, c.text);
}

TEST_CASE("the index counts what its articles explain") {
  Index index({"Şanghay İşbirliği Örgütü (ŞİÖ) toplandı.",
               "Şanghay İşbirliği Örgütü'nün (ŞİÖ) zirvesi; ŞİÖ (Şırnak İmar Ofisi) değil.",
               "Adalet ve Kalkınma Partisi (AKP) kongresi."});
  const std::vector<LongForm> sio = find_long_forms(index.database(), "sio");
  REQUIRE(sio.size() == 2);
  CHECK(sio[0].text.starts_with("Şanghay İşbirliği Örgütü"));
  CHECK(sio[0].stems == Words{"sanghay", "isbirligi", "orgut"});
  CHECK(sio[0].count == 2);
  CHECK(sio[1].text == "Şırnak İmar Ofisi");
  CHECK(sio[1].count == 1);
  CHECK(names_found(index.database(), sio[0].stems) == Words{"sio"});
  CHECK(names_found(index.database(), sio[1].stems) == Words{"sio"});
  // The words that a query leaves out do not count.
  CHECK(names_found(index.database(), {"adalet", "kalkınma", "parti"}).empty());
  const std::vector<LongForm> akp = find_long_forms(index.database(), "akp");
  REQUIRE(akp.size() == 1);
  CHECK(akp[0].stems.size() == 4);
  Words without_ve = akp[0].stems;
  without_ve.erase(without_ve.begin() + 1);
  CHECK(names_found(index.database(), without_ve) == Words{"akp"});
  CHECK(find_long_forms(index.database(), "xyz").empty());
  CHECK(names_found(index.database(), {"parti"}).empty());
  CHECK(names_found(index.database(), {}).empty());

  SUBCASE("articles added later count as well") {
    index.add({"ŞİÖ (Şırnak İmar Ofisi) açıldı.", "ŞİÖ (Şırnak İmar Ofisi) kapandı."});
    index.open();
    const std::vector<LongForm> later = find_long_forms(index.database(), "sio");
    REQUIRE(later.size() == 2);
    CHECK(later[0].text == "Şırnak İmar Ofisi");
    CHECK(later[0].count == 3);
    CHECK(later[1].count == 2);
  }
}

TEST_CASE("a long form is found by its words however many of them a query leaves out") {
  Index index({"Barış için Ortaklık (BO) programı.", "Teröre karşın Çalışma Grubu (TÇG) kuruldu."});
  REQUIRE(find_long_forms(index.database(), "bo").size() == 1);
  CHECK(names_found(index.database(), {"baris", "ortaklik"}) == Words{"bo"});
  const std::vector<LongForm> tcg = find_long_forms(index.database(), "tcg");
  REQUIRE(tcg.size() == 1);
  CHECK(names_found(index.database(), {tcg[0].stems[0], tcg[0].stems[2], tcg[0].stems[3]}) ==
        Words{"tcg"});
}

TEST_CASE("counts of acronyms add up in the table") {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  AcronymCounts counts;
  counts.add("ab", long_form("Avrupa Birliği", {"avrupa", "birlik"}, 1));
  counts.add("ab", long_form("Avrupa Birliği'nin", {"avrupa", "birlik"}, 2));
  counts.add("ab", long_form("Ağır Bakım", {"agir", "bakim"}, 1));
  counts.add("eu", long_form("Avrupa Birliği", {"avrupa", "birlik"}, 5));
  counts.write_to(database);
  std::vector<LongForm> forms = find_long_forms(database, "ab");
  CHECK(texts_of(forms) == Words{"Avrupa Birliği", "Ağır Bakım"});
  CHECK(forms.front().count == 3);
  CHECK(names_found(database, {"avrupa", "birlik"}) == Words{"eu", "ab"});

  counts.write_to(database);  // forgotten: nothing is counted twice
  CHECK(find_long_forms(database, "ab").front().count == 3);
  counts.add("ab", long_form("Ağır Bakım", {"agir", "bakim"}, 9));
  counts.write_to(database);
  forms = find_long_forms(database, "ab");
  CHECK(texts_of(forms) == Words{"Ağır Bakım", "Avrupa Birliği"});
  CHECK(forms.front().count == 10);
}

TEST_CASE("an acronym of very many meanings, and very long ones") {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  AcronymCounts counts;
  for (int i = 0; i < 50; ++i)
    counts.add("aa", long_form("A" + std::to_string(i), {"a", "b" + std::to_string(i)}, 1));
  counts.add("bb", long_form("Uzun", {std::string(300, 'u')}, 1));
  counts.add(std::string(300, 'c'), long_form("Kısa", {"kisa"}, 1));
  counts.write_to(database);
  const std::size_t meanings = find_long_forms(database, "aa").size();
  CHECK(meanings > 0);
  CHECK(meanings < 50);
  CHECK(find_long_forms(database, "bb").empty());
  CHECK(names_found(database, {std::string(300, 'u')}).empty());
  CHECK(find_long_forms(database, std::string(300, 'c')).empty());
}

TEST_CASE("a damaged table is told, and one of another form is empty") {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (const std::string damaged : {"{", "{}", "5", "\xFF", "[1]", "[[1]]", "[[\"x\", 2]]"}) {
    database.set_metadata("newsidx.acronym.ab", damaged);
    CHECK_THROWS_AS(find_long_forms(database, "ab"), Error);
    write_metadata(database, "newsidx.acronym.ab", damaged);
    write_metadata(database, "newsidx.longform.a b ", damaged);
    CHECK_NOTHROW_MESSAGE(CHECK(find_long_forms(database, "ab").empty()), damaged);
    CHECK_NOTHROW_MESSAGE(CHECK(names_found(database, {"a", "b"}).empty()), damaged);
  }
}

TEST_CASE("acronyms and what they stand for") {
  Index index({"Şanghay İşbirliği Örgütü (ŞİÖ) toplandı.", "Örgütler konuştu."});
  for (const std::string word : {"ŞİÖ", "şiö", "sio", "ŞİÖ'nün"})
    CHECK_MESSAGE(has(index.expand(word).long_forms, Words{"sanghay", "isbirligi", "orgut"}), word);
  CHECK(index.expand("AKP").long_forms.empty());
  for (const std::string query : {"Şanghay İşbirliği Örgütü", "sanghay isbirligi orgutu"}) {
    const std::vector<JoinedWord> joined = index.join("dünkü " + query);
    REQUIRE(joined.size() == 1);
    CHECK(joined.front().first == 1);
    CHECK(joined.front().count == 3);
    CHECK(joined.front().terms == Words{"Wşiö"});
    CHECK(joined.front().acronym);
  }
  CHECK(index.join("Örgütü İşbirliği Şanghay").empty());
}

TEST_CASE("an acronym is one only in capitals, or where the small word is none") {
  Index index({"Sağlık Uygulama Tebliği (SUT) yayımlandı, ardından eczacılar konuştu.",
               "Kentsel Alan Tasarımı (KAT) anlatıldı, sonra sorular geldi.",
               "Balıkçılık Araştırma Laboratuvarı (BAL) açıldı, gemiler geldi.",
               "Türkiye Elektrik Kurumu (TEK) kuruldu, lambalar yandı.",
               "Anadolu Sanat İnsanları (ASİ) toplandı, resimler asıldı.",
               "Avrupa Birliği (AB) karar aldı, bakanlar döndü.",
               "Amerika Birleşik Devletleri (ABD) karar aldı, bakanlar döndü.",
               "Türk Silahlı Kuvvetleri (TSK) karar aldı, komutanlar döndü.",
               "Türkiye Büyük Millet Meclisi (TBMM) toplandı, vekiller döndü.",
               "Yükseköğretim Öğrenci Kurulu (YÖK) toplandı, öğrenciler döndü."});
  const auto means = [&](const std::string& word) {
    return !index.expand(word).long_forms.empty();
  };
  SUBCASE("a word in small letters, or with one capital, is the word") {
    for (const std::string word : {"süt", "Süt", "kat", "Kat", "katın", "bal", "tek", "asi", "aşı"})
      CHECK_MESSAGE(!means(word), word);
  }
  SUBCASE("other letters than the acronym's are another word, in capitals too") {
    for (const std::string word : {"SÜT", "ŞUT", "TĞK", "KÂT", "yok", "Yok"})
      CHECK_MESSAGE(!means(word), word);
  }
  SUBCASE("in capitals it is the acronym") {
    for (const std::string word : {"SUT", "SUT'un", "KAT", "BAL'da", "TEK", "ASİ", "YÖK"})
      CHECK_MESSAGE(means(word), word);
  }
  SUBCASE("in small letters where there is no such word") {
    for (const std::string word : {"sut", "ab", "abd", "tsk", "tbmm", "Abd", "tbmm'nin", "yök"})
      CHECK_MESSAGE(means(word), word);
  }
  SUBCASE("where everything is in capitals they say nothing") {
    const ParsedQuery query = parse_query("KAT FİYATLARI YÜKSELDİ", index.analyzer());
    const Expander expander(index.analyzer(), index.archive(), query.text);
    CHECK(expander.expand(query.units.front().tokens.front()).long_forms.empty());
  }
}

TEST_CASE("a long form does not find the small word that its acronym looks like") {
  Index index({"Sağlık Uygulama Tebliği (SUT) yayımlandı, ardından eczacılar konuştu.",  // 1
               "Kentsel Alan Tasarımı (KAT) anlatıldı, sonra sorular geldi.",            // 2
               "Yükseköğretim Öğrenci Kurulu (YÖK) toplandı, öğrenciler döndü.",         // 3
               "Avrupa Birliği (AB) karar aldı, bakanlar döndü.",                        // 4
               "Çiftçiler süt döktü, inekler baktı.",                                    // 5
               "Binaya iki kat çıkıldı, komşular yakındı.",                              // 6
               "Evde ekmek yok, komşular yakındı.",                                      // 7
               "Dün SUT değişti, eczacılar yakındı.",                                    // 8
               "Dün YÖK toplandı, rektörler yakındı.",                                   // 9
               "Dün AB toplandı, büyükelçiler yakındı.",                                 // 10
               "Sağlık Uygulama Tebliği değişti, hemşireler sevindi."});                 // 11
  CHECK(index.found("Sağlık Uygulama Tebliği") == Words{"1", "11", "8"});
  CHECK(index.found("saglik uygulama tebligi") == Words{"1", "11", "8"});
  CHECK_FALSE(has(index.found("Kentsel Alan Tasarımı"), std::string("6")));
  CHECK(index.found("Yükseköğretim Öğrenci Kurulu") == Words{"3", "9"});
  CHECK(index.found("Avrupa Birliği") == Words{"10", "4"});
  // Folding finds what is written with other Turkish letters; the long form is the acronym's alone.
  CHECK(index.found("süt") == Words{"1", "5", "8"});
  CHECK(has(index.found("SUT"), std::string("11")));
}
