// What a word is looked up as besides itself: acronyms, foreign names, relatives, the owner's
// stems.
#include "searcher/expansion.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "indexer/acronyms.h"
#include "store/acronym_table.h"
#include "store/fields.h"
#include "store/index_dir.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

using Words = std::vector<std::string>;

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

std::string article(const std::string& id, const std::string& text) {
  return R"({"id": ")" + id + R"(", "title": "Başlık", "text": ")" + text + "\"}\n";
}

// An index of these articles, opened.
class Index {
 public:
  explicit Index(const Words& texts) {
    add(texts);
    open();
  }

  void add(const Words& texts) {
    std::string lines;
    for (const std::string& text : texts) lines += article(std::to_string(++count_), text);
    const test::Added added = test::add_lines(dir_.index(), lines);
    REQUIRE(added.refused.empty());
  }

  void open() {
    IndexSettings settings;
    database_ = open_for_reading(dir_.index(), settings);
  }

  const Xapian::Database& database() const { return database_; }
  const test::TempDir& dir() const { return dir_; }

  Expansion expand(const std::string& word) {
    const ParsedQuery query = parse_query(word, analyzer_);
    REQUIRE_MESSAGE(query.units.size() == 1, word);
    return Expander(analyzer_, database_).expand(query.units.front().tokens.front());
  }

  std::vector<Reading> read(const std::string& phrase) {
    const ParsedQuery query = parse_query(phrase, analyzer_);
    REQUIRE_MESSAGE(query.units.size() == 1, phrase);
    return Expander(analyzer_, database_).expand_phrase(query.units.front().tokens).readings;
  }

  std::vector<JoinedWord> join(const std::string& query) {
    return Expander(analyzer_, database_).join(parse_query(query, analyzer_).units);
  }

 private:
  test::TempDir dir_;
  int count_ = 0;
  Xapian::Database database_;
  Analyzer analyzer_{StemmerKind::kLexicon};
};

template <typename T>
bool has(const std::vector<T>& list, const T& what) {
  return std::find(list.begin(), list.end(), what) != list.end();
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
  CHECK(find_acronyms(index.database(), sio[0].stems) == Words{"sio"});
  CHECK(find_acronyms(index.database(), sio[1].stems) == Words{"sio"});
  // The words that a query leaves out do not count.
  CHECK(find_acronyms(index.database(), {"adalet", "kalkınma", "parti"}).empty());
  const std::vector<LongForm> akp = find_long_forms(index.database(), "akp");
  REQUIRE(akp.size() == 1);
  CHECK(akp[0].stems.size() == 4);
  Words without_ve = akp[0].stems;
  without_ve.erase(without_ve.begin() + 1);
  CHECK(find_acronyms(index.database(), without_ve) == Words{"akp"});
  CHECK(find_long_forms(index.database(), "xyz").empty());
  CHECK(find_acronyms(index.database(), {"parti"}).empty());
  CHECK(find_acronyms(index.database(), {}).empty());

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
  CHECK(find_acronyms(index.database(), {"baris", "ortaklik"}) == Words{"bo"});
  const std::vector<LongForm> tcg = find_long_forms(index.database(), "tcg");
  REQUIRE(tcg.size() == 1);
  CHECK(find_acronyms(index.database(), {tcg[0].stems[0], tcg[0].stems[2], tcg[0].stems[3]}) ==
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
  CHECK(find_acronyms(database, {"avrupa", "birlik"}) == Words{"eu", "ab"});

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
  CHECK(find_acronyms(database, {std::string(300, 'u')}).empty());
  CHECK(find_long_forms(database, std::string(300, 'c')).empty());
}

TEST_CASE("a damaged table is an empty one") {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (const std::string damaged : {"{", "{}", "5", "\xFF", "[1]", "[[1]]", "[[\"x\", 2]]"}) {
    database.set_metadata("newsidx.acronym.ab", damaged);
    database.set_metadata("newsidx.longform.a b ", damaged);
    CHECK_NOTHROW_MESSAGE(CHECK(find_long_forms(database, "ab").empty()), damaged);
    CHECK_NOTHROW_MESSAGE(CHECK(find_acronyms(database, {"a", "b"}).empty()), damaged);
  }
}

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
  const auto found = [&](const std::string& query) {
    Words ids = test::search_ids(index.dir().index(), query);
    std::sort(ids.begin(), ids.end());
    return ids;
  };
  // öl-, which ol- folds like, only by its stem.
  CHECK(index.expand("ölüm").related == Words{"XZöl"});
  CHECK(found("ölüm") == Words{"1"});
  CHECK(found("kriz -ölüm") == Words{"4"});
  CHECK(found("ekonomi") == Words{"3"});
  // With none of its own, what it is related to is better than nothing.
  CHECK(found("gazete") == Words{"2"});
  CHECK(found("ekonomi kriz") == Words{"3", "4"});
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
  CHECK(joined.front().folded == "isbirligi");
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
  const auto found = [&](const std::string& query) {
    Words ids = test::search_ids(index.dir().index(), query);
    std::sort(ids.begin(), ids.end());
    return ids;
  };
  const Words both = {"1", "2"};
  for (const char* query :
       {"\"iş birliği\"", "\"işbirliği\"", "\"is birligi\"", "\"İŞ BİRLİĞİ\"",
        "\"stratejik iş birliği\"", "\"stratejik işbirliği\"", "\"stratejik isbirligi\"",
        "+\"iş birliği\"", "kasırga OR \"iş birliği\""})
    CHECK_MESSAGE(found(query) == both, query);
  CHECK(found("=\"iş birliği\"") == Words{"1"});
  CHECK(found("ülke -\"iş birliği\"").empty());
  for (const char* query : {"\"Antalyaspor maçı\"", "\"antalyaspor maci\""})
    CHECK_MESSAGE(found(query) == Words{"4"}, query);
  CHECK(found("\"ne den\"").empty());

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
    CHECK(joined.front().folded == "sio");
    CHECK(joined.front().acronym);
  }
  CHECK(index.join("Örgütü İşbirliği Şanghay").empty());
}

TEST_CASE(
    "a word that is kept whole is not looked up as a form of another, nor any as a stop word") {
  Index index({"Kur'an okundu.", "Kurul dernek kurdu, kuran da oydu.", "Bir iş birliği kuruldu."});
  CHECK(index.expand("Kur'an").folded == Words{"kuran"});
  const Words& related = index.expand("birliği").related;
  CHECK(std::find(related.begin(), related.end(), "bir") == related.end());
}
