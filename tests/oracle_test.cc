// A searcher that reads every article and compares every word, against the real one.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "searcher/query_builder.h"
#include "searcher/query_parser.h"
#include "store/fields.h"
#include "store/index_dir.h"
#include "tests/support.h"
#include "text/analyzer.h"

using namespace newsidx;

namespace {

struct Read {
  std::string id;
  std::vector<Token> title;  // empty when it is part of the text
  std::vector<Token> text;
};

// Whether these folded stems stand side by side.
bool stands_in(const std::vector<Token>& tokens, const std::vector<std::string>& stems) {
  const auto same = [](const Token& token, const std::string& stem) {
    return token.folded == stem;
  };
  return std::search(tokens.begin(), tokens.end(), stems.begin(), stems.end(), same) !=
         tokens.end();
}

// What an article may hold to meet a unit of the query: sequences of folded stems.
std::vector<std::vector<std::string>> looked_up(const ExpandedQuery& query, std::size_t unit) {
  std::vector<std::vector<std::string>> all(1);
  for (const Token& token : query.units[unit].tokens) all.front().push_back(token.folded);
  const Expansion& expansion = query.expansions[unit];
  for (const std::string& folded : expansion.folded) all.push_back({folded});
  for (const std::string& related : expansion.related) all.push_back({related});
  all.insert(all.end(), expansion.apart.begin(), expansion.apart.end());
  all.insert(all.end(), expansion.long_forms.begin(), expansion.long_forms.end());
  for (const JoinedWord& joined : query.joined)
    if (joined.first <= unit && unit < joined.first + joined.count) all.push_back({joined.folded});
  return all;
}

bool shares_foreign_key(const std::vector<Token>& tokens, const Expansion& expansion) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    const auto has = [&](std::string_view prefix, const std::string& form) {
      return !form.empty() && std::find(expansion.foreign.begin(), expansion.foreign.end(),
                                        ForeignSpelling{prefix, form}) != expansion.foreign.end();
    };
    return has(prefix::kForeign, token.foreign) || has(prefix::kFoldedStem, token.folded) ||
           has(prefix::kExact, token.exact);
  });
}

bool meets(const Read& article, const ExpandedQuery& query, std::size_t unit) {
  for (const std::vector<Token>* tokens : {&article.title, &article.text}) {
    if (shares_foreign_key(*tokens, query.expansions[unit])) return true;
    for (const std::vector<std::string>& stems : looked_up(query, unit))
      if (stands_in(*tokens, stems)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the index finds exactly the articles that meet a unit of the query, or all of them") {
  const test::TempDir dir;
  AddRequest request;
  request.paths = {(test::source_dir() / "corpus").string()};
  REQUIRE(test::add(dir.index(), request).report.refused == 0);

  Analyzer analyzer(kDefaultStemmer);
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(dir.index(), settings);
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

    const ExpandedQuery expanded =
        expand_query(searched_units(parse_query(query, analyzer)), Expander(analyzer, database));
    for (const bool match_all : {false, true}) {
      std::set<std::string> expected;
      for (const Read& read : articles) {
        std::size_t met = 0;
        for (std::size_t i = 0; i < expanded.units.size(); ++i) met += meets(read, expanded, i);
        if (match_all ? met == expanded.units.size() : met > 0) expected.insert(read.id);
      }
      SearchRequest asked;
      asked.query = query;
      asked.match_all = match_all;
      asked.count = 10'000;
      asked.detail = HitDetail::kId;
      std::set<std::string> found;
      const SearchResult result = searcher.search(asked);
      for (const Hit& hit : result.hits) found.insert(hit.id);
      CHECK_MESSAGE(found == expected, query);
    }
  }
}
