// What a program of somebody else's may do with the public headers alone.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "newsidx/aliases.h"
#include "newsidx/analysis.h"
#include "newsidx/error.h"
#include "newsidx/indexer.h"
#include "newsidx/names.h"
#include "newsidx/searcher.h"
#include "newsidx/status.h"
#include "newsidx/topics.h"
#include "newsidx/watch.h"
#include "tests/support.h"

using namespace newsidx;

TEST_CASE("a text is analyzed as it would be indexed, whatever its encoding") {
  TextAnalyzer analyzer;
  const AnalyzedText text =
      analyzer.analyze("\xDEi Putin'in <b>g\xF6r\xFC\xFEmesi</b>");  // windows-1254
  CHECK(text.text == "Şi Putin'in görüşmesi");
  REQUIRE(text.tokens.size() == 3);
  CHECK(text.tokens[1].exact == "putin");
  CHECK(!text.tokens[1].reason.empty());
  CHECK(text.readings.empty());

  const AnalyzedText word = analyzer.analyze("bakanlığında");
  REQUIRE(!word.readings.empty());
  CHECK(word.readings.size() <= AnalyzedText::kMaxReadings);
  CHECK(word.readings.front().stem == word.tokens.front().stem);
  CHECK(!word.readings.front().suffixes.empty());
  CHECK(analyzer.stem("bakanlığında") == word.tokens.front().stem);

  CHECK_THROWS_AS(analyzer.analyze(std::string(200, '\x01')), Error);
  StemmerChoice choice;
  choice.kind = StemmerKind::kSnowball;
  choice.lexicon = "no-such-file";
  CHECK_THROWS_AS(TextAnalyzer{choice}, Error);
}

TEST_CASE("names and topics of a text without an index") {
  NameReader names;
  const std::string text =
      "Rusya Devlet Başkanı Vladimir Putin Ankara'ya geldi. Putin, Erdoğan'la görüştü.";
  const NamesOfText found = names.read(text);
  REQUIRE(found.entity_of.size() == found.mentions.size());
  CHECK(names.mentions(text) == found.mentions);
  CHECK(std::any_of(found.entities.begin(), found.entities.end(), [](const NamedEntity& entity) {
    return entity.name == "Vladimir Putin" && entity.mentions >= 2;
  }));

  TopicReader topics;
  const auto about =
      topics.read("Galatasaray maçta iki gol attı; teknik direktör futbolcularını övdü.");
  REQUIRE(!about.empty());
  CHECK(find_topic(about.front().id)->english == "sport");
  CHECK(topics.read("").empty());
}

TEST_CASE("an index's own aliases: added, told, removed") {
  const test::TempDir folder;
  const auto index = folder.path() / "idx";
  CHECK(!has_index(index));
  CHECK(!AliasBook(index, AliasBook::Access::kRead).lines("Putin").empty());  // the shipped list
  CHECK_THROWS_AS(AliasBook(index, AliasBook::Access::kChange), Error);
  { const Indexer made(index); }
  CHECK(has_index(index));

  AliasBook book(index, AliasBook::Access::kChange);
  CHECK_THROWS_AS(AliasBook(index, AliasBook::Access::kChange, std::chrono::milliseconds(0)),
                  Error);
  const AliasLine line =
      book.add({"Ayşe  Örnek", EntityType::kPerson, {"Aysel Örnek", "A. Örnek"}});
  CHECK(line.canonical == "Ayşe Örnek");
  CHECK(line.spellings == std::vector<std::string>{"Aysel Örnek", "A. Örnek"});
  CHECK(book.types_of({"AYSEL ÖRNEK"}) == std::vector{EntityType::kPerson});
  CHECK(AliasBook(index, AliasBook::Access::kRead).lines("aysel ornek") == std::vector{line});
  CHECK(book.remove(EntityType::kPerson, "Aysel Örnek") == "Aysel Örnek");
  CHECK_THROWS_AS(book.remove(EntityType::kPerson, "Aysel Örnek"), Error);
  for (const char* none : {"", "#Ayşe", "…", "\xFF"})
    CHECK_THROWS_AS(book.add({none, EntityType::kPerson, {"Ayşe"}}), Error);
}

TEST_CASE("a feed that stays the same is not written") {
  const test::TempDir folder;
  const auto file = folder.path() / "feed.xml";
  replace_feed(file, "<a/>");
  const auto written = std::filesystem::last_write_time(file);
  replace_feed(file, "<a/>");
  CHECK(std::filesystem::last_write_time(file) == written);
  replace_feed(file, "<b/>");
  CHECK(std::filesystem::file_size(file) == 4);
}
