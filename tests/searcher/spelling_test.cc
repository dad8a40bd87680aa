// Mistyped words and what becomes of them.
#include "searcher/mending/spelling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "searcher/mending/similar_words.h"
#include "store/archive.h"
#include "store/fields.h"
#include "tests/support.h"
#include "text/analyzer.h"

using namespace newsidx;

namespace {

constexpr const char* kArticles = R"(
{"id":"1","text":"Putin Pekin'e geldi. Sağlık Bakanlığı açıkladı, protestocular yürüdü."}
{"id":"2","text":"Putin sağlık görüşmesi yaptı; sağlık ve bakanlığı konuştu."}
{"id":"3","text":"Sağlık için yürüyüş. Bakanlığı izledi. Putin kazandı."}
{"id":"4","text":"Kitap fuarı açıldı. Oreşkin'in konuğu geldi."}
)";

struct Index {
  Index() {
    test::add_lines(dir.index(), kArticles);
    archive.emplace(dir.index());
    database = archive->database();
  }
  // The query as it is looked up.
  std::string mended(const std::string& query) {
    std::vector<Mending> mendings;
    std::vector<Message> notes;
    QueryWork work;
    const std::string better =
        mend_query(parse_query(query, analyzer), analyzer, *archive, true, mendings, notes, work)
            .value_or(query);
    CHECK(notes.empty());
    return better;
  }
  // The values of a field likewise.
  std::string mended_value(const std::string& value) {
    QueryWork work;
    return Mender(analyzer, database, work).mend_value(value).value_or(value);
  }
  std::vector<std::string> similar(const std::string& word, int mistakes,
                                   std::size_t steps = 1000) {
    std::vector<std::string> words;
    QueryWork work;
    for (const SimilarWord& found :
         find_similar_words(database, prefix::kFoldedStem, word, mistakes, steps, work))
      words.push_back(found.word + std::to_string(found.distance));
    std::sort(words.begin(), words.end());
    return words;
  }

  test::TempDir dir;
  std::optional<const Archive> archive;
  Xapian::Database database;
  Analyzer analyzer{kDefaultStemmer};
};

}  // namespace

TEST_CASE("mistyped words are looked up as the index has them, what is right stays") {
  struct Case {
    std::string typed;
    std::string looked_up;
  };
  const std::vector<Case> cases = {
      {"Puttin", "putin"},       // doubled
      {"Ptuin", "putin"},        // places exchanged
      {"Putan", "putin"},        // wrong
      {"Puin", "putin"},         // missing
      {"Puttin'in", "putin"},    // with its suffix
      {"Oreşkinin", "oreşkin"},  // apostrophe left out
      {"Putinin", "Putinin"},    // the lexicon takes the suffix off by itself
      {"protetocular geldi", "protestocular geldi"},
      {"prtestoclar", "protestocular"},  // two mistakes in a long word
      {"sağlıkbakanlığı", "\"sağlık bakanlığı\""},
      {"+Puttin -kitap", "+putin -kitap"},
      {"Putin", "Putin"},
      {"putine", "putine"},  // the lexicon's suffixes explain it
      {"\"Puttin geldi\"", "\"Puttin geldi\""},
      {"=Puttin", "=Puttin"},
      {"\"Puttin\"", "\"Puttin\""},  // one word in quotes
      {"+\"sağlıkbakanlığı\"", "+\"sağlıkbakanlığı\""},
      {"“Puttin” kitap", "“Puttin” kitap"},
      {"Puttin -Ptuin", "putin -Ptuin"},  // what is left out stays
      {"Pu1in", "Pu1in"},
      {"Pux", "Pux"},
      {"kitaplarımızdan", "kitaplarımızdan"},
      {"xyzwqv", "xyzwqv"},
      {"", ""},
  };
  Index index;
  for (const Case& c : cases) CHECK_MESSAGE(index.mended(c.typed) == c.looked_up, c.typed);
}

TEST_CASE("similar words: mistakes are counted, Turkish letters are not, steps are bounded") {
  Index index;
  CHECK(index.similar("putin", 1).empty());
  CHECK(index.similar("pütin", 1) == std::vector<std::string>{"putin0"});
  CHECK(index.similar("ptuin", 1) == std::vector<std::string>{"putin1"});
  CHECK(index.similar("pwtqn", 1).empty());
  CHECK(index.similar("pwtqn", 2) == std::vector<std::string>{"putin2"});
  CHECK(index.similar("utin", 1).empty());  // the first letter stands
  CHECK(index.similar("pwtqn", 2, 1).empty());
  CHECK(index.similar(std::string(200, 'a'), 2).empty());
  CHECK(index.similar("", 1).empty());
}

TEST_CASE("a search says what it mended, and takes words as typed when told to") {
  Index index;
  Searcher searcher(index.dir.index());
  SearchRequest request;
  request.query = "Ptuin kitap";
  SearchResult result = searcher.search(request);
  REQUIRE(result.mendings.size() == 1);
  CHECK(result.mendings[0].typed == "Ptuin");
  CHECK(result.mendings[0].looked_up == "putin");
  CHECK(result.notes.size() == 1);
  CHECK(result.total == 4);
  request.mend = false;
  result = searcher.search(request);
  CHECK(result.mendings.empty());
  CHECK(result.notes.empty());
  CHECK(result.total == 1);
}

TEST_CASE("a phrase that no article has gives its words, beside others") {
  Index index;
  CHECK(index.mended("Putin \"sağlık bakanlığı\"") == "Putin \"sağlık bakanlığı\"");
  CHECK(index.mended("Putin: \"Kitap bakanlığı AND yürüyüş\"nden - VİDEO") ==
        "Putin: kitap bakanlığı and yürüyüş - VİDEO");
  CHECK(index.mended("Putin “Kitap bakanlığı”") == "Putin kitap bakanlığı");
  CHECK(index.mended("\"kitap bakanlığı\"") == "\"kitap bakanlığı\"");
  CHECK(index.mended("+Putin \"kitap bakanlığı\"") == "+Putin \"kitap bakanlığı\"");
  CHECK(index.mended_value("Oreşkinn") == "oreşkin");
  CHECK(index.mended_value("Putin") == "Putin");
}
