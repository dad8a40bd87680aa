// Articles of many pages, and texts that are nobody's: in bounded memory, to the last word.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "entities/names/name_finder.h"
#include "indexer/building/article_cost.h"
#include "indexer/writer.h"
#include "newsidx/beginning.h"
#include "newsidx/entity.h"
#include "newsidx/related.h"
#include "searcher/results/likely_places.h"
#include "searcher/results/snippet.h"
#include "store/fields.h"
#include "store/terms.h"
#include "tests/support.h"
#include "tests/text_index.h"
#include "text/analyzer.h"
#include "text/signature.h"

using namespace newsidx;

namespace {

std::string times(const std::string& piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

// Pieces that are joined to a text, words that meet the rules of the segmenter and of acronyms.
std::string random_text(std::mt19937& chance, std::size_t pieces) {
  const std::vector<std::string> kPieces = {
      "a",        "Ankara", "NATO",      "T.C.",       "Putin'in", "2026'da", "'",
      "’",        " ",      "\n",        ".",          ":",        "_",       "·",
      "\"",       ")nin",   "(ŞİÖ)'nün", "dedi.Putin", "11.30",    "AB",      "新闻",
      "é",        "İ",      "A.Ş.'nin",  "x",          "-",        "á́",       "🇹🇷",
      "ab.cd.ef", "a.b.c",  "..",        "1.250.000",  "VE",       "ve"};
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) {
    text += kPieces[chance() % kPieces.size()];
    if (chance() % 2 == 0) text += ' ';
  }
  return text;
}

std::vector<Token> in_parts(Analyzer& analyzer, std::string_view text) {
  std::vector<Token> tokens;
  analyzer.begin(text);
  for (;;) {
    const std::vector<Token>& part = analyzer.next_part();
    if (part.empty()) return tokens;
    CHECK(part.size() <= 5000);
    tokens.insert(tokens.end(), part.begin(), part.end());
  }
}

std::string long_article(const std::string& last) {
  return times("Ankara bugün sakin bir gün geçirdi, haberler sürüyor.\\n", 6000) + last;
}

}  // namespace

TEST_CASE("a text in parts has the tokens of the whole") {
  Analyzer whole(StemmerKind::kLexicon);
  Analyzer parts(StemmerKind::kLexicon);
  std::mt19937 chance(20261130);
  std::vector<std::string> texts = {"",
                                    " ",
                                    "bir",
                                    "AB üyesi",
                                    times("x", 100000),
                                    times("a'b", 30000),
                                    times("a.", 30000),
                                    times("ab.", 30000),
                                    times("NATO üyesi ", 8192),
                                    times("üye AB ", 4096)};
  for (int i = 0; i < 40; ++i) texts.push_back(random_text(chance, 1 + chance() % 12000));
  for (const std::string& text : texts) {
    const std::vector<Token> expected = whole.analyze(text);
    REQUIRE(in_parts(parts, text) == expected);
    NearCopySignature signature;
    const std::size_t half = expected.size() / 2;
    signature.add(text, std::span(expected).first(half));
    signature.add(text, std::span(expected).subspan(half));
    REQUIRE(signature.get() == near_copy_signature(text, expected));
  }
}

TEST_CASE("a word of a megabyte is one token, and costs no more than its letters") {
  Analyzer analyzer(StemmerKind::kLexicon);
  for (const char* const piece : {"x", "kitap", "KİTAP", "1", "a'", "e\u0301", "新"}) {
    const std::vector<Token> tokens = analyzer.analyze(times(piece, 200'000));
    REQUIRE(!tokens.empty());
    CHECK(tokens.front().exact.size() <= kMaxTokenBytes);
    CHECK(tokens.front().stem.size() <= kMaxTokenBytes);
  }
}

TEST_CASE("the beginning of a long text ends with a line, a word or a letter") {
  CHECK(beginning_of("kısa", 100) == "kısa");
  CHECK(beginning_of("bir iki\nüç dört", 12) == "bir iki");
  CHECK(beginning_of("bir iki üç dört", 9) == "bir iki");
  CHECK(beginning_of("şşşşşş", 5) == "şş");
  CHECK(beginning_of("bir üçüçüçüçüçüç", 9) == "bir üç");
  const std::string text = times("Ankara ", 100'000);
  CHECK(beginning_of(text).size() <= kReadForNames);
  CHECK(beginning_of(text).size() > kReadForNames - 10);
}

TEST_CASE("a long article is found by its last word, and says so where that is") {
  const test::TempDir dir;
  const test::Added added = test::add_lines(
      dir.index(), test::article_line("uzun", long_article("Sonunda zürafa geldi, \\\"Vladimir "
                                                           "Zambak\\\" konuştu.")) +
                       test::article_line("kisa", "Ankara bugün sakin.") +
                       test::article_line("baska1", "İzmir'de deniz vardı.") +
                       test::article_line("baska2", "Bursa'da kar yağdı.") +
                       test::article_line("baska3", "Sivas'ta yol kapandı."));
  CHECK(added.refused.empty());
  REQUIRE(added.notes.size() >= 1);
  CHECK(std::any_of(added.notes.begin(), added.notes.end(), [](const std::string& note) {
    return note.find("first 256 kB") != std::string::npos;
  }));
  CHECK(test::search_ids(dir.index(), "zürafa") == std::vector<std::string>{"uzun"});
  CHECK(test::search_ids(dir.index(), "\"zürafa geldi\"") == std::vector<std::string>{"uzun"});
  CHECK(test::search_ids(dir.index(), "=zürafa") == std::vector<std::string>{"uzun"});
  CHECK(test::search_ids(dir.index(), "=\"zürafa geldi\"") == std::vector<std::string>{"uzun"});

  Searcher searcher(dir.index());
  SearchRequest request;
  request.query = "zürafa";
  const SearchResult result = searcher.search(request);
  REQUIRE(result.hits.size() == 1);
  REQUIRE(!result.hits.front().passages.empty());
  const Passage& passage = result.hits.front().passages.front();
  const Article& article = result.hits.front().article;
  CHECK(passage.cut_before);
  REQUIRE(!passage.marks.empty());
  const auto [begin, end] = passage.marks.front();
  CHECK(passage.text.substr(begin, end - begin) == "zürafa");
  CHECK(article.text.substr(passage.begin + begin, end - begin) == "zürafa");

  const ArticleDetails details = searcher.details(*searcher.get("uzun"));
  CHECK(std::any_of(details.entities.begin(), details.entities.end(),
                    [](const NamedEntity& entity) { return entity.name == "Ankara"; }));
  RelatedRequest related;
  related.id = "uzun";
  const std::optional<RelatedResult> found = searcher.related(related);
  REQUIRE(found);
  CHECK(!found->terms.empty());
}

TEST_CASE("likely places: words that begin as the asked ones, wherever they stand") {
  Analyzer analyzer(StemmerKind::kLexicon);
  QueryUnit unit{analyzer.analyze("kitap")};
  const std::vector<WeightedUnit> units = {{unit, 1}};
  const LikelyPlaces likely(units);
  struct Case {
    std::string text;
    std::size_t from;
    std::size_t at;
  };
  const std::vector<Case> cases = {{"kitabı", 0, 0}, {"bir kitap", 0, 4}, {"bir KİTAP", 0, 4},
                                   {"akitap", 0, 6}, {"“kitap”", 0, 3},   {"kitap ve kitap", 1, 9},
                                   {"", 0, 0},       {"ev", 0, 2},        {"ı kitap", 1, 3},
                                   {"(kitap)", 0, 1}};
  for (const Case& c : cases)
    CHECK_MESSAGE(likely.next(c.text, c.from) == c.at, c.text << " from " << c.from);
}

TEST_CASE("the cost of an article counts its words and its different words") {
  Article article;
  article.text = times("A ", 1'000'000);
  const std::uint64_t same = shard_cost(article);
  std::string text;
  for (int i = 0; text.size() < article.text.size(); ++i) text += std::to_string(i * 7919) + ' ';
  article.text = text;
  const std::uint64_t different = shard_cost(article);
  CHECK(different > 2 * same);
  CHECK(same > article.text.size());
  WordCounter counter(article.text.size());
  counter.read(article);
  const std::uint64_t once = direct_cost(counter);
  CHECK(once > different);
  counter.read(article);  // no new words
  CHECK(direct_cost(counter) < once + once / 4);
  const auto words = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), ' '));
  CHECK(counter.words() == 2 * words);
  CHECK(counter.different() > words - words / 50);
  CHECK(counter.different() < words + words / 50);
  counter.clear();
  CHECK(counter.different() == 0);
}

TEST_CASE(
    "an article that would take more memory than is allowed is refused, the others are added") {
  const test::TempDir dir;
  std::string words;
  for (std::size_t i = 0; words.size() < 9'000'000; ++i)
    words += "k" + std::to_string(i * 7919) + ' ';
  std::string lines = test::article_line("bir", "Ankara bugün sakin.");
  lines += test::article_line("sozcuk", words);
  lines += test::article_line("iki", "İzmir bugün sakin.");
  IndexerOptions options;
  options.memory = 192ULL << 20U;
  std::vector<Notice> refused;
  AddObserver observer;
  observer.refused = [&](const Notice& notice) { refused.push_back(notice); };
  AddRequest request;
  request.paths = {dir.write("a.jsonl", lines)};
  std::istringstream nothing;
  Indexer indexer(dir.index(), options);
  const AddReport report = indexer.add(request, nothing, observer);
  CHECK(report.added == 2);
  CHECK(report.refused == 1);
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().place.ends_with("a.jsonl:2"));
  CHECK(refused.front().text.find("MB") != std::string::npos);
  CHECK(test::search_ids(dir.index(), "bugün").size() == 2);
}

TEST_CASE("big articles among many are built alone, and stand in their order") {
  const test::TempDir dir;
  std::string lines;
  for (int i = 0; i < 1100; ++i) {
    lines += test::article_line("k" + std::to_string(i), "Ankara bugün sakin.");
    if (i == 300 || i == 1050)
      lines += test::article_line("b" + std::to_string(i), times("Kara deniz sakin. ", 70'000) +
                                                               "zürafa" + std::to_string(i));
  }
  const test::Added added = test::add_lines(dir.index(), lines);
  CHECK(added.report.added == 1102);
  CHECK(added.refused.empty());
  CHECK(test::search_ids(dir.index(), "zürafa300") == std::vector<std::string>{"b300"});
  CHECK(test::search_ids(dir.index(), "zürafa1050") == std::vector<std::string>{"b1050"});
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(dir.index(), settings);
  CHECK(*database.postlist_begin(id_term("b300")) == 302);
  CHECK(*database.postlist_begin(id_term("b1050")) == 1053);
}

TEST_CASE("names of a text of nothing but names take time and room in proportion") {
  NameFinder finder;
  for (const char* const piece :
       {"A ", "Ali Veli ", "\"Ali\" ", "ALİ VELİ ", "a,B.", "(Ali) ", "1 "}) {
    const std::vector<Mention>& mentions = finder.find(times(piece, 60'000));
    CHECK(mentions.size() <= 120'000);
  }
}
