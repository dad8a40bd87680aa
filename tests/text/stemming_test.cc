// Word forms that must share a stem, and words that must not.
#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support.h"
#include "text/analyzer.h"

using newsidx::Analyzer;
using newsidx::StemmerKind;

namespace {

struct Pair {
  std::string first;
  std::string second;
  bool meet = false;
};

// Lines `word1<TAB>word2<TAB>meet|apart`; a line that is none of these is a failure of its own.
std::vector<Pair> read_pairs() {
  std::ifstream in(newsidx::test::source_dir() / "tests/data/stem_pairs.tsv");
  std::vector<Pair> pairs;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const bool complete = first != std::string::npos && second != std::string::npos;
    REQUIRE_MESSAGE(complete, line);
    const std::string verdict = line.substr(second + 1);
    const bool known = verdict == "meet" || verdict == "apart";
    REQUIRE_MESSAGE(known, line);
    pairs.push_back(
        {line.substr(0, first), line.substr(first + 1, second - first - 1), verdict == "meet"});
  }
  return pairs;
}

}  // namespace

TEST_CASE("the pairs of stem_pairs.tsv meet or stay apart") {
  Analyzer analyzer(StemmerKind::kLexicon);
  const std::vector<Pair> pairs = read_pairs();
  std::size_t meet = 0;
  for (const Pair& pair : pairs) {
    const std::string first = analyzer.stem_word(pair.first);
    const std::string second = analyzer.stem_word(pair.second);
    const bool same = first == second;
    CHECK_MESSAGE(same == pair.meet, pair.first, " -> ", first, ", ", pair.second, " -> ", second);
    meet += pair.meet ? 1 : 0;
  }
  CHECK(meet >= 200);
  CHECK(pairs.size() - meet >= 200);
}

TEST_CASE("forms that Snowball keeps apart meet") {
  Analyzer analyzer(StemmerKind::kLexicon);
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"gün", "günü"},          {"konu", "konusu"},        {"insan", "insanların"},
      {"seçim", "seçimler"},    {"türkiye", "türkiyenin"}, {"ekonomi", "ekonomisi"},
      {"isim", "isimler"},      {"hasta", "hastanın"},     {"süre", "süresi"},
      {"dönemde", "döneminde"}, {"neden", "nedeniyle"},    {"oranı", "oranında"},
      {"durum", "durumunda"},   {"hak", "hakkında"},
  };
  for (const auto& [first, second] : pairs)
    CHECK_MESSAGE(analyzer.stem_word(first) == analyzer.stem_word(second), first, " ", second);
}

TEST_CASE("words that Snowball throws together stay apart") {
  Analyzer analyzer(StemmerKind::kLexicon);
  const std::vector<std::vector<std::string>> groups = {
      {"başkanı", "başka"},       {"iyi", "ileri", "ince"}, {"insan", "in"},
      {"aldı", "altın", "altı"},  {"oyun", "oy"},           {"bile", "bilim"},
      {"artık", "ara"},           {"yarın", "yardım"},      {"deniz", "de"},
      {"yoğun", "yok"},           {"yapı", "yaptı"},        {"geçti", "gece"},
      {"adam", "adana", "adayı"}, {"sorun", "soru"},        {"kanun", "kan"},
      {"yeni", "yemin"},
  };
  for (const std::vector<std::string>& group : groups)
    for (std::size_t i = 0; i < group.size(); ++i)
      for (std::size_t k = i + 1; k < group.size(); ++k)
        CHECK_MESSAGE(analyzer.stem_word(group[i]) != analyzer.stem_word(group[k]), group[i], " ",
                      group[k]);
}
