// Roots, suffixes, the model and what makes it.
#include "text/morphology/morphology.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "newsidx/error.h"
#include "tests/support.h"
#include "text/morphology/automaton.h"
#include "text/morphology/families.h"
#include "text/morphology/fitter.h"
#include "text/morphology/lexicon.h"
#include "text/morphology/model_builder.h"
#include "text/morphology/shipped_model.h"
#include "text/morphology/word_counts.h"

using namespace newsidx;

namespace {

const Morphology& shipped() {
  static const Morphology morphology(MorphologyModel::shipped());
  return morphology;
}

std::string tags_of(const Analysis& analysis) {
  std::string tags;
  for (const std::uint8_t suffix : analysis.suffixes)
    tags += (tags.empty() ? "" : " ") + std::string(suffix_tags()[suffix].tag);
  return tags;
}

struct Reading {
  std::string word;
  std::string root;
  std::string tags;
};

void check_readings(const std::vector<Reading>& readings) {
  for (const Reading& expected : readings) {
    const std::vector<Analysis> best = shipped().analyze(expected.word, 1);
    REQUIRE_MESSAGE(best.size() == 1, expected.word);
    CHECK_MESSAGE(best.front().root == expected.root, expected.word);
    CHECK_MESSAGE(tags_of(best.front()) == expected.tags, expected.word);
    CHECK_MESSAGE(!best.front().guessed, expected.word);
    CHECK_MESSAGE(best.front().stem == shipped().stem(expected.word), expected.word);
  }
}

std::vector<std::string> restored_words(const std::string& typed, std::size_t count = 6) {
  std::vector<std::string> words;
  for (const Morphology::Restoration& restoration : shipped().restore(typed, count))
    words.push_back(restoration.word);
  return words;
}

std::vector<Allomorph> allomorphs_of(const std::string& lines) {
  std::vector<Allomorph> allomorphs;
  for (const RootSpec& root : parse_roots(lines, "roots")) append_allomorphs(root, allomorphs);
  return allomorphs;
}

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

constexpr const char* kSmallRoots =
    "ev\tnoun\nkitap\tnoun\tbound=kitab\nçocuk\tnoun\nvakit\tnoun\tbound=vakt\n"
    "saat\tnoun\tfront\nhukuk\tnoun\thard\nbugün\tnoun\ttime\nhak\tnoun\tbound=hakk\n"
    "gel\tverb\tir\nbaşla\tverb\nde\tverb\ngit\tverb\tbound=gid\nmilletvekili\tcompound\n"
    "ve\tclosed\niçin\twhole\nbana\tform\tstem=ben\n";

std::vector<Allomorph> small_allomorphs() {
  std::vector<Allomorph> allomorphs = allomorphs_of(kSmallRoots);
  Cost cost = 100;
  for (Allomorph& allomorph : allomorphs) allomorph.cost = cost++;
  return allomorphs;
}

Transitions small_transitions() {
  Transitions transitions;
  for (std::size_t row = 0; row < transitions.rows(); ++row)
    for (std::size_t column = 0; column < transitions.columns(); ++column)
      transitions.at(row, column) = static_cast<Cost>(row * 100 + column);
  return transitions;
}

std::string small_model() { return build_model(small_allomorphs(), small_transitions()); }

// Whether the bytes are refused as the header promises: by an Error of that code.
bool refused(const std::string& bytes) {
  try {
    MorphologyModel::own(bytes, "damaged");
  } catch (const Error& error) {
    return error.code() == ErrorCode::kConfiguration &&
           std::string(error.what()).starts_with("damaged: ");
  }
  return false;
}

ErrorCode code_of_opening(const std::filesystem::path& file) {
  try {
    MorphologyModel::open(file);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

constexpr const char* kFitRoots = "ev\tnoun\nkitap\tnoun\tbound=kitab\ngel\tverb\tir\n";

std::vector<std::string> fit_texts() {
  return {"Bu evde Zorbandal'ın kitabı var.",
          "Evler ve kitaplar Zorbandal'a geldi, evlerde kaldı.",
          "Kitabın evi, evin kitabı; gelen Zorbandal ile gelmeyen Zorbandal.",
          "Eski belvek geldi, yeni belvek geldi.",
          "Kitaplar belvek evlere, kitap belvek gelir.",
          "Evler, kitaplar, gelenler; evde kitapta, evin kitabın geldi."};
}

std::string fit_bytes(const std::vector<std::string>& texts) {
  WordCounts words;
  for (const std::string& text : texts) words.add_text(text);
  return fit_to_words(parse_roots(kFitRoots, "roots"), words, {}).bytes;
}

}  // namespace

TEST_CASE("nouns: softening, dropped vowels, doubling, inverse harmony") {
  check_readings({
      {"kitabında", "kitap", "p3s loc"},
      {"kitapların", "kitap", "pl gen"},
      {"ağacın", "ağaç", "gen"},
      {"rengini", "renk", "p3s acc"},
      {"umudunu", "umut", "p3s acc"},
      {"cebinde", "cep", "p3s loc"},
      {"çocuğunun", "çocuk", "p3s gen"},
      {"hukukun", "hukuk", "gen"},
      {"devletin", "devlet", "gen"},
      {"şehrin", "şehir", "gen"},
      {"ağzından", "ağız", "p3s abl"},
      {"oğlunun", "oğul", "p3s gen"},
      {"fikrini", "fikir", "p3s acc"},
      {"şekline", "şekil", "p3s dat"},
      {"hakkında", "hak", "p3s loc"},
      {"tıbbın", "tıp", "gen"},
      {"sırrını", "sır", "p3s acc"},
      {"saatlerde", "saat", "pl loc"},
      {"harflerde", "harf", "pl loc"},
      {"usulüne", "usul", "p3s dat"},
      {"alkole", "alkol", "dat"},
      {"ülkesinin", "ülke", "p3s gen"},
      {"kitaplarımızdan", "kitap", "pl p1p abl"},
      {"başbakanımızın", "başbakan", "p1p gen"},
      {"kâğıdını", "kağıt", "p3s acc"},
  });
}

TEST_CASE("nouns as predicates, and -ki") {
  check_readings({
      {"evdeydi", "ev", "loc cop.past"},
      {"hastadır", "hasta", "cop.dir"},
      {"güzelse", "güzel", "cop.cond"},
      {"çocukken", "çocuk", "cop.while"},
      {"evdekiler", "ev", "loc ki pl"},
      {"arasındaki", "ara", "p3s loc ki"},
      {"bugünkü", "bugün", "ki"},
      {"dünkü", "dün", "ki"},
      {"sabahki", "sabah", "ki"},
      {"türkiyenin", "türkiye", "gen"},
  });
}

TEST_CASE("we possess is read rather than I possess and we are") {
  check_readings({
      {"ülkemiz", "ülke", "p1p"},
      {"başbakanımız", "başbakan", "p1p"},
      {"cumhurbaşkanımız", "cumhurbaşkanı", "p1p"},
  });
}

TEST_CASE("verbs: -Iyor, de- and ye-, softening, voices, moods") {
  check_readings({
      {"başlıyor", "başla", "prog"},
      {"söylüyordu", "söyle", "prog cop.past"},
      {"bekliyorlar", "bekle", "prog person"},
      {"istemiyoruz", "iste", "prog person"},
      {"koruyor", "koru", "prog"},
      {"gidiyor", "git", "prog"},
      {"ediyor", "et", "prog"},
      {"diyor", "de", "prog"},
      {"demiyor", "de", "prog"},
      {"diyecek", "de", "acak"},
      {"demişti", "de", "evid cop.past"},
      {"yiyorlar", "ye", "prog person"},
      {"yiyip", "ye", "conv"},
      {"yedik", "ye", "past person"},
      {"yemeyecek", "ye", "neg acak"},
      {"çevrildi", "çevir", "pass past"},
      {"kaydedildi", "kaydet", "pass past"},
      {"okutuldu", "oku", "caus pass past"},
      {"konuşulan", "konuş", "pass an"},
      {"yapamadı", "yap", "unable past"},
      {"yapabilir", "yap", "able aor"},
      {"alır", "al", "aor"},
      {"yapar", "yap", "aor"},
      {"çalışır", "çalış", "aor"},
      {"gelmez", "gel", "neg aor"},
      {"gelirken", "gel", "aor cop.while"},
      {"gelseydi", "gel", "cond cop.past"},
      {"bitirdiğinde", "bitir", "dik p3s loc"},
      {"seçilmesi", "seç", "pass ma p3s"},
      {"yazmaktan", "yaz", "mak abl"},
      {"koşarak", "koş", "conv"},
  });
}

TEST_CASE("a passive of a passive is a form of its verb") {
  for (const std::string word : {"denildi", "denilen", "denilerek", "istenilen"}) {
    const std::vector<Analysis> best = shipped().analyze(word, 1);
    REQUIRE(best.size() == 1);
    CHECK_MESSAGE(best.front().root == std::string(word.starts_with("den") ? "de" : "iste"), word);
  }
}

TEST_CASE("compounds and pronouns") {
  check_readings({
      {"milletvekillerimiz", "milletvekili", "pl p1p"},
      {"milletvekilinin", "milletvekili", "gen"},
      {"cumhurbaşkanının", "cumhurbaşkanı", "gen"},
      {"işbirliğini", "işbirliği", "acc"},
      {"kamuoyunda", "kamuoyu", "loc"},
      {"hanımeline", "hanımeli", "dat"},
      {"bana", "ben", ""},
      {"sana", "sen", ""},
      {"bizimle", "biz", ""},
      {"onunla", "o", ""},
      {"bunu", "bu", ""},
      {"şuna", "şu", ""},
      {"kimlerin", "kim", ""},
      {"nereye", "nere", ""},
      {"kendisine", "kendi", ""},
      {"birbirlerine", "birbiri", ""},
  });
}

TEST_CASE("derivations stay in the stem, inflections go") {
  struct Case {
    std::string word;
    std::string stem;
  };
  const std::vector<Case> cases = {
      {"gazetecilerin", "gazeteci"},
      {"gazetecilikten", "gazetecilik"},
      {"tuzluklar", "tuzluk"},
      {"evsizlere", "evsiz"},
      {"suçluların", "suçlu"},
      {"işsizliğin", "işsizlik"},
      {"bankacılığı", "bankacılık"},
      {"okuyucuların", "okuyucu"},
      {"bakanlığının", "bakanlık"},
      {"gözlükçüler", "gözlükçü"},
      {"cumhurbaşkanlığına", "cumhurbaşkanlığı"},
      {"bilimsel", "bilimsel"},
      {"üçüncüsü", "üçüncü"},
      {"amerikalıların", "amerikalı"},
      {"yenileyiciler", "yenileyici"},
  };
  for (const Case& c : cases) CHECK_MESSAGE(shipped().stem(c.word) == c.stem, c.word);
}

TEST_CASE("roots that no list has are guessed") {
  struct Case {
    std::string word;
    std::string stem;
  };
  const std::vector<Case> cases = {
      {"obamacıların", "obamacı"},
      {"obamacılar", "obamacı"},
      {"zelenskinin", "zelenski"},
      {"zelenski", "zelenski"},
      {"oreşkinden", "oreşkin"},
      {"oreşkinlere", "oreşkin"},
      {"oreşkin", "oreşkin"},
      {"bromvikler", "bromvik"},
      {"kasterodan", "kastero"},
      {"kasteronun", "kastero"},
      {"trendovalara", "trendova"},
      // -In may be the name's own.
      {"bromvikin", "bromvikin"},
  };
  for (const Case& c : cases) {
    CHECK_MESSAGE(shipped().stem(c.word) == c.stem, c.word);
    CHECK_MESSAGE(shipped().is_name(c.word), c.word);
  }
  for (const std::string word : {"bromvikler", "kasterodan", "trendovalara"}) {
    const std::vector<Analysis> best = shipped().analyze(word, 1);
    REQUIRE(best.size() == 1);
    CHECK(best.front().guessed);
    CHECK(best.front().root_class == RootClass::kName);
  }
  CHECK_FALSE(shipped().is_name("kitapların"));
  CHECK_FALSE(shipped().is_name("geldi"));
  CHECK(shipped().is_name("türkiyenin"));
  CHECK(shipped().is_name("владимир"));
}

TEST_CASE("what is no word of Turkish letters is its own stem") {
  const std::string long_word(kMaxWordLetters + 1, 'a');
  for (const std::string& word :
       std::vector<std::string>{"владимир", "11.30", "f16", "", "Ev", "josé", "ev-ev", long_word}) {
    CHECK(shipped().stem(word) == word);
    CHECK(shipped().analyze(word, 10).empty());
    CHECK(shipped().restore(word, 10).empty());
  }
}

TEST_CASE("analyses come cheapest first, and no more than asked for") {
  for (const std::string word : {"altında", "kitabı", "konulan", "yüzü", "gelir", "adamın"}) {
    const std::vector<Analysis> all = shipped().analyze(word, 1000);
    REQUIRE(all.size() > 1);
    CHECK(std::is_sorted(all.begin(), all.end(),
                         [](const Analysis& a, const Analysis& b) { return a.cost < b.cost; }));
    const std::vector<Analysis> two = shipped().analyze(word, 2);
    REQUIRE(two.size() == 2);
    CHECK(two[0] == all[0]);
    CHECK(two[1] == all[1]);
    CHECK(shipped().analyze(word, 0).empty());
    CHECK(shipped().stem(word) == all.front().stem);
  }
}

TEST_CASE("words typed without Turkish letters are restored") {
  struct Case {
    std::string typed;
    std::string word;
    std::string stem;
  };
  const std::vector<Case> cases = {
      {"isbirligi", "işbirliği", "işbirliği"},
      {"cumhurbaskani", "cumhurbaşkanı", "cumhurbaşkanı"},
      {"secimlerinde", "seçimlerinde", "seçim"},
      {"ogrenciler", "öğrenciler", "öğrenci"},
      {"goruldugu", "görüldüğü", "gör"},
      {"turkiye", "türkiye", "türkiye"},
      {"baskan", "başkan", "başkan"},
      {"calisma", "çalışma", "çalışma"},
      {"dusunce", "düşünce", "düşünce"},
      {"isik", "ışık", "ışık"},
      {"okul", "okul", "okul"},  // is a word as it stands
      {"kitap", "kitap", "kitap"},
      // What SECIM becomes in lower case by Turkish rules.
      {"secım", "seçim", "seçim"},
      {"secımlerınde", "seçimlerinde", "seçim"},
  };
  for (const Case& c : cases) {
    const std::vector<Morphology::Restoration> restored = shipped().restore(c.typed, 3);
    REQUIRE_MESSAGE(!restored.empty(), c.typed);
    CHECK_MESSAGE(restored.front().word == c.word, c.typed);
    CHECK_MESSAGE(restored.front().stem == c.stem, c.typed);
  }
}

TEST_CASE("words with Turkish letters, and those without a doubtful one, have nothing to restore") {
  for (const std::string word : {"görüldü", "işbirligi", "seçimlerinde", "öğrenci", "ağaç",
                                 "sınırlı", "sınır", "kalp", "ev", "123", "а", "ş", ""})
    CHECK_MESSAGE(restored_words(word).empty(), word);
  // A word of a-z that no root explains.
  CHECK(restored_words("bromvikgscu").empty());
}

TEST_CASE("restorations are distinct, cheapest first, and no more than asked for") {
  for (const std::string typed : {"sinir", "olum", "acik", "ilce", "aci", "kasi"}) {
    const std::vector<Morphology::Restoration> restored = shipped().restore(typed, 100);
    REQUIRE(restored.size() > 1);
    std::set<std::string> distinct;
    int last = 0;
    for (const Morphology::Restoration& restoration : restored) {
      CHECK(restoration.cost >= last);
      last = restoration.cost;
      distinct.insert(restoration.word);
      const std::vector<Analysis> best = shipped().analyze(restoration.word, 1);
      REQUIRE(!best.empty());
      CHECK(best.front().cost == restoration.cost);
      CHECK(best.front().stem == restoration.stem);
    }
    CHECK(distinct.size() == restored.size());
    CHECK(restored_words(typed, 1) == std::vector<std::string>{restored.front().word});
  }
  CHECK(restored_words("sinir", 100) == std::vector<std::string>{"sınır", "sinir"});
}

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
      CHECK_FALSE(error.hint().empty());
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

TEST_CASE("a model gives back what it was built from") {
  const std::vector<Allomorph> allomorphs = small_allomorphs();
  const Transitions transitions = small_transitions();
  const std::string bytes = build_model(allomorphs, transitions);
  const auto model = MorphologyModel::own(bytes, "small");
  CHECK(model->bytes() == bytes);
  CHECK(model->checksum().size() == 16);
  CHECK(model->checksum().find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(model->entry_count() == allomorphs.size());

  std::set<Allomorph> read;
  std::set<std::string> surfaces;
  model->for_each_entry([&](const std::string& surface, const RootEntry& entry) {
    read.insert({surface, std::string(model->citation(entry, surface)), entry.root_class(),
                 entry.state, entry.bound(), entry.harmony(), entry.cost});
    surfaces.insert(surface);
    CHECK(model->index_of(entry) < model->entry_count());
  });
  CHECK(read == std::set<Allomorph>(allomorphs.begin(), allomorphs.end()));
  CHECK(model->surface_count() == surfaces.size());

  bool same = true;
  for (std::size_t suffix = 0; suffix < suffix_tags().size(); ++suffix) {
    const std::size_t row = Transitions::row_of_suffix(suffix);
    same &= model->end_after(suffix) == row * 100 + suffix_tags().size();
    same &= model->next_suffix(suffix, 3) == row * 100 + 3;
    same &= model->first_suffix(RootClass::kVerb, suffix) == 100 + suffix;
  }
  CHECK(same);
  CHECK(model->end_after_root(RootClass::kName) == 200 + suffix_tags().size());

  const Morphology morphology(model);
  CHECK(morphology.stem("kitabı") == "kitap");
  CHECK(morphology.stem("saatlerde") == "saat");
  CHECK(morphology.stem("vaktini") == "vakit");
  CHECK(morphology.stem("hakkında") == "hak");
  CHECK(morphology.stem("diyecek") == "de");
  CHECK(morphology.stem("başlıyor") == "başla");
  CHECK(morphology.stem("bana") == "ben");
  CHECK(morphology.stem("çocuğun") == "çocuk");
  CHECK(morphology.stem("milletvekillerimiz") == "milletvekili");
}

TEST_CASE("the same allomorphs in any order, and twice, make the same bytes") {
  const std::string expected = small_model();
  std::vector<Allomorph> allomorphs = small_allomorphs();
  allomorphs.insert(allomorphs.end(), allomorphs.begin(), allomorphs.begin() + 5);
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(allomorphs.begin(), allomorphs.end(), random);
    CHECK(build_model(allomorphs, small_transitions()) == expected);
  }
}

TEST_CASE("a model without roots is a model") {
  const auto model = MorphologyModel::own(build_model({}, Transitions()), "empty");
  CHECK(model->entry_count() == 0);
  const Morphology morphology(model);
  CHECK(morphology.stem("bromvik") == "bromvik");
  CHECK(morphology.restore("bromvik", 3).empty());
}

TEST_CASE("a model cut at any length is refused") {
  const std::string bytes = small_model();
  std::size_t accepted = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size)
    if (!refused(bytes.substr(0, size))) ++accepted;
  CHECK(accepted == 0);
  CHECK(refused(bytes + '\0'));
  CHECK(refused(bytes + std::string(8, '\0')));
  CHECK(refused(bytes + bytes));
  CHECK(refused(""));
}

TEST_CASE("a model with any byte changed is refused") {
  std::string bytes = small_model();
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char before = bytes[i];
    const unsigned mask = i % 2 == 0 ? 1U << i / 2 % 8 : 0xFFU;
    bytes[i] = static_cast<char>(static_cast<unsigned char>(before) ^ mask);
    if (!refused(bytes)) ++accepted;
    bytes[i] = before;
  }
  CHECK(accepted == 0);
  CHECK_FALSE(refused(bytes));
}

TEST_CASE("random bytes are no model") {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> byte(0, 255);
  const std::string magic = small_model().substr(0, 8);
  const std::string head = small_model().substr(0, 48);
  for (int i = 0; i < 300; ++i) {
    std::string bytes(random() % 2000, '\0');
    for (char& c : bytes) c = static_cast<char>(byte(random));
    CHECK(refused(bytes));
    CHECK(refused(magic + bytes));
    CHECK(refused(head + bytes));
  }
}

TEST_CASE("model files") {
  const test::TempDir dir;
  const std::string bytes = small_model();
  const auto model = MorphologyModel::open(dir.write("small.model", bytes));
  CHECK(model->bytes() == bytes);
  CHECK(model->checksum() == MorphologyModel::own(bytes, "small")->checksum());
  CHECK(Morphology(model).stem("kitabı") == "kitap");
  CHECK(code_of_opening(dir.path() / "none") == ErrorCode::kNotFound);
  CHECK(code_of_opening(dir.write("empty", "")) == ErrorCode::kConfiguration);
  CHECK(code_of_opening(dir.write("text", "bu bir metin")) == ErrorCode::kConfiguration);
  CHECK(code_of_opening(dir.write("cut", bytes.substr(0, 4096))) == ErrorCode::kConfiguration);
  CHECK(code_of_opening(dir.path()) == ErrorCode::kConfiguration);
}

TEST_CASE("words are counted as they stand") {
  WordCounts words;
  words.add_text("Putin'in evi. Evler güzel, Putin ve NATO Evler'den PUTIN");
  words.add_text("evler İyi");
  CHECK(words.running_words() == 11);
  struct Case {
    std::string word;
    std::uint32_t total;
    std::uint32_t before_apostrophe;
    std::uint32_t capital;
    std::uint32_t small;
  };
  const std::vector<Case> cases = {
      {"putin", 2, 1, 1, 0}, {"putın", 1, 0, 0, 0}, {"evler", 3, 1, 1, 1},
      {"nato", 1, 0, 0, 0},  {"iyi", 1, 0, 1, 0},   {"evi", 1, 0, 0, 1},
  };
  for (const Case& c : cases) {
    const auto found = words.counts().find(c.word);
    REQUIRE_MESSAGE(found != words.counts().end(), c.word);
    CHECK_MESSAGE(found->second.total == c.total, c.word);
    CHECK_MESSAGE(found->second.before_apostrophe == c.before_apostrophe, c.word);
    CHECK_MESSAGE(found->second.capital == c.capital, c.word);
    CHECK_MESSAGE(found->second.small == c.small, c.word);
  }
}

TEST_CASE("fitting gives the same bytes for the same words, and finds what no list has") {
  std::vector<std::string> texts = fit_texts();
  const std::string bytes = fit_bytes(texts);
  CHECK(fit_bytes(texts) == bytes);
  std::reverse(texts.begin(), texts.end());
  CHECK(fit_bytes(texts) == bytes);

  const Morphology morphology(MorphologyModel::own(bytes, "fitted"));
  const std::vector<Analysis> name = morphology.analyze("zorbandaldan", 1);
  REQUIRE(name.size() == 1);
  CHECK(name.front().root == "zorbandal");
  CHECK(tags_of(name.front()) == "abl");
  CHECK_FALSE(name.front().guessed);
  CHECK(name.front().root_class == RootClass::kName);
  const std::vector<Analysis> noun = morphology.analyze("belveğin", 1);
  REQUIRE(noun.size() == 1);
  CHECK(noun.front().root == "belvek");
  CHECK_FALSE(noun.front().guessed);
  CHECK(noun.front().root_class == RootClass::kNoun);
  CHECK(morphology.stem("kitaplarda") == "kitap");
  CHECK(morphology.stem("gelmeyenlerin") == "gel");
}

TEST_CASE("fitting reports what it did") {
  WordCounts words;
  for (const std::string& text : fit_texts()) words.add_text(text);
  const FittedModel fitted = fit_to_words(parse_roots(kFitRoots, "roots"), words, {});
  CHECK(fitted.listed == 3);
  CHECK(fitted.found == 2);
  CHECK(fitted.words > 3);
  CHECK(fitted.nats_per_word > 0);
  CHECK(std::isfinite(fitted.nats_per_word));

  const FittedModel of_nothing = fit_to_words(parse_roots(kFitRoots, "roots"), WordCounts(), {});
  CHECK(of_nothing.words == 0);
  CHECK(of_nothing.found == 0);
  CHECK(of_nothing.listed == 3);
  CHECK(Morphology(MorphologyModel::own(of_nothing.bytes, "nothing")).stem("evlerde") == "ev");
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
