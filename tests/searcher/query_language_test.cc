#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "newsidx/displayable.h"
#include "newsidx/error.h"
#include "searcher/query/query_parser.h"
#include "searcher/query/query_print.h"
#include "tests/searcher/random_queries.h"

using namespace newsidx;

namespace {

ParsedQuery parse(const std::string& query) {
  static Analyzer analyzer(StemmerKind::kNone);
  ParseSettings settings;
  settings.today = std::chrono::year(2025) / 9 / 2;
  return parse_query(query, analyzer, settings);
}

std::string printed(const std::string& query) {
  const ParsedQuery parsed = parse(query);
  return print_query(parsed.root, parsed.text);
}

struct Refusal {
  std::string message;
  std::size_t column = 0;
  std::string hint;
};

Refusal refusal(const std::string& query, Language language = Language::kEnglish) {
  try {
    parse(query);
  } catch (const Error& error) {
    REQUIRE(error.code() == ErrorCode::kUsage);
    std::size_t column = 0;
    if (error.place()) {
      const std::string lines = with_caret(error.place()->query, error.place()->at);
      column = lines.size() - lines.rfind('\n') - 3;
    }
    return {message_text(error.message(), language), column,
            message_advice(error.message(), language)};
  }
  return {"understood as: " + printed(query), 0, ""};
}

}  // namespace

TEST_CASE("queries are read and written out") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      // Words, phrases, literals, beginnings.
      {"Şi Putin", "Şi Putin"},
      {"“Küresel Yönetim” Pekin", "\"Küresel Yönetim\" Pekin"},
      {"=\"Küresel Yönetim\" =martı", "=\"Küresel Yönetim\" =\"martı\""},
      {"görüş* depr*,", "görüş* depr*"},
      {"\"tek\"", "tek"},
      // Signs and NOT.
      {"+Şi -Putin Pekin", "+Şi -Putin Pekin"},
      {"Pekin NOT Putin", "Pekin -Putin"},
      {"Pekin DEĞİL Putin DEGIL \"Ay Tozu\"", "Pekin -Putin -\"Ay Tozu\""},
      {"+\"a b\" -(c d)", "+\"a b\" -(c d)"},
      {"+Ankara-İstanbul tren", "+\"Ankara İstanbul\" tren"},
      {"tren -\"10\"", "tren -(10)"},
      // AND, OR, groups.
      {"a AND b", "a AND b"},
      {"NATO VE IMF", "NATO AND IMF"},
      {"Putin AND UKRAYNALILAR", "Putin AND \"UKRAYNALILAR\""},
      {"PUTİNLER AND -KAR", "\"PUTİNLER\" AND -KAR"},
      {"a VE b OR c", "(a AND b) OR c"},
      {"a b VEYA c", "(a b) OR c"},
      {"a OR b OR c", "a OR b OR c"},
      {"a AND (b OR c)", "a AND (b OR c)"},
      {"a AND NOT b", "a AND -b"},
      {"a AND -b AND -(c d)", "a AND -b AND -(c d)"},
      {"(a b) AND c d", "(a b) AND (c d)"},
      {"((a))", "a"},
      {"a (b c) d", "a b c d"},
      {"a (b OR c)", "a (b OR c)"},
      {"a (-b)", "a -b"},
      {"(a AND b) AND (c AND NOT d)", "a AND b AND c AND -d"},
      // NEAR.
      {"a NEAR b", "a NEAR/10 b"},
      {"a YAKIN/3 (b c) NEAR/5 de*", "a NEAR/3 (b c) NEAR/5 de*"},
      {"dep* NEAR/2 kış", "dep* NEAR/2 kış"},
      {"x a NEAR b y", "x a NEAR/10 b y"},
      // Fields, in both languages, with or without Turkish letters.
      {"başlık:kış", "title:kış"},
      {"BASLIK:kış Title:yaz", "title:kış title:yaz"},
      {"title:\"kış geldi\" title:=\"Kış\" title:kı*",
       "title:\"kış geldi\" title:=\"Kış\" title:kı*"},
      {"başlık:(kış yaz)", "title:(kış OR yaz)"},
      {"başlık:(kış AND yaz)", "title:(kış AND yaz)"},
      {"başlık:((kış yaz) AND bahar)", "title:((kış OR yaz) AND bahar)"},
      {"başlık:(kış +yaz -bahar)", "title:(kış +yaz -bahar)"},
      {"kaynak:(AA NOT DHA)", "source:(\"AA\" NOT \"DHA\")"},
      {"kaynak:AA", "source:\"AA\""},
      {"Source:\"Kıyı Gazetesi\"", "source:\"Kıyı Gazetesi\""},
      {"kaynak:=“Kıyı Gazetesi”", "source:=\"Kıyı Gazetesi\""},
      {"yazar:yıl*", "author:\"yıl\"*"},
      {"bölüm:(spor OR \"dış haber\")", "section:(\"spor\" OR \"dış haber\")"},
      {"bolum:(spor ekonomi)", "section:(\"spor\" OR \"ekonomi\")"},
      {"deprem kaynak:AA kaynak:DHA", "deprem source:(\"AA\" OR \"DHA\")"},
      {"deprem kaynak:AA -yazar:x", "deprem source:\"AA\" -author:\"x\""},
      {"+kaynak:AA deprem", "source:\"AA\" deprem"},
      {"kimlik:a-b_(c) id:\"x y\"", "id:(\"a-b_(c)\" OR \"x y\")"},
      {"adres:https://kiyi.example/a?b=c", "url:\"https://kiyi.example/a?b=c\""},
      {"tarih:2025", "date:2025-01-01..2025-12-31"},
      {"TARİH:2.9.2025 Date:dün", "date:(2025-09-02 OR 2025-09-01)"},
      {"tarih:\"Ağustos 2025\"..bugün", "date:2025-08-01..2025-09-02"},
      {"tarih:(2024 2025-09)", "date:(2024-01-01..2024-12-31 OR 2025-09-01..2025-09-30)"},
      {"tarih:..2020 AND kış", "date:..2020-12-31 AND kış"},
      {"tarih:son7gün -tarih:bugün", "date:2025-08-27..2025-09-02 -date:2025-09-02"},
      // Words that look like operators, written so that they are none.
      {"\"AND\" putin \"VE\"", "\"AND\" putin \"VE\""},
      {"and ve or not Near", "and ve or not Near"},
      // Nothing.
      {"", ""},
      {"?! – \"\" ()", ""},
  };
  for (const auto& [query, expected] : cases) {
    std::string found;
    try {
      found = printed(query);
    } catch (const Error& error) {
      found = error.what();
    }
    CHECK_MESSAGE(found == expected, query);
    CHECK_MESSAGE(test::check_meaning(query).empty(), query);
  }
}

TEST_CASE("what a headline has is no operator") {
  // Each is read as its words and phrases, as if all else were punctuation.
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Bakan: \"Gereği yapılacak\" dedi (AA)", "Bakan \"Gereği yapılacak\" dedi AA"},
      {"Galatasaray - Fenerbahçe: 3-2!", "Galatasaray Fenerbahçe 3 2"},
      {"Ankara-İstanbul hattı", "Ankara İstanbul hattı"},
      {"Ankara -başkent- karıştı", "Ankara başkent karıştı"},
      {"Sıcaklık -5 derece, +18 uyarısı", "Sıcaklık 5 derece 18 uyarısı"},
      {"C++ ve C# --yeni-- a+b", "C ve C yeni a b"},
      {"Saat 10:30'da TRT1:canlı http://a.example/b?c=d",
       "Saat 10 30'da TRT1 canlı http a example b c d"},
      {"Not: yarın tatil", "Not yarın tatil"},
      {"Erdoğan:Gereği yapılacak", "Erdoğan Gereği yapılacak"},
      {"kaynak: AA", "kaynak AA"},
      {"ABD VE ÇİN ANLAŞTI", "ABD \"VE\" ÇİN ANLAŞTI"},
      {"BEYAZPERDE VE ÖTESİ: Bir ölüm", "BEYAZPERDE \"VE\" ÖTESİ Bir ölüm"},
      {"VE PKK'LILAR GELDİ", "\"VE\" PKK'LILAR GELDİ"},
      {"Korkutan görüntü! -VİDEO", "Korkutan görüntü VİDEO"},
      {"MİLLETVEKİLLERİ AND İÇTİ, MOODY'S NOT VERDİ",
       "MİLLETVEKİLLERİ \"AND\" İÇTİ MOODY'S \"NOT\" VERDİ"},
      {"Kız & Erkek | a/b \\ ~ ^ #etiket", "Kız Erkek a b etiket"},
      {"*Son dakika* haberi", "Son dakika haberi"},
      {"s*ktir 5* otel a***", "s ktir 5 otel a"},
      {"Neden? Niçin?? Olmaz!", "Neden Niçin Olmaz"},
      {"1) Üye(ler) geldi :) ;-)", "1 Üye ler geldi"},
      {"15\" ekran 17\" ekran", "15 ekran 17 ekran"},
      {"Erdoğan: \"Biz kazandık", "Erdoğan Biz kazandık"},
      {"kazandık” dedi", "kazandık dedi"},
      {"(yarım kalan başlık", "yarım kalan başlık"},
      {"yarım) kalan", "yarım kalan"},
      {"Kur'an'ın Putin’in 'tek tırnak' `ters`", "Kur'an'ın Putin’in tek tırnak ters"},
      {"\"Girişimi\"nin „alman“ »ters« «fransız» ”aynı”", "Girişimi alman ters fransız aynı"},
      {"x = y; a=b <b>koyu</b>", "x y a b koyu"},
      {"A.Ş.'nin T.C. 2.9.2025", "A.Ş.'nin T.C 2.9.2025"},
      {"e: f:g", "e f g"},
  };
  for (const auto& [headline, expected] : cases) {
    CHECK_MESSAGE(printed(headline) == expected, headline);
    CHECK_MESSAGE(parse(headline).is_plain, headline);
  }
}

TEST_CASE("what cannot be understood is an error with a caret and a way out") {
  struct Case {
    std::string query;
    std::string message;
    std::size_t column;
  };
  const std::vector<Case> cases = {
      {"kisii:Putin", "unknown field: kisii — kişi?", 1},
      {"putin sorce:AA", "unknown field: sorce — source?", 7},
      {"şu tarıhh:2025", "unknown field: tarıhh — tarih?", 4},
      {"metin:x", "the field metin cannot be searched by itself", 1},
      {"title:source:x", "a field within a field: source:", 7},
      {"kaynak:\"\"", "the field kaynak has no value", 8},
      {"title:?", "the field title has no value", 1},
      {"tarih:13.13.2025", "no date: 13.13.2025", 7},
      {"tarih:2 Eylül", "no date: 2", 7},
      {"tarih:2025..2024", "the dates end before they begin: 2025..2024", 7},
      {"a AND", "AND has nothing behind it", 3},
      {"VE a", "VE has nothing before it", 1},
      {"a OR OR b", "OR has nothing behind it", 3},
      {"a NOT", "NOT has nothing behind it", 3},
      {"NEAR b", "NEAR has nothing before it", 1},
      {"a YAKIN ()", "YAKIN has nothing behind it", 3},
      {"a NEAR/0 b", "NEAR: the distance must be a number from 1 to 100", 8},
      {"a NEAR/x b", "NEAR: the distance must be a number from 1 to 100", 8},
      {"a NEAR \"b c\"", "NEAR takes single words, word* and groups of these", 3},
      {"-yalnız", "this only says what to leave out", 1},
      {"a OR NOT b", "this only says what to leave out", 6},
      {"NOT (a)", "this only says what to leave out", 1},
      {"+a \"b", "the query has a quote that is not closed", 4},
      {"başlık:\"b", "the query has a quote that is not closed", 8},
      {"(a AND b", "the query has a parenthesis that is not closed", 1},
      {"a AND b)", "the query closes a parenthesis that was not opened", 8},
      {std::string(51, '(') + "a" + std::string(51, ')'), "parentheses stand more than 50 deep",
       51},
      {"a\xFF", "the query is not UTF-8 (byte 2)", 0},
      {std::string(kMaxQueryBytes + 1, 'a'), "the query is longer than 10000 bytes", 0},
  };
  for (const Case& c : cases) {
    const Refusal found = refusal(c.query);
    CHECK_MESSAGE(found.message == c.message, c.query);
    CHECK_MESSAGE(found.hint != "", c.query);
    // The column counts the letters before, as many as the caret has before it.
    if (c.column > 0) CHECK_MESSAGE(found.column == c.column, c.query);
  }
}

TEST_CASE("errors and notes speak Turkish when asked") {
  CHECK(refusal("kisii:Putin", Language::kTurkish).message == "bilinmeyen alan: kisii — kişi?");
  CHECK(refusal("a VE", Language::kTurkish).message == "VE işlecinin ardında bir şey yok");
  const std::vector<Message> notes = parse("\"a b").notes;
  REQUIRE(notes.size() == 1);
  CHECK(message_text(notes.front(), Language::kTurkish) ==
        "kapanmamış bir tırnak var: ardındakiler ayrı kelimeler olarak arandı");
}

TEST_CASE("what is read otherwise than it may be meant is noted") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"açık \"deniz", "a quote is not closed"},
      {"-5 derece", "-5 is searched as a number"},
      {"a* b", "a*: * needs two letters"},
      {"kaynak: AA", "kaynak: is searched as a word"},
      {"Kisii:Putin", "Kisii: is no field"},
      {"Bakan:Gereği", "Bakan: is no field"},
      {"BAKANLAR VE BAŞKANLAR", "among words in capitals VE is searched as a word"},
  };
  for (const auto& [query, note] : cases) {
    const std::vector<Message> notes = parse(query).notes;
    REQUIRE_MESSAGE(notes.size() == 1, query);
    CHECK_MESSAGE(message_text(notes.front()).starts_with(note), query);
  }
  CHECK(parse("Şi Putin (AA) - \"a b\" 3-2").notes.empty());
}

TEST_CASE("the caret stands under the place, whatever letters are before it") {
  CHECK(display_columns("Şi ş\xCC\xA7 中 \xE2\x80\x8D") == 8);
  CHECK(refusal("中文 tarih:x").column == 12);
  const std::string text = [] {
    try {
      parse(std::string(500, 'a') + " tarih:x " + std::string(500, 'b'));
    } catch (const Error& error) {
      return with_caret(error.place()->query, error.place()->at);
    }
    return std::string();
  }();
  const std::size_t caret = text.rfind('\n') + 1;
  CHECK(text.size() < 400);
  // The x stands over the caret.
  const std::string shown = text.substr(0, caret - 1);
  const std::size_t column = display_columns(text.substr(caret)) - 1;
  CHECK(display_columns(shown.substr(0, shown.find("x "))) == column);
}

TEST_CASE("ten thousand queries of the grammar and as many of anything keep their meaning") {
  test::RandomQueries random(
      2009, {"Putin", "Şi", "deprem", "İzmir'de", "görüşme", "2025", "10", "NATO", "T.C.", "VE",
             "and", "Ankara-İstanbul", "iş", "putinin", "Kur'an", "PUTİNLER", "10abc"});
  for (int i = 0; i < 10'000; ++i) {
    const std::string query = random.query();
    const std::string wrong = test::check_meaning(query);
    CHECK_MESSAGE(wrong.empty(), query << "\n" << wrong);
    const std::string bytes = random.bytes();
    const std::string worse = test::check_meaning(bytes);
    CHECK_MESSAGE(worse.empty(), bytes << "\n" << worse);
  }
}
