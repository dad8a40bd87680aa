// A searcher that reads every article and compares every word, against the real one.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "searcher/query_builder.h"
#include "searcher/query_parser.h"
#include "tests/support.h"
#include "text/analyzer.h"

using namespace newsidx;

namespace {

struct Read {
  std::string id;
  std::vector<Token> title;  // empty when it is part of the text
  std::vector<Token> text;
};

bool stands_in(const std::vector<Token>& tokens, const QueryUnit& unit) {
  const auto same = [](const Token& a, const Token& b) { return a.folded == b.folded; };
  return std::search(tokens.begin(), tokens.end(), unit.tokens.begin(), unit.tokens.end(), same) !=
         tokens.end();
}

}  // namespace

TEST_CASE("the index finds exactly the articles that hold a word or phrase of the query") {
  const test::TempDir dir;
  AddRequest request;
  request.paths = {(test::source_dir() / "corpus").string()};
  REQUIRE(test::add(dir.index(), request).report.refused == 0);

  Analyzer analyzer(kDefaultStemmer);
  Searcher searcher(dir.index());
  SearchRequest everything;
  everything.query = "bir ve bu da de için çok en";
  everything.count = 10'000;
  std::vector<Read> articles;
  const SearchResult all = searcher.search(everything);
  for (const Hit& hit : all.hits) {
    Read read;
    read.id = hit.id;
    if (!hit.article.title_from_text) read.title = analyzer.analyze(hit.article.title);
    read.text = analyzer.analyze(hit.article.text);
    articles.push_back(std::move(read));
  }
  REQUIRE(articles.size() == searcher.statistics().articles);

  std::mt19937 random(2009);
  const auto any_word = [&](const Read& article, std::size_t& at) {
    at = random() % (article.text.size() - 3);
    return article.text[at].exact;
  };
  for (int round = 0; round < 300; ++round) {
    std::string query;
    const Read& article = articles[random() % articles.size()];
    std::size_t at = 0;
    for (auto words = 1 + random() % 3; words > 0; --words) query += any_word(article, at) + " ";
    if (round % 3 == 0)
      query += "\"" + article.text[at].exact + " " + article.text[at + 1].exact + "\"";

    const std::vector<QueryUnit> units = searched_units(parse_query(query, analyzer));
    std::set<std::string> expected;
    for (const Read& read : articles)
      for (const QueryUnit& unit : units)
        if (stands_in(read.title, unit) || stands_in(read.text, unit)) expected.insert(read.id);
    const std::vector<std::string> found = test::search_ids(dir.index(), query, 10'000);
    CHECK_MESSAGE(std::set<std::string>(found.begin(), found.end()) == expected, query);
  }
}
