#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "newsidx/displayable.h"
#include "newsidx/error.h"
#include "searcher/query/query_parser.h"
#include "searcher/ranking/query_words.h"

using namespace newsidx;

namespace {

// Units as text: words, and phrases with their words joined by +.
std::string shown(const std::vector<QueryUnit>& units) {
  std::string text;
  for (const QueryUnit& unit : units) {
    if (!text.empty()) text += ' ';
    for (std::size_t i = 0; i < unit.tokens.size(); ++i)
      text += (i > 0 ? "+" : "") + unit.tokens[i].exact;
  }
  return text;
}

}  // namespace

TEST_CASE("queries are words and phrases") {
  Analyzer analyzer(StemmerKind::kPrefix5);
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Şi Putin", "şi putin"},
      {"\"Küresel Yönetim Girişimi\"", "küresel+yönetim+girişimi"},
      {"“Küresel Yönetim” Pekin", "küresel+yönetim pekin"},
      {"Pekin «ay tozu» Çang'ı 7", "pekin ay+tozu çang 7"},
      {"\"Putin'in\"", "putin"},
      {"\"\" putin", "putin"},
      {"", ""},
      {"?!", ""},
      {"s\xCC\xA7i", "şi"},
  };
  for (const auto& [query, units] : cases)
    CHECK_MESSAGE(shown(parse_query(query, analyzer).units) == units, query);
}

TEST_CASE("stop words are dropped when there are better words") {
  Analyzer analyzer(StemmerKind::kPrefix5);
  CHECK(shown(searched_units(parse_query("Putin ve Şi", analyzer))) == "putin şi");
  CHECK(shown(searched_units(parse_query("ve bu", analyzer))) == "ve bu");
  CHECK(shown(searched_units(parse_query("Putin putin PUTİN'in", analyzer))) == "putin");
  CHECK(shown(searched_units(parse_query("\"bu ve o\" Putin", analyzer))) == "bu+ve+o putin");
}

TEST_CASE("a query that cannot be understood says where") {
  Analyzer analyzer(StemmerKind::kPrefix5);
  try {
    parse_query("+şu \"açık", analyzer);
    FAIL("an open quote among operators was accepted");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kUsage);
    REQUIRE(error.place());
    CHECK(with_caret(error.place()->query, error.place()->at) == "  +şu \"açık\n      ^");
  }
  CHECK_THROWS_AS(parse_query("a\xFF", analyzer), Error);
  CHECK_THROWS_AS(parse_query(std::string(kMaxQueryBytes + 1, 'a'), analyzer), Error);
}
