// What a query may cost: counts of what the worst that we could think of does, on a made archive.
// bench/worst_queries has the time and memory of such queries on a real one.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "newsidx/entity.h"
#include "newsidx/related.h"
#include "newsidx/searcher.h"
#include "searcher/matching/bounded_match.h"
#include "searcher/matching/match_counts.h"
#include "searcher/matching/query_cost.h"
#include "searcher/matching/vocabulary.h"
#include "searcher/mending/spelling.h"
#include "searcher/plan/query_plan.h"
#include "searcher/query/query_parser.h"
#include "store/archive.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

constexpr std::size_t kArticles = 600;
constexpr std::size_t kQueryBytes = 10'000;

const std::vector<std::string> kCommon = {"ve",  "bir",  "bu",   "da",    "de",    "için", "ile",
                                          "çok", "daha", "gibi", "kadar", "sonra", "en",   "her"};

// Words that no lexicon has: what is made of them depends on nothing but these.
std::string made_word(std::mt19937& random) {
  static const std::vector<std::string> kSyllables = {"ka", "lo", "mi", "te", "bu", "so", "ra",
                                                      "ne", "gü", "şi", "dö", "ço", "pa", "vı"};
  std::string word;
  for (auto syllables = 2 + random() % 3; syllables > 0; --syllables)
    word += kSyllables[random() % kSyllables.size()];
  return word;
}

// Of 600 articles, each of a hundred made words and all of the common ones.
struct BoundsArchive {
  BoundsArchive() {
    std::mt19937 random(13);
    for (int i = 0; i < 3000; ++i) words.push_back(made_word(random));
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::shuffle(words.begin(), words.end(), random);
    std::string lines;
    for (std::size_t i = 0; i < kArticles; ++i) {
      std::string text;
      for (int k = 0; k < 100; ++k)
        text += words[random() % words.size()] + ' ' + kCommon[random() % kCommon.size()] + ' ';
      for (const std::string& word : kCommon) text += word + ' ';
      lines +=
          nlohmann::json{
              {"id", "a" + std::to_string(i)},
              {"title", words[random() % words.size()] + ' ' + words[random() % words.size()]},
              {"author", words[i % 300] + ' ' + words[i % 299]},
              {"date", "2025-0" + std::to_string(1 + i % 9) + "-1" + std::to_string(i % 10)},
              {"text", text}}
              .dump() +
          '\n';
    }
    REQUIRE(test::add_lines(dir.index(), lines).report.added == kArticles);
  }

  test::TempDir dir;
  std::vector<std::string> words;
};

const BoundsArchive& archive() {
  static const BoundsArchive made;
  return made;
}

// As many as a query holds.
std::string filled(const std::function<std::string(std::size_t)>& part, const std::string& between,
                   std::size_t bytes = kQueryBytes) {
  std::string query;
  for (std::size_t i = 0;; ++i) {
    const std::string next = (i > 0 ? between : "") + part(i);
    if (query.size() + next.size() > bytes) return query;
    query += next;
  }
}

// The same again and again.
std::function<std::string(std::size_t)> always(const std::string& part) {
  return [part](std::size_t) { return part; };
}

const std::string& word(std::size_t i) { return archive().words[i % archive().words.size()]; }
const std::string& common(std::size_t i) { return kCommon[i % kCommon.size()]; }
// Each two of the common ones once.
std::string common_pair(std::size_t i, const std::string& between) {
  const std::size_t count = kCommon.size();
  return common(i / count) + between + common(i / count + 1 + i % (count - 1));
}

// What the query takes, found and counted; TooMuch is as good an end as any.
WorkDone work_of(Searcher& searcher, const std::string& query, bool explain = false) {
  SearchRequest request;
  request.query = query;
  request.explain = explain;
  request.time_limit = std::chrono::milliseconds(0);
  request.today = std::chrono::year(2025) / 9 / 15;
  try {
    searcher.search(request);
  } catch (const TooMuch& error) {
    CHECK_MESSAGE(error.reason() == TooMuch::Reason::kWork, query.substr(0, 100));
    CHECK_FALSE(message_advice(error.message()).empty());
  }
  return searcher.last_work();
}

// A clock that a test moves: it stands still for so many looks, and then an hour has gone.
int looks_left = 0;
QueryWork::Clock::time_point test_clock() {
  static const QueryWork::Clock::time_point start = QueryWork::Clock::now();
  return --looks_left >= 0 ? start : start + std::chrono::hours(1);
}

struct Opened {
  explicit Opened(const std::filesystem::path& dir = archive().dir.index()) : index(dir) {}
  Archive index;
  const Xapian::Database& database = index.database();
  Analyzer analyzer{index.fingerprint().stemmer, index.resources()};
};

}  // namespace

TEST_CASE("equal parts of a query are evaluated once") {
  Searcher searcher(archive().dir.index());
  for (const auto& [part, between] :
       std::vector<std::pair<std::string, std::string>>{{"ka*", " "},
                                                        {"ka*", " OR "},
                                                        {"=\"ve bir\"", " OR "},
                                                        {"+=ve", " "},
                                                        {"(ve AND bir)", " OR "},
                                                        {"kişi:a", " "},
                                                        {"yazar:ka*", " "},
                                                        {"\"ve bir\"", " OR "},
                                                        {"tarih:2025-01", " "},
                                                        {"başlık:ka*", " "}}) {
    const WorkDone once = work_of(searcher, part + between + part);
    const WorkDone often = work_of(searcher, filled(always(part), between));
    CHECK_MESSAGE(often.terms_searched == once.terms_searched, part);
    CHECK_MESSAGE(often.values_found == once.values_found, part);
    CHECK_MESSAGE(often.positions_read == once.positions_read, part);
    CHECK_MESSAGE(often.articles_read == once.articles_read, part);
    CHECK_MESSAGE(often.words_expanded == once.words_expanded, part);
  }
  const WorkDone pair = work_of(searcher, "ve NEAR/100 ve");
  const WorkDone chain = work_of(searcher, filled(always("ve"), " NEAR/100 "));
  CHECK(chain.positions_read == pair.positions_read);
  CHECK(chain.terms_searched == pair.terms_searched);
}

TEST_CASE("whatever a query is made of, what it takes is bounded") {
  Searcher searcher(archive().dir.index());
  const auto in = [](const std::string& field,
                     const std::function<std::string(std::size_t)>& part) {
    return field + ":(" + filled(part, " ", kQueryBytes - 100) + ")";
  };
  const auto two = [](std::size_t i) {
    static const std::string kAscii = "abcdefghijklmnoprstuvyz";
    return std::string{kAscii[i % kAscii.size()], kAscii[i / kAscii.size() % kAscii.size()]};
  };
  const auto quoted = [](std::size_t i) { return '"' + common_pair(i, " ") + '"'; };
  const std::vector<std::string> queries = {
      filled([](std::size_t i) { return "=\"bir " + word(i) + '"'; }, " OR "),
      filled([](std::size_t i) { return "=" + word(i); }, " "),
      filled([](std::size_t i) { return "+=" + common(i); }, " "),
      filled([](std::size_t i) { return "(=" + word(i) + " OR =" + common(i) + ")"; }, " AND "),
      "bir " + filled([](std::size_t i) { return "-=\"bir " + word(i) + '"'; }, " ", 9900),
      in("title", [](std::size_t i) { return "=" + word(i); }),
      in("title", [](std::size_t i) { return '"' + word(i) + ' ' + word(i + 1) + '"'; }),
      "=\"" + filled(common, " ", 9900) + '"',
      filled(word, " "),
      filled([](std::size_t i) { return word(i) + "x"; }, " "),  // mistyped
      filled([](std::size_t i) { return word(i) + word(i + 1); }, " "),
      filled([&](std::size_t i) { return two(i) + "*"; }, " "),
      filled([&](std::size_t i) { return "(" + word(i) + " ka*)"; }, " OR "),
      filled([&](std::size_t i) { return "(" + word(i) + " AND ka*)"; }, " OR "),
      in("title", [&](std::size_t i) { return two(i) + "*"; }),
      filled(quoted, " "),
      filled([&](std::size_t i) { return '+' + quoted(i); }, " "),
      '"' + filled(common, " ", 9900) + '"',
      '"' + filled(word, " ", 9900) + '"',
      filled(common, " NEAR/99 "),
      filled([](std::size_t i) { return common(i) + " NEAR/" + std::to_string(1 + i % 99); }, " ",
             9900) +
          " ve",
      filled([](std::size_t i) { return common_pair(i, " NEAR/99 "); }, " OR "),
      filled([&](std::size_t i) { return two(i) + "*"; }, " NEAR "),
      in("person", two),
      in("person", [&](std::size_t i) { return two(i) + "*"; }),
      in("author", two),
      in("author", [&](std::size_t i) { return two(i) + "*"; }),
      in("author", [](std::size_t i) { return word(i) + "x"; }),
      in("place", [](std::size_t i) { return word(i) + "x"; }),
      in("id", [](std::size_t i) { return "a" + std::to_string(i) + "*"; }),
      in("url", [](std::size_t i) { return word(i) + ".com"; }),
      in("date",
         [](std::size_t i) {
           return std::to_string(1 + i % 28) + "." + std::to_string(1 + i % 12) + "." +
                  std::to_string(1990 + i / 336);
         }),
      filled([](std::size_t i) { return "(" + common_pair(i, " AND ") + ")"; }, " OR "),
      filled([](std::size_t i) { return "(" + common_pair(i, " OR ") + ")"; }, " AND "),
      filled([](std::size_t i) { return "(" + word(i) + " NOT (bu NOT " + word(i + 1) + "))"; },
             " OR "),
      std::string(49, '(') + filled(word, " OR ", 4000) +
          [] {
            std::string closing;
            for (std::size_t i = 0; i < 49; ++i) closing += " AND " + common(i) + ")";
            return closing;
          }(),
  };
  Opened opened;
  std::uint64_t keywords = 0;
  for (auto term = opened.database.allterms_begin("A"); term != opened.database.allterms_end("A");
       ++term)
    ++keywords;
  for (const std::string& query : queries) {
    REQUIRE(query.size() <= kQueryBytes);
    const WorkDone work = work_of(searcher, query);
    const std::string shown = query.substr(0, 60);
    // The matches of one search: of phrases that may be nowhere, of candidates, and the search
    // itself.
    CHECK_MESSAGE(work.terms_searched <= 3 * kMaxSearchedTerms, shown);
    CHECK_MESSAGE(work.positions_read <= 3 * 1'500'000, shown);
    CHECK_MESSAGE(work.articles_read <= kArticles, shown);
    CHECK_MESSAGE(work.values_found <= 3 * (kMaxValues + kMaxTerms), shown);
    CHECK_MESSAGE(work.words_compared <= kMaxCompared, shown);
    CHECK_MESSAGE(work.words_expanded <= 2 * kQueryBytes, shown);
    // All values of a field are looked through together; one that is nowhere once more for each way
    // in which it may have been meant.
    CHECK_MESSAGE(work.values_looked_through <= keywords * 100, shown);
  }
}

TEST_CASE("literals are looked for together, in one pass over the articles that may have them") {
  Searcher searcher(archive().dir.index());
  SearchRequest request;
  request.count = 1000;
  request.detail = HitDetail::kId;
  std::vector<std::string> each;  // found by any of them alone
  std::string query;
  std::uint64_t alone = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    const std::string literal = "=\"" + word(i) + " " + common(i) + '"';
    query += (i > 0 ? " OR " : "") + literal;
    request.query = literal;
    for (const Hit& hit : searcher.search(request).hits) each.push_back(hit.id);
    alone += searcher.last_work().articles_read;
  }
  std::sort(each.begin(), each.end());
  each.erase(std::unique(each.begin(), each.end()), each.end());
  request.query = query;
  const SearchResult result = searcher.search(request);
  std::vector<std::string> together;
  for (const Hit& hit : result.hits) together.push_back(hit.id);
  std::sort(together.begin(), together.end());
  CHECK_FALSE(each.empty());
  CHECK(together == each);
  CHECK(result.total == each.size());
  CHECK(searcher.last_work().articles_read <= std::min<std::uint64_t>(alone, kArticles));
}

TEST_CASE("many ranges of days find what each of them finds") {
  Searcher searcher(archive().dir.index());
  SearchRequest request;
  std::uint64_t alone = 0;
  std::string all;
  for (int month = 1; month <= 9; ++month)
    for (int day = 10; day < 20; day += 3) {
      const std::string range = std::to_string(day) + "." + std::to_string(month) + ".2025";
      request.query = "tarih:" + range;
      alone += searcher.count(request);
      all += (all.empty() ? "" : " ") + range + ".." + range;
    }
  request.query = "tarih:(" + all + " " + all + ")";
  CHECK(alone > 0);
  CHECK(searcher.count(request) == alone);
  request.query = "tarih:(" + all + " 2025-01 ..1.1.2025)";
  const std::uint64_t more = searcher.count(request);
  request.query = "tarih:2025-01";
  CHECK(more > alone);
  CHECK(more <= alone + searcher.count(request));
}

TEST_CASE("a query that asks for too much is told from one that cannot be understood") {
  Searcher searcher(archive().dir.index());
  const auto ask = [&](const std::string& query) {
    SearchRequest request;
    request.query = query;
    searcher.search(request);
  };
  // Each of these words begins some hundreds; together they are more than all may.
  CHECK_THROWS_AS(ask(filled([](std::size_t i) { return "(" + word(i) + " AND pa*)"; }, " OR ")),
                  TooMuch);
  CHECK_THROWS_AS(
      ask(filled([](std::size_t i) { return common_pair(i, " NEAR/99 "); }, " AND ") + " AND (" +
          filled([](std::size_t i) { return common_pair(i, " NEAR/98 "); }, " OR ", 4000) + ")"),
      Error);
  try {
    ask("(ve AND bir");
    FAIL("a parenthesis that is not closed");
  } catch (const TooMuch&) {
    FAIL("it cannot be understood");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kUsage);
  }
  EntityRequest entity;
  entity.name = std::string(kQueryBytes + 1, 'a');
  CHECK_THROWS_AS(searcher.entity(entity), Error);
}

TEST_CASE("mistyped words are compared with so many of the index, and the rest is said") {
  Opened opened;
  const ParsedQuery parsed = parse_query(word(0) + "x " + word(1) + "x", opened.analyzer);
  std::vector<Mending> mendings;
  std::vector<Message> notes;
  QueryWork work;
  work.done.words_compared = kMaxCompared;
  mend_query(parsed, opened.analyzer, opened.index, true, mendings, notes, work);
  CHECK(mendings.empty());
  REQUIRE(notes.size() == 1);
  CHECK(notes.front() == Message(MessageKind::kNoteSomeMended, word(0) + "x"));
  CHECK(work.done.words_compared == kMaxCompared);
}

TEST_CASE("a beginning that too many words have is not counted to its end") {
  const test::TempDir dir;
  std::string text;
  for (int i = 0; i < 1500; ++i) text += "ke" + std::to_string(i) + "x ";
  test::add_lines(dir.index(), "{\"id\":\"a\",\"text\":\"" + text + "\"}");
  Searcher searcher(dir.index());
  SearchRequest request;
  request.query = "ke*";
  CHECK_THROWS_AS(searcher.search(request), TooMuch);
  const Opened opened(dir.index());
  QueryWork work;
  CHECK(words_beginning(opened.database, "ke", work).found == kMaxTerms + 1);
}

TEST_CASE("a long story is looked at in part, which is said") {
  Searcher searcher(archive().dir.index());
  RelatedRequest request;
  for (std::size_t i = 0; request.text.size() < 700'000; ++i) request.text += word(i) + ' ';
  request.time_limit = std::chrono::milliseconds(0);
  const auto result = searcher.related(request);
  REQUIRE(result);
  CHECK(result->notes.size() == 1);
  request.text.resize(1000);
  CHECK(searcher.related(request)->notes.empty());
}

TEST_CASE("when the time is over a search ends with what was too much") {
  Opened opened;
  const std::vector<std::string> queries = {
      word(0), word(0) + "x", "ka*", "=\"ve bir\"", "yazar:ka", "\"ve bir\" OR bu", "ve NEAR bir"};
  for (const std::string& query : queries) {
    const ParsedQuery parsed = parse_query(query, opened.analyzer);
    const auto run = [&](QueryWork& work) {
      std::vector<Mending> mendings;
      std::vector<Message> notes;
      mend_query(parsed, opened.analyzer, opened.index, true, mendings, notes, work);
      const QueryPlan plan = make_plan(parsed, opened.analyzer, opened.index, {}, work);
      return count_matches(opened.database, plan.query, work);
    };
    QueryWork unlimited;
    const std::uint64_t expected = run(unlimited);
    // Over at one look at the clock or another, until there are none left: never another answer.
    int ended = 0;
    for (int looks = 1;; looks += 1 + looks / 3) {
      looks_left = looks;
      QueryWork work(std::chrono::seconds(10), test_clock);
      work.set_local(true);
      try {
        const std::uint64_t found = run(work);
        CHECK(found == expected);
        break;
      } catch (const TooMuch& error) {
        ++ended;
        CHECK(error.reason() == TooMuch::Reason::kTime);
        CHECK(message_text(error.message(), Language::kTurkish)
                  .starts_with("arama 10 sn sonra durduruldu"));
        CHECK_FALSE(message_advice(error.message()).empty());
      }
    }
    CHECK_MESSAGE(ended > 3, query);
  }
}

TEST_CASE("Xapian's matcher is stopped by the articles that match") {
  Opened opened;
  CHECK_FALSE(has_remote_parts(opened.database));
  looks_left = 3;  // one to begin, one for the stage, one before the match
  QueryWork work(std::chrono::seconds(10), test_clock);
  work.set_local(true);
  try {
    count_matches(opened.database, Xapian::Query("ve"), work);
    FAIL("it was not stopped");
  } catch (const TooMuch& error) {
    CHECK(std::string(error.what()).find("counting") != std::string::npos);
  }
}

TEST_CASE("what a query would cost is told before it runs") {
  Opened opened;
  const Xapian::Database& database = opened.database;
  const auto frequency = [&](const std::string& term) { return database.get_termfreq(term); };
  const Xapian::Query ve("ve");
  const Xapian::Query bir("bir");
  const Xapian::Query rare(word(0));
  const QueryCost either = cost_of(Xapian::Query(Xapian::Query::OP_OR, ve, rare), database);
  CHECK(either.terms == 2);
  CHECK(either.postings == frequency("ve") + frequency(word(0)));
  const QueryCost both = cost_of(Xapian::Query(Xapian::Query::OP_AND, ve, rare), database);
  CHECK(both.postings == 2 * frequency(word(0)));
  const Xapian::Query terms[] = {ve, bir};
  const Xapian::Query phrase(Xapian::Query::OP_PHRASE, terms, terms + 2, 2);
  CHECK(cost_of(phrase, database).positions == 2 * kArticles);
  CHECK(cost_of(Xapian::Query(Xapian::Query::OP_FILTER, rare, phrase), database).positions ==
        2 * frequency(word(0)));
}
