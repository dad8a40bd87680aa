// Letters, suffixes, the word lists and what follows from them.
#include "text/morphology/lexicon.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "newsidx/error.h"
#include "tests/allomorphs.h"
#include "text/morphology/automaton.h"
#include "text/morphology/families.h"
#include "text/morphology/shipped_model.h"

using namespace newsidx;
using newsidx::test::allomorphs_of;

namespace {

// kitab=kitap noun, before a vowel.
std::string describe(const Allomorph& allomorph) {
  static const std::vector<std::string> bounds = {"anywhere", "before vowel", "before consonant",
                                                  "before y", "before -Iyor", "not before -Iyor",
                                                  "alone"};
  static const std::vector<std::string> classes = {"noun", "verb", "name", "whole"};
  std::string text = decode_letters(allomorph.surface);
  if (allomorph.citation != allomorph.surface) text += "=" + decode_letters(allomorph.citation);
  text += " " + classes.at(static_cast<std::size_t>(allomorph.root_class));
  text += " " + bounds.at(static_cast<std::size_t>(allomorph.bound));
  if (allomorph.state == State::kTimeNoun) text += " time";
  if (allomorph.state == State::kVerbInIr) text += " ir";
  if (allomorph.state == State::kPossessed3) text += " possessed";
  if (allomorph.state == State::kCompoundBase) text += " base";
  if (allomorph.harmony != 0)
    text += " " + decode_letters(std::string(1, static_cast<char>(allomorph.harmony)));
  return text;
}

std::vector<std::string> described(const std::vector<Allomorph>& allomorphs) {
  std::vector<std::string> texts;
  for (const Allomorph& allomorph : allomorphs) texts.push_back(describe(allomorph));
  return texts;
}

}  // namespace

TEST_CASE("letters") {
  for (const std::string word : {"çğıöşü", "abcdefghijklmnopqrstuvwxyz", "pijamalı"}) {
    CHECK(decode_letters(encode_letters(word)) == word);
  }
  CHECK(decode_letters(encode_letters("kâğıt hâl")).empty());  // a space is no letter
  CHECK(decode_letters(encode_letters("âîû")) == "aiu");
  LetterWord word;
  for (const std::string none : {"", "Ev", "ev1", "ev-", "é", "а", "İ"})
    CHECK_FALSE(encode_word(none, word));
  CHECK(encode_word(std::string(kMaxWordLetters, 'b'), word));
  CHECK(word.size == kMaxWordLetters);
  CHECK(word.letters[word.size] == 0);
  CHECK_FALSE(encode_word(std::string(kMaxWordLetters + 1, 'b'), word));
  for (Letter letter = 1; letter < kLetterCount; ++letter) {
    if (accented(letter) != 0) CHECK(plain(accented(letter)) == letter);
    if (plain(letter) != letter) CHECK(accented(plain(letter)) == letter);
    if (is_vowel(letter)) CHECK_FALSE(is_back(fronted(letter)));
    if (is_vowel(letter)) CHECK(is_back(high_harmony(letter)) == is_back(letter));
    if (is_vowel(letter)) CHECK(is_back(low_harmony(letter)) == is_back(letter));
  }
}

TEST_CASE("suffix tags have one position each, and every suffix has one") {
  std::set<std::string_view> tags;
  for (std::size_t i = 0; i < suffix_tags().size(); ++i) {
    CHECK(find_suffix_tag(suffix_tags()[i].tag) == i);
    CHECK_FALSE(suffix_tags()[i].name.empty());
    tags.insert(suffix_tags()[i].tag);
  }
  CHECK(tags.size() == suffix_tags().size());
  CHECK(find_suffix_tag("none such") == suffix_tags().size());
  std::set<std::string_view> used;
  for (const SuffixRow& row : suffix_rows()) {
    CHECK(find_suffix_tag(row.tag) < suffix_tags().size());
    CHECK(row.from != 0);
    CHECK_FALSE(row.shape.empty());
    used.insert(row.tag);
  }
  CHECK(used == tags);  // none is there that no suffix has
  CHECK(is_final(State::kNoun));
  CHECK(is_final(State::kEnd));
  CHECK_FALSE(is_final(State::kCompoundBase));
  CHECK_FALSE(is_final(State::kTimeNoun));
}

TEST_CASE("suffixes stand where harmony and the sound before them ask for it") {
  struct Case {
    State from;
    std::string word;
    std::size_t root;  // letters
    std::string tag;
    bool restore;
    std::size_t end;  // 0: no suffix of this tag stands there
    std::string becomes;
  };
  const std::vector<Case> cases = {
      {State::kNoun, "evler", 2, "pl", false, 5, "evler"},
      {State::kNoun, "evlar", 2, "pl", false, 0, ""},
      {State::kNoun, "okullar", 4, "pl", false, 7, "okullar"},
      {State::kNoun, "evde", 2, "loc", false, 4, "evde"},
      {State::kNoun, "evte", 2, "loc", false, 0, ""},
      {State::kNoun, "sepette", 5, "loc", false, 7, "sepette"},
      {State::kNoun, "sepetde", 5, "loc", false, 0, ""},
      {State::kNoun, "odası", 3, "p3s", false, 5, "odası"},
      {State::kNoun, "evsi", 2, "p3s", false, 0, ""},
      {State::kNoun, "odaı", 3, "p3s", false, 0, ""},
      {State::kNoun, "gözlüğü", 3, "lik", false, 6, "gözlüğü"},
      {State::kNoun, "gözlük", 3, "lik", false, 6, "gözlük"},
      {State::kNoun, "gözlükü", 3, "lik", false, 0, ""},
      {State::kNoun, "gözlüğ", 3, "lik", false, 0, ""},
      {State::kNoun, "kitapci", 5, "ci", false, 0, ""},
      {State::kNoun, "kitapci", 5, "ci", true, 7, "kitapçı"},
      {State::kNoun, "yolcu", 3, "ci", true, 5, "yolcu"},
      {State::kNoun, "evlar", 2, "pl", true, 0, ""},
      {State::kVerb, "yazar", 3, "aor", false, 5, "yazar"},
      {State::kVerb, "çalışar", 5, "aor", false, 0, ""},
      {State::kVerb, "çalışır", 5, "aor", false, 7, "çalışır"},
      {State::kVerb, "kalın", 3, "pass", false, 5, "kalın"},
      {State::kVerb, "kalıl", 3, "pass", false, 0, ""},
      {State::kNegative, "gelmem", 5, "aor", false, 6, "gelmem"},
      {State::kNegative, "gelmemi", 5, "aor", false, 0, ""},
      {State::kNoun, "ev", 2, "pl", false, 0, ""},
  };
  const SuffixAutomaton automaton;
  for (const Case& c : cases) {
    LetterWord typed;
    REQUIRE(encode_word(c.word, typed));
    std::size_t end = 0;
    std::string becomes;
    for (const SuffixArc& arc : automaton.arcs(c.from)) {
      if (arc.tag != find_suffix_tag(c.tag)) continue;
      LetterWord word = typed;
      SuffixMatch match;
      const Letter vowel = last_vowel(typed.letters.data(), c.root);
      if (!SuffixAutomaton::match(arc, typed, c.restore, word, c.root, vowel, match)) continue;
      end = match.end;
      becomes = decode_letters(word.key(word.size));
    }
    CHECK_MESSAGE(end == c.end, c.word, " ", c.tag);
    CHECK_MESSAGE(becomes == c.becomes, c.word, " ", c.tag);
  }
  CHECK(automaton.arcs(State::kEnd).empty());
  CHECK(automaton.arcs(State::kWhole).empty());
}

TEST_CASE("lines of roots.tsv and their allomorphs") {
  struct Case {
    std::string line;
    std::vector<std::string> allomorphs;
  };
  const std::vector<Case> cases = {
      {"ev\tnoun", {"ev noun anywhere"}},
      {"ok\tnoun", {"ok noun anywhere"}},
      {"kitap\tnoun\tbound=kitab",
       {"kitap noun before consonant", "kitab=kitap noun before vowel"}},
      {"çocuk\tnoun", {"çocuk noun before consonant", "çocuğ=çocuk noun before vowel"}},
      {"hukuk\tnoun\thard", {"hukuk noun anywhere"}},
      {"vakit\tnoun\tbound=vakt",
       {"vakit noun before consonant", "vakt=vakit noun before vowel i"}},
      {"hak\tnoun\tbound=hakk", {"hak noun before consonant", "hakk=hak noun before vowel"}},
      {"saat\tnoun\tfront", {"saat noun anywhere e"}},
      {"kalp\tnoun\tfront bound=kalb",
       {"kalp noun before consonant e", "kalb=kalp noun before vowel e"}},
      {"bugün\tnoun\ttime", {"bugün noun anywhere", "bugün noun anywhere time"}},
      {"gel\tverb\tir", {"gel verb anywhere ir"}},
      {"yaz\tverb", {"yaz verb anywhere"}},
      {"başla\tverb", {"başla verb not before -Iyor", "başl=başla verb before -Iyor"}},
      {"de\tverb", {"de verb not before -Iyor", "d=de verb before -Iyor e", "di=de verb before y"}},
      {"git\tverb\tbound=gid", {"git verb before consonant", "gid=git verb before vowel"}},
      {"çevir\tverb\tbound=çevr", {"çevir verb anywhere", "çevr=çevir verb before vowel i"}},
      {"milletvekili\tcompound",
       {"milletvekili noun anywhere possessed", "milletvekil=milletvekili noun anywhere base"}},
      {"işbirliği\tcompound",
       {"işbirliği noun anywhere possessed", "işbirliğ=işbirliği noun anywhere base",
        "işbirlik=işbirliği noun anywhere base"}},
      {"borsaodası\tcompound",
       {"borsaodası noun anywhere possessed", "borsaoda=borsaodası noun anywhere base"}},
      {"için\twhole", {"için whole alone"}},
      {"ve\tclosed", {"ve whole alone"}},
      {"bana\tform\tstem=ben", {"bana=ben whole alone"}},
      {"# a comment", {}},
      {"", {}},
      {"ev\tnoun\r\n\r\nok\tnoun\r\n", {"ev noun anywhere", "ok noun anywhere"}},
  };
  for (const Case& c : cases)
    CHECK_MESSAGE(described(allomorphs_of(c.line)) == c.allomorphs, c.line);
  for (const Allomorph& allomorph : allomorphs_of("kitap\tnoun\tbound=kitab"))
    CHECK(allomorph.cost == 0);
}

TEST_CASE("names keep their last letter; of an unlisted word both shapes are accepted") {
  RootSpec root;
  root.word = encode_letters("tarık");
  root.kind = RootSpec::Kind::kName;
  std::vector<Allomorph> allomorphs;
  append_allomorphs(root, allomorphs);
  CHECK(described(allomorphs) == std::vector<std::string>{"tarık name anywhere"});
  root.kind = RootSpec::Kind::kNoun;
  root.either = true;
  allomorphs.clear();
  append_allomorphs(root, allomorphs);
  CHECK(described(allomorphs) ==
        std::vector<std::string>{"tarık noun anywhere", "tarığ=tarık noun before vowel"});
}

TEST_CASE("lines that are no roots are refused by their number") {
  struct Case {
    std::string text;
    std::string place;
    std::string why;
  };
  const std::vector<Case> cases = {
      {"ev\tnoun\nağaç\n", "list:2: ", "unknown kind"},
      {"ev\tisim", "list:1: ", "unknown kind of root: 'isim'"},
      {"# one\n\nev2\tnoun", "list:3: ", "'ev2'"},
      {"Ev\tnoun", "list:1: ", "'Ev'"},
      {"\tnoun", "list:1: ", "no word"},
      {"iki ev\tnoun", "list:1: ", "'iki ev'"},
      {"ev\tnoun\tback", "list:1: ", "unknown detail: 'back'"},
      {"ev\tnoun\tfront  hard", "list:1: ", "unknown detail: ''"},
      {"kitap\tnoun\tbound=", "list:1: ", "no word"},
      {"kitap\tnoun\tbound=k1", "list:1: ", "'k1'"},
      {"bana\tform", "list:1: ", "stem=WORD"},
      {"bana\tform\tstem=", "list:1: ", "no word"},
      {std::string(kMaxWordLetters + 1, 'a') + "\tnoun", "list:1: ", "no word"},
      {"\xFF\tnoun", "list:1: ", "not UTF-8"},
      {"\xC3g\tnoun", "list:1: ", "not UTF-8"},  // not UTF-8: cut ç
  };
  for (const Case& c : cases) {
    std::string message;
    try {
      parse_roots(c.text, "list");
    } catch (const Error& error) {
      message = error.what();
      CHECK(error.code() == ErrorCode::kInputRefused);
      CHECK_FALSE(message_advice(error.message()).empty());
    }
    CHECK_MESSAGE(message.starts_with(c.place), c.text);
    CHECK_MESSAGE(message.find(c.why) != std::string::npos, c.text, " -> ", message);
  }
}

TEST_CASE("the lists that ship are read") {
  const std::vector<RootSpec> roots = parse_roots(shipped_roots(), "roots.tsv");
  CHECK(roots.size() > 10'000);
  std::vector<Allomorph> allomorphs;
  for (const RootSpec& root : roots) append_allomorphs(root, allomorphs);
  CHECK(allomorphs.size() > roots.size());
  for (const Allomorph& allomorph : allomorphs) REQUIRE_FALSE(allomorph.surface.empty());
}

TEST_CASE("families are words that relate to each other") {
  for (const std::string word : {"ekonomik", "ekonomist"}) {
    const auto others = relatives("ekonomi");
    CHECK(std::find(others.begin(), others.end(), word) != others.end());
    const auto back = relatives(word);
    CHECK(std::find(back.begin(), back.end(), "ekonomi") != back.end());
  }
  CHECK(relatives("bromvik").empty());
  CHECK(relatives("").empty());
  std::string_view text = shipped_families();
  std::size_t words = 0;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.starts_with('#')) continue;
    while (!line.empty()) {
      const std::string_view word = line.substr(0, line.find(' '));
      line.remove_prefix(std::min(word.size() + 1, line.size()));
      if (word.empty()) continue;
      ++words;
      // A relative is looked for by its stem.
      CHECK_MESSAGE(!relatives(word).empty(), word);
      for (const std::string& other : relatives(word)) CHECK(other != word);
    }
  }
  CHECK(words > 1000);
}

TEST_CASE("derivatives follow harmony") {
  using Words = std::vector<std::string>;
  CHECK(noun_derivatives("bakan") ==
        Words{"bakanlık", "bakancı", "bakanlı", "bakansız", "bakansal"});
  CHECK(noun_derivatives("kitap") ==
        Words{"kitaplık", "kitapçı", "kitaplı", "kitapsız", "kitapsal"});
  CHECK(noun_derivatives("göz") == Words{"gözlük", "gözcü", "gözlü", "gözsüz", "gözsel"});
  CHECK(noun_derivatives("yol") == Words{"yolluk", "yolcu", "yollu", "yolsuz", "yolsal"});
  CHECK(noun_derivatives("vekil") ==
        Words{"vekillik", "vekilci", "vekilli", "vekilsiz", "vekilsel"});
  for (const std::string none : {"", "123", "brt", "владимир", "Ev"})
    CHECK(noun_derivatives(none).empty());
  const auto makes = [](const std::string& verb, const std::string& noun) {
    const Words made = verb_derivatives(verb);
    return std::find(made.begin(), made.end(), noun) != made.end();
  };
  CHECK(makes("açıkla", "açıklama"));
  CHECK(makes("görüş", "görüşme"));
  CHECK(makes("gir", "giriş"));
  CHECK(makes("anla", "anlayış"));
  CHECK(makes("seç", "seçim"));
  CHECK(makes("oku", "okuyucu"));
  CHECK(makes("sat", "satıcı"));
  for (const std::string none : {"", "123", "brt", "владимир", "Ev"})
    CHECK(verb_derivatives(none).empty());
}
