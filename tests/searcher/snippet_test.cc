#include "searcher/results/snippet.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "newsidx/utf8.h"
#include "searcher/ranking/query_words.h"

using namespace newsidx;

namespace {

SoughtUnits units_of(const std::string& query, Analyzer& analyzer) {
  std::vector<WeightedUnit> weighted;
  for (QueryUnit& unit : searched_units(parse_query(query, analyzer)))
    weighted.push_back({unit, 1});
  return SoughtUnits(std::move(weighted));
}

// The passages with their marks in brackets, joined by |.
std::string shown(const std::string& text, const std::string& query,
                  const SnippetShape& shape = {}) {
  Analyzer analyzer(StemmerKind::kPrefix5);
  std::string out;
  for (const Passage& passage : find_passages(text, units_of(query, analyzer), analyzer, shape)) {
    if (!out.empty()) out += '|';
    std::size_t done = 0;
    for (const auto& [begin, end] : passage.marks) {
      out += passage.text.substr(done, begin - done) + '[' +
             passage.text.substr(begin, end - begin) + ']';
      done = end;
    }
    out += passage.text.substr(done);
  }
  return out;
}

}  // namespace

TEST_CASE("marks stand exactly on the words, with suffix, capitals and apostrophe") {
  CHECK(shown("PUTİN'İN heyeti “Putin’in” sözünü duydu.", "putin") ==
        "[PUTİN'İN] heyeti “[Putin’in]” sözünü duydu.");
  CHECK(shown("Küresel Yönetim Girişimi'nin küresel önemi", "\"küresel yönetim girişimi\"") ==
        "[Küresel] [Yönetim] [Girişimi'nin] küresel önemi");
  CHECK(shown("kapağın altında", "putin") == "kapağın altında");
  CHECK(shown("", "putin").empty());
}

TEST_CASE("passages hold most of the query, stand in the text's order and begin with sentences") {
  std::string text = "Putin geldi. ";
  for (int i = 0; i < 60; ++i) text += "Dolgu cümlesi burada uzuyor. ";
  text += "Sonra Putin ile Lavrov konuştu. ";
  for (int i = 0; i < 60; ++i) text += "Başka dolgu cümlesi. ";
  SnippetShape shape;
  shape.passages = 1;
  shape.words = 8;
  CHECK(shown(text, "Putin Lavrov", shape) ==
        "Sonra [Putin] ile [Lavrov] konuştu. Başka dolgu cümlesi.");
  shape.passages = 2;
  CHECK(shown(text, "Putin Lavrov", shape).starts_with("[Putin] geldi."));
}

TEST_CASE("every passage is a stretch of the text cut at word borders") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += i % 17 == 0 ? "Şi'nin\n" : "çığlık ";
  Analyzer analyzer(StemmerKind::kPrefix5);
  const auto passages = find_passages(text, units_of("şi", analyzer), analyzer);
  CHECK(passages.size() >= 1);
  for (const Passage& passage : passages) {
    CHECK(find_invalid_utf8(passage.text) == std::string::npos);
    std::string original = text.substr(passage.begin, passage.text.size());
    for (char& c : original) c = c == '\n' ? ' ' : c;
    CHECK(original == passage.text);
    CHECK(
        (passage.begin == 0 || text[passage.begin - 1] == ' ' || text[passage.begin - 1] == '\n'));
    const std::size_t end = passage.begin + passage.text.size();
    CHECK((end == text.size() || text[end] == ' ' || text[end] == '\n'));
    for (const auto& [begin, stop] : passage.marks)
      CHECK(passage.text.substr(begin, stop - begin) == "Şi'nin");
  }
}

TEST_CASE("passages: words side by side before the same words apart") {
  std::string text = "Putin sabah geldi, uzun uzun gezdi, akşam yemeğini Lavrov yedi. ";
  for (int i = 0; i < 30; ++i) text += "Dolgu cümlesi burada uzuyor. ";
  text += "Putin Lavrov ile konuştu.";
  SnippetShape shape;
  shape.passages = 1;
  shape.words = 12;
  CHECK(shown(text, "Putin Lavrov", shape) == "[Putin] [Lavrov] ile konuştu.");
}

TEST_CASE("passages end with a sentence rather than a few words into the next one") {
  SnippetShape shape;
  shape.words = 8;
  CHECK(shown("Putin heyetle birlikte Pekin'e geldi. Sonra hep birlikte yemek yenildi burada.",
              "putin", shape) == "[Putin] heyetle birlikte Pekin'e geldi.");
  // Neither an ordinal number nor a title ends one.
  CHECK(shown("Putin dün burada bir 4. sınıf otelde Dr. Şi ile uzun uzun konuştu yine.", "putin",
              shape) == "[Putin] dün burada bir 4. sınıf otelde Dr.");
}

TEST_CASE("passages: what only says the words again is left out") {
  std::string text;
  for (int i = 0; i < 6; ++i) {
    text += "Putin " + std::to_string(i) + " kez geldi. ";
    for (int k = 0; k < 40; ++k) text += "Dolgu cümlesi burada uzuyor. ";
  }
  Analyzer analyzer(StemmerKind::kPrefix5);
  CHECK(find_passages(text, units_of("putin", analyzer), analyzer).size() == 2);
}

TEST_CASE("passages: letters are whole, and ornament and endless words are not the passage") {
  const std::string combined = "s\xCC\xB1\xCC\xA7i\xCC\xB1";  // letters with two marks and one
  const std::string text =
      "bir iki üç dört beş altı yedi " + combined + " putin " + combined + "\xCC\xB1 sonra";
  CHECK(shown(text, "putin", {1, 2, 400, 0}) == "[putin] " + combined + "\xCC\xB1");
  const std::string ornament(5000, '!');
  CHECK(shown(ornament + "putin" + ornament, "putin") == "[putin]");
  CHECK(shown("(“putin”)", "putin") == "(“[putin]”)");
  const std::string endless(5000, 'x');
  CHECK(shown("putin " + endless + " putin geldi", "putin").size() < 200);
}

TEST_CASE("marks: a phrase that is known by its folded stems alone marks no other words") {
  Analyzer analyzer(StemmerKind::kLexicon);
  WeightedUnit phrase;
  for (const char* folded : {"su", "kesinti"}) {
    Token token;
    token.folded = folded;
    phrase.unit.tokens.push_back(token);
  }
  using Marks = std::vector<std::pair<std::size_t, std::size_t>>;
  CHECK(find_marks("su kesintisi", SoughtUnits({phrase}), analyzer) == Marks{{0, 2}, {3, 12}});
  CHECK(find_marks("su İSTANBUL", SoughtUnits({phrase}), analyzer).empty());
}
