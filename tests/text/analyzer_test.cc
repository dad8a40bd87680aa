#include "text/analyzer.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/support.h"
#include "text/decode.h"
#include "text/letters.h"

using newsidx::Analyzer;
using newsidx::StemmerKind;
using newsidx::Token;

namespace {

std::vector<std::string> exact_forms(const std::string& text) {
  Analyzer analyzer(StemmerKind::kNone);
  std::vector<std::string> forms;
  for (const Token& token : analyzer.analyze(text)) forms.push_back(token.exact);
  return forms;
}

}  // namespace

TEST_CASE("exact forms") {
  struct Case {
    std::string text;
    std::vector<std::string> forms;
  };
  const std::vector<Case> cases = {
      {"Putin'in 2026'da İSTANBUL'DAKİ görüşmesi", {"putin", "2026", "istanbul", "görüşmesi"}},
      {"IŞIK ışık İstanbul ISPARTA", {"ışık", "ışık", "istanbul", "ısparta"}},
      {"Kur'an Kur’an", {"kuran", "kuran"}},
      {"O'Neill'in O’Neill", {"oneill", "oneill"}},
      {"\"Çang'ı 7\" görevi", {"çang", "7", "görevi"}},
      {"Şi, 31 Ağustos-1 Eylül", {"şi", "31", "ağustos", "1", "eylül"}},
      {"80. yıl 20'den 20den 1.250.000 11.30 5,8",
       {"80", "yıl", "20", "20", "1250000", "11.30", "5,8"}},
      {"T.C. A.Ş.'nin M.Ö. dedi.Putin www.gazete.com",
       {"tc", "aş", "mö", "dedi", "putin", "www", "gazete", "com"}},
      {"Başkan:Konuştu foo_bar", {"başkan", "konuştu", "foo", "bar"}},
      {"\"Küresel Yönetim Girişimi\"nin önerisi", {"küresel", "yönetim", "girişimi", "önerisi"}},
      {"Şanghay İşbirliği Örgütü (ŞİÖ)'nün", {"şanghay", "işbirliği", "örgütü", "şiö"}},
      {"'Garipoğlu'nun Türkiye'ye'", {"garipoğlu", "türkiye"}},
      {"kitap \"de\" (da)", {"kitap", "de", "da"}},
      {"G20'de F-16'lar", {"g20", "f", "16"}},
      {"Xi Jinping, Владимир", {"xi", "jinping", "владимир"}},
      {"", {}},
      {" ... !? — ' ’ \" ", {}},
  };
  for (const Case& c : cases) CHECK_MESSAGE(exact_forms(c.text) == c.forms, c.text);
}

TEST_CASE("stem and folded forms") {
  Analyzer prefix5(StemmerKind::kPrefix5);
  Analyzer snowball(StemmerKind::kSnowball);
  const Token word = prefix5.analyze("İşbirliğini").front();
  CHECK(word.exact == "işbirliğini");
  CHECK(word.stem == "işbir");
  CHECK(word.folded == "isbir");
  CHECK(snowball.analyze("kitaplarımız").front().stem == "kitap");
  // Folding comes after stemming, and takes every accent.
  CHECK(prefix5.analyze("kâğıt").front().folded == "kagit");
  CHECK(prefix5.analyze("Lukaşenko").front().folded == "lukas");
  CHECK(newsidx::fold("ÇĞIİÖŞÜ çğıiöşü âîû éñø ß") == "cgiiosu cgiiosu aiu eno ss");
}

TEST_CASE("acronyms amid other words are not stemmed; a headline in capitals has none") {
  Analyzer analyzer(StemmerKind::kSnowball);
  const auto tokens = analyzer.explain("Bakan NATO'ya gitti");
  CHECK(tokens[1].reason == "suffix 'ya off; acronym, not stemmed");
  for (const Token& token : analyzer.explain("BAKAN NATO ZİRVESİ"))
    CHECK(token.reason.find("acronym") == std::string::npos);
}

TEST_CASE("foreign names in capitals meet their lower case in the folded form") {
  for (const StemmerKind kind :
       {StemmerKind::kNone, StemmerKind::kPrefix5, StemmerKind::kSnowball}) {
    Analyzer analyzer(kind);
    for (const auto& [capital, lower] : std::vector<std::pair<std::string, std::string>>{
             {"IMF", "imf"}, {"Igor", "igor"}, {"BRICS", "brics"}}) {
      const Token of_capital = analyzer.analyze(capital).front();
      const Token of_lower = analyzer.analyze(lower).front();
      CHECK(of_capital.folded == of_lower.folded);
      CHECK(of_capital.exact != of_lower.exact);
    }
  }
}

TEST_CASE("offsets cover the word as it stands, with apostrophe and suffix") {
  Analyzer analyzer(StemmerKind::kPrefix5);
  const std::string text = "“ŞİÖ’nün” 2026'da A.Ş.'nin";
  std::vector<std::string> words;
  for (const Token& token : analyzer.analyze(text))
    words.push_back(text.substr(token.begin, token.end - token.begin));
  CHECK(words == std::vector<std::string>{"ŞİÖ’nün", "2026'da", "A.Ş.'nin"});
}

TEST_CASE("decomposed letters and a dotted small i are read as one letter") {
  Analyzer analyzer(StemmerKind::kNone);
  CHECK(analyzer.analyze("i\xCC\x87stanbul").front().exact == "istanbul");
}

TEST_CASE("long words are cut at a letter's end") {
  std::string word;
  for (int i = 0; i < 10'000; ++i) word += "ş";
  for (const StemmerKind kind : {StemmerKind::kNone, StemmerKind::kSnowball}) {
    Analyzer analyzer(kind);
    const Token token = analyzer.analyze(word).front();
    CHECK(token.exact.size() <= newsidx::kMaxTokenBytes);
    CHECK(token.exact.size() % 2 == 0);
    CHECK(token.end == word.size());
  }
}

TEST_CASE("one analyzer gives the same tokens again") {
  Analyzer analyzer(StemmerKind::kPrefix5);
  const std::string text = "Putin'in heyeti \"Girişim\"in önünde; IMF'ye";
  const std::vector<Token> first = analyzer.analyze(text);
  analyzer.analyze("kısa");
  analyzer.explain("başka \"söz\"ün");
  CHECK(analyzer.analyze(text) == first);
}

TEST_CASE("stem_word gives a stem for anything") {
  Analyzer analyzer(StemmerKind::kPrefix5);
  CHECK(analyzer.stem_word("seçimlerinde") == "seçim");
  CHECK(analyzer.stem_word("Bakanlığı'nın") == "bakan");
  CHECK(analyzer.stem_word("—") == "—");
}

TEST_CASE("words that can meet what is asked are analyzed as ever, the others have no forms") {
  Analyzer analyzer(newsidx::kDefaultStemmer);
  std::string text =
      "Şi'nin xi Sheriff Çankaya'da ılık İLK 2025'te Qatar yedi diyor bana Ümraniye ";
  const auto articles = newsidx::test::source_dir() / "corpus/articles";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(articles))
    if (entry.is_regular_file())
      text += newsidx::decode(newsidx::test::read_file(entry.path())).text + "\n";
  const std::vector<Token> whole = analyzer.analyze(text);
  REQUIRE(whole.size() > 20'000);
  for (const char* form : {"si", "kabin", "iklim", "2025", "umraniye", "\xC3\xA5land", "ks"}) {
    newsidx::Beginnings asked;
    asked.add(form);
    const std::vector<Token> some = analyzer.analyze_beginnings(text, asked);
    REQUIRE(some.size() == whole.size());
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const bool alike = whole[i].exact[0] == form[0] || whole[i].stem[0] == form[0] ||
                         whole[i].folded[0] == form[0] || whole[i].foreign[0] == form[0];
      CHECK((some[i] == whole[i] || (!alike && some[i].exact.empty())));
      CHECK(some[i].begin == whole[i].begin);
      left_out += some[i].exact.empty() ? 1 : 0;
    }
    if (form[0] == '\xC3')  // no letter of ours: everything is analyzed
      CHECK(left_out == 0);
    else
      CHECK(left_out > whole.size() / 2);
  }
}
