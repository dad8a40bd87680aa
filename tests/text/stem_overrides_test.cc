// The owner's own stems.
#include "text/stem_overrides.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "newsidx/error.h"
#include "tests/support.h"
#include "text/analyzer.h"

using namespace newsidx;

namespace {

// The message of the Error, `code: what`; empty when there was none.
std::string refusal(const std::string& text) {
  try {
    StemOverrides::parse(text, "list");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kInputRefused);
    CHECK_FALSE(message_advice(error.message()).empty());
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the owner's stems") {
  const auto overrides = StemOverrides::parse(
      "\xEF\xBB\xBF# yorum\n\nkonuları\tkonut\r\nMARMARAY\n  İstanbullu \t istanbul \n", "list");
  REQUIRE(overrides->find("konuları") != nullptr);
  CHECK(*overrides->find("konuları") == "konut");
  REQUIRE(overrides->find("marmaray") != nullptr);
  CHECK(*overrides->find("marmaray") == "marmaray");
  REQUIRE(overrides->find("istanbullu") != nullptr);
  CHECK(*overrides->find("istanbullu") == "istanbul");
  CHECK(overrides->find("konu") == nullptr);
  CHECK(overrides->find("") == nullptr);
  CHECK(overrides->find("# yorum") == nullptr);

  Analyzer analyzer(StemmerKind::kLexicon, {nullptr, overrides});
  CHECK(analyzer.stem_word("Konuları") == "konut");
  CHECK(analyzer.stem_word("konular") == "konu");
  CHECK(analyzer.stem_word("İSTANBULLU") == "istanbul");
}

TEST_CASE("the owner's stems: the later line counts, text() is what parse() reads") {
  const auto first = StemOverrides::parse("b\tx\na\ty\nb\tz\n", "first");
  const auto second = StemOverrides::parse("# other\nA\tY\n\nB\tZ", "second");
  CHECK(*first->find("b") == "z");
  CHECK(first->text() == second->text());
  CHECK(first->text() == "a\ty\nb\tz\n");
  CHECK(StemOverrides::parse(first->text(), "again")->text() == first->text());
  CHECK(StemOverrides::parse("", "none")->text().empty());
  // A word that looks like a comment once the space before it is gone.
  const auto odd = StemOverrides::parse(" #etiket\tetiket\n", "odd");
  CHECK(StemOverrides::parse(odd->text(), "again")->text() == odd->text());
}

TEST_CASE("the owner's stems: what shows nothing, and accents written by themselves") {
  const auto overrides = StemOverrides::parse(
      "\u2028\uFEFFilk\tson\nko\u00ADnu\u200Dları\tkonut\n"
      "s\u0327ehirli\ts\u0327ehir\n\u200D#yorum\tyorum\n",
      "list");
  CHECK(overrides->text() == "ilk\tson\nkonuları\tkonut\nşehirli\tşehir\n");
  Analyzer analyzer(StemmerKind::kLexicon, {nullptr, overrides});
  CHECK(analyzer.stem_word("Konuları") == "konut");
  CHECK(analyzer.stem_word("şehirli") == "şehir");
}

TEST_CASE("lines that are no stems are refused by their number") {
  struct Case {
    std::string text;
    std::string place;
    std::string why;
  };
  const std::vector<Case> cases = {
      {"ev\tev\n\xFF\tev\n", "list:2: ", "UTF-8"},
      {"\xC5\n", "list:1: ", "UTF-8"},
      {"# \xFF\n", "list:1: ", "UTF-8"},
      {"\tev\n", "list:1: ", "no word"},
      {"ev\t\n", "list:1: ", "no stem"},
      {"\n\nev\t  \n", "list:3: ", "no stem"},
      {"iki ev\tev\n", "list:1: ", "more than one"},
      {"ev\tiki ev\n", "list:1: ", "more than one"},
      {"ev\tiki\tev\n", "list:1: ", "more than one"},
  };
  for (const Case& c : cases) {
    const std::string why = refusal(c.text);
    CHECK_MESSAGE(why.starts_with(c.place), c.text, " -> ", why);
    CHECK_MESSAGE(why.find(c.why) != std::string::npos, c.text, " -> ", why);
  }
  CHECK_THROWS_AS(StemOverrides::read("/nonexistent/list"), Error);
  const test::TempDir dir;
  CHECK(*StemOverrides::read(dir.write("list", "evler\tyuva\n"))->find("evler") == "yuva");
}
