// A searcher that reads every article and compares every word, against the real one.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "searcher/plan/query_plan.h"
#include "store/fields.h"
#include "store/index_dir.h"
#include "tests/searcher/random_queries.h"
#include "tests/support.h"
#include "text/analyzer.h"
#include "text/letters.h"

using namespace newsidx;

namespace {

struct Read {
  std::string id;
  std::vector<Token> title;  // empty when it is part of the text
  std::vector<Token> text;
  std::vector<Token> own_title;  // though it may be part of the text
  std::optional<Date> date;
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
std::vector<std::vector<std::string>> looked_up(const QueryWords& query, std::size_t unit) {
  std::vector<std::vector<std::string>> all(1);
  for (const Token& token : query.units[unit].tokens) all.front().push_back(token.folded);
  const Expansion& expansion = query.expansions[unit];
  // Where a word may be its own stem, its exact form is asked for as a folded stem.
  for (const std::string& term : expansion.exact)
    if (!term.starts_with(prefix::kExact)) all.push_back({term});
  for (const std::string& folded : expansion.folded) all.push_back({folded});
  all.insert(all.end(), expansion.apart.begin(), expansion.apart.end());
  all.insert(all.end(), expansion.long_forms.begin(), expansion.long_forms.end());
  for (std::vector<std::string>& stems : other_stems(expansion.readings))
    all.push_back(std::move(stems));
  for (const JoinedWord& joined : query.joined)
    if (joined.first <= unit && unit < joined.first + joined.count)
      for (const QueryUnit& word : joined_units(joined))
        if (const Token& token = word.tokens.front(); !token.folded.empty())
          all.push_back({token.folded});
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

// An article typed without Turkish letters may have the very word and yet another stem.
bool has_exact_form(const std::vector<Token>& tokens, const Expansion& expansion) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    const std::string term = std::string(prefix::kExact) + token.exact;
    return std::find(expansion.exact.begin(), expansion.exact.end(), term) != expansion.exact.end();
  });
}

// An acronym, by its letters, of a long form that the unit is a part of.
bool has_acronym(const std::vector<Token>& tokens, const QueryWords& query, std::size_t unit) {
  return std::any_of(query.joined.begin(), query.joined.end(), [&](const JoinedWord& joined) {
    if (unit < joined.first || unit >= joined.first + joined.count) return false;
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
      const std::string term = std::string(prefix::kExact) + token.exact;
      return std::find(joined.terms.begin(), joined.terms.end(), term) != joined.terms.end();
    });
  });
}

// Relatives find only where the index has no form of the word itself.
bool has_relative(const std::vector<Token>& tokens, const Expansion& expansion) {
  return !expansion.known && std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    const auto has = [&](const std::string& term) {
      return std::find(expansion.related.begin(), expansion.related.end(), term) !=
             expansion.related.end();
    };
    return has(token.folded) || (token.shared_fold && has(std::string(prefix::kStem) + token.stem));
  });
}

bool meets(const Read& article, const QueryWords& query, std::size_t unit) {
  for (const std::vector<Token>* tokens : {&article.title, &article.text}) {
    if (has_exact_form(*tokens, query.expansions[unit])) return true;
    if (shares_foreign_key(*tokens, query.expansions[unit])) return true;
    if (has_relative(*tokens, query.expansions[unit])) return true;
    if (has_acronym(*tokens, query, unit)) return true;
    for (const std::vector<std::string>& stems : looked_up(query, unit))
      if (stands_in(*tokens, stems)) return true;
  }
  return false;
}

// Reads the tree of a query on an article, as docs/query-language.md has it.
class Reader {
 public:
  Reader(const Read& article, const Expander& expander) : article_(article), expander_(expander) {}

  bool meets_node(const QueryNode& node) const {
    if (const auto* run = node.as<RunNode>()) return meets_run(*run);
    if (const auto* any = node.as<AnyNode>()) return meets_any(any->parts);
    if (const auto* all = node.as<AllNode>())
      return meets_all(all->parts) && !meets_any(all->excluded);
    if (const auto* near = node.as<NearNode>()) return meets_near(*near);
    if (const auto* days = node.as<DateNode>())
      return article_.date && (!days->from || *days->from <= *article_.date) &&
             (!days->to || *article_.date <= *days->to);
    if (const auto* word = node.as<WordNode>()) return meets_word(word->token, node.in_title);
    const auto in_places = [&](const auto& meets_place) {
      if (node.in_title) return meets_place(article_.own_title);
      return meets_place(article_.title) || meets_place(article_.text);
    };
    if (const auto* phrase = node.as<PhraseNode>())
      return in_places([&](const std::vector<Token>& tokens) {
        const std::vector<Reading> readings = expander_.expand_phrase(phrase->tokens).readings;
        return std::any_of(readings.begin(), readings.end(), [&](const Reading& reading) {
          return side_by_side(tokens, reading, [](const Token& token, const auto& stems) {
            return std::find(stems.begin(), stems.end(), token.folded) != stems.end();
          });
        });
      });
    if (const auto* literal = node.as<LiteralNode>())
      return in_places([&](const std::vector<Token>& tokens) {
        return side_by_side(tokens, literal->tokens,
                            [](const Token& a, const Token& b) { return a.exact == b.exact; });
      });
    if (node.as<ValueNode>() != nullptr) return false;  // the sample articles name no source
    const std::string letters = fold(node.as<PrefixNode>()->letters);
    return in_places([&](const std::vector<Token>& tokens) {
      return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
        return token.folded.starts_with(letters) ||
               (!node.in_title && fold(token.exact).starts_with(letters));
      });
    });
  }

 private:
  template <typename Asked, typename Same>
  static bool side_by_side(const std::vector<Token>& tokens, const Asked& asked, const Same& same) {
    return std::search(tokens.begin(), tokens.end(), asked.begin(), asked.end(), same) !=
           tokens.end();
  }

  bool meets_any(const std::vector<QueryNode>& nodes) const {
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](const QueryNode& node) { return meets_node(node); });
  }
  bool meets_all(const std::vector<QueryNode>& nodes) const {
    return std::all_of(nodes.begin(), nodes.end(),
                       [&](const QueryNode& node) { return meets_node(node); });
  }

  bool meets_run(const RunNode& run) const {
    if (meets_any(run.excluded) || !meets_all(run.limits)) return false;
    if (!run.required.empty()) return meets_all(run.required);
    return run.optional.empty() || meets_optional(run.optional);
  }

  // Stop words do not count beside better words.
  bool meets_optional(const std::vector<QueryNode>& nodes) const {
    const auto is_stop_word = [](const QueryNode& node) {
      const auto* word = node.as<WordNode>();
      return word != nullptr && !node.in_title && word->token.stop_word;
    };
    const auto is_better = [&](const QueryNode& node) {
      const bool plain = node.as<WordNode>() != nullptr || node.as<PhraseNode>() != nullptr;
      return plain && !node.in_title && !is_stop_word(node);
    };
    const bool has_better = std::any_of(nodes.begin(), nodes.end(), is_better);
    return std::any_of(nodes.begin(), nodes.end(), [&](const QueryNode& node) {
      return !(has_better && is_stop_word(node)) && meets_node(node);
    });
  }

  bool meets_word(const Token& token, bool in_title) const {
    QueryWords query;
    query.units = {{{token}}};
    query.expansions = {expander_.expand(token)};
    if (!in_title) return meets(article_, query, 0);
    const std::vector<std::string>& forms = query.expansions.front().folded;
    return std::any_of(article_.own_title.begin(), article_.own_title.end(), [&](const Token& t) {
      return std::find(forms.begin(), forms.end(), t.folded) != forms.end();
    });
  }

  // The places of what NEAR looks for, title first.
  std::vector<std::size_t> places(const QueryNode& node) const {
    std::vector<std::size_t> found;
    const auto look = [&](const auto& wanted) {
      for (std::size_t i = 0; i < article_.title.size(); ++i)
        if (wanted(article_.title[i].folded)) found.push_back(i);
      for (std::size_t i = 0; i < article_.text.size(); ++i)
        if (wanted(article_.text[i].folded)) found.push_back(article_.title.size() + 100 + i);
    };
    if (const auto* word = node.as<WordNode>()) {
      const std::vector<std::string> forms = expander_.expand(word->token).folded;
      look([&](const std::string& folded) {
        return std::find(forms.begin(), forms.end(), folded) != forms.end();
      });
    } else if (const auto* prefix = node.as<PrefixNode>()) {
      look([&](const std::string& folded) { return folded.starts_with(fold(prefix->letters)); });
    } else {
      for (const QueryNode& part : node.as<RunNode>()->optional)
        for (const std::size_t place : places(part)) found.push_back(place);
    }
    return found;
  }

  bool meets_near(const NearNode& near) const {
    for (std::size_t i = 0; i < near.distances.size(); ++i) {
      const std::vector<std::size_t> first = places(near.parts[i]);
      const std::vector<std::size_t> second = places(near.parts[i + 1]);
      bool met = false;
      for (const std::size_t a : first)
        for (const std::size_t b : second)
          met = met || (a != b && (a > b ? a - b : b - a) <= near.distances[i]);
      if (!met) return false;
    }
    return true;
  }

  const Read& article_;
  const Expander& expander_;
};

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
    read.own_title = analyzer.analyze(hit.article.title);
    read.date = hit.article.date;
    articles.push_back(std::move(read));
  }
  REQUIRE(articles.size() == searcher.statistics().articles);
  // In an order that does not change with the ranking.
  std::sort(articles.begin(), articles.end(),
            [](const Read& a, const Read& b) { return a.id < b.id; });

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

    const ParsedQuery asked_for = parse_query(query, analyzer);
    const QueryWords expanded =
        expand_query(searched_units(asked_for), Expander(analyzer, database, asked_for.text));
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
      asked.mend = false;
      std::set<std::string> found;
      const SearchResult result = searcher.search(asked);
      for (const Hit& hit : result.hits) found.insert(hit.id);
      CHECK_MESSAGE(found == expected, query);
    }
  }

  // Queries of the grammar, of words that stand in a few articles.
  std::vector<std::string> words;
  for (int i = 0; i < 4; ++i) {
    const Read& article = articles[random() % articles.size()];
    std::size_t at = 0;
    for (int k = 0; k < 12; ++k) words.push_back(any_word(article, at));
    words.push_back(article.text[at + 1].exact);
  }
  test::RandomQueries queries(2009, words);
  const auto found_by = [&](const std::string& query) {
    SearchRequest asked;
    asked.query = query;
    asked.count = 10'000;
    asked.detail = HitDetail::kId;
    asked.mend = false;
    asked.today = std::chrono::year(2025) / 9 / 15;
    std::set<std::string> found;
    const SearchResult result = searcher.search(asked);
    for (const Hit& hit : result.hits) found.insert(hit.id);
    CHECK(result.total == found.size());
    return found;
  };
  ParseSettings parse_settings;
  parse_settings.today = std::chrono::year(2025) / 9 / 15;
  const auto expected_by = [&](const std::string& query) {
    const ParsedQuery parsed = parse_query(query, analyzer, parse_settings);
    const Expander expander(analyzer, database, parsed.text);
    std::set<std::string> expected;
    for (const Read& read : articles)
      if (Reader(read, expander).meets_node(parsed.root)) expected.insert(read.id);
    return expected;
  };
  // What the plan says that matches, without what ranks it.
  RecordCodec codec(settings.dictionary);
  QueryWork work;
  const auto matching_of = [&](const std::string& query) {
    const ParsedQuery parsed = parse_query(query, analyzer, parse_settings);
    const QueryPlan plan = make_plan(parsed, analyzer, database, codec, {}, work);
    Xapian::Enquire enquire(database);
    enquire.set_query(plan.matching);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    std::set<std::string> ids;
    const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
    for (auto match = matches.begin(); match != matches.end(); ++match)
      ids.insert(match.get_document().get_value(field(FieldId::kId).slot));
    return ids;
  };
  int understood = 0;
  int not_empty = 0;
  for (int round = 0; round < 600; ++round) {
    const std::string query = queries.query();
    std::set<std::string> expected;
    try {
      expected = expected_by(query);
    } catch (const Error&) {
      CHECK_THROWS_AS(found_by(query), Error);
      continue;
    }
    ++understood;
    not_empty += expected.empty() ? 0 : 1;
    CHECK_MESSAGE(found_by(query) == expected, query);
    CHECK_MESSAGE(matching_of(query) == expected, query);
  }
  CHECK(understood > 400);
  CHECK(not_empty > 250);

  // Whatever the words: + never finds more, a phrase is found where its words are, and what has a
  // word and what has it not are together all.
  for (int round = 0; round < 100; ++round) {
    const std::string a = queries.word();
    const std::string b = queries.word();
    const std::set<std::string> plain = found_by(a);
    const auto within = [](const std::set<std::string>& inner, const std::set<std::string>& outer) {
      return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
    };
    CHECK_MESSAGE(within(found_by("+(" + a + ") +(" + b + ")"), plain), a << " " << b);
    CHECK_MESSAGE(within(found_by("\"" + a + " " + b + "\""), found_by(a + " AND " + b)),
                  a << " " << b);
    CHECK_MESSAGE(within(found_by("=\"" + a + " " + b + "\""), found_by("=" + a + " =" + b)),
                  a << " " << b);
    const std::set<std::string> with = found_by(a + " AND " + b);
    std::set<std::string> both = found_by(a + " NOT " + b);
    for (const std::string& id : with) CHECK(both.insert(id).second);
    CHECK_MESSAGE(both == plain, a << " " << b);
  }
}

// Robertson's formula by hand, with the constants and the idf that query_builder.cc and Xapian
// have.
TEST_CASE("the score of a word in its exact form is BM25's") {
  const test::TempDir dir;
  REQUIRE(test::add_lines(dir.index(), R"(
{"id":"a","text":"Kış kış gelir, kışın kar yağar."}
{"id":"b","title":"Yaz","text":"Kış geçti."}
{"id":"c","text":"Bahar geldi."}
{"id":"d","text":"Güz geldi."}
)")
              .report.refused == 0);
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(dir.index(), settings);
  const double articles = database.get_doccount();
  const double found = database.get_termfreq(std::string(prefix::kExact) + "kış");
  REQUIRE(found == 2);
  double idf = (articles - found + 0.5) / (found + 0.5);
  if (idf < 2) idf = idf / 2 + 1;
  idf = std::log(idf);
  Searcher searcher(dir.index());
  SearchRequest request;
  request.query = "=kış";
  const SearchResult result = searcher.search(request);
  REQUIRE(result.hits.size() == 2);
  CHECK(result.hits.front().id == "a");
  for (const Hit& hit : result.hits) {
    const Xapian::docid number = *database.postlist_begin("Q" + hit.id);
    const double length = std::max(database.get_doclength(number) / database.get_avlength(), 0.5);
    const double count = hit.id == "a" ? 2 : 1;
    const double score = idf * count * 1.6 / (0.6 * (0.6 * length + 0.4) + count);
    CHECK(hit.score == doctest::Approx(score));
  }
}
