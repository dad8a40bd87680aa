#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "entities/names/mention_name.h"
#include "entities/names/name_finder.h"
#include "entities/names/name_scorer.h"
#include "newsidx/utf8.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

using Found = std::vector<std::string>;

// type:name of each mention, in order.
Found found_in(const std::string& text) {
  static NameFinder finder;
  Found found;
  for (const Mention& mention : finder.find(text))
    found.push_back(std::string(entity_type_name(mention.type)) + ":" + mention.name);
  return found;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void check_mentions(const std::vector<Mention>& mentions, const std::string& text) {
  std::size_t end = 0;
  for (const Mention& mention : mentions) {
    REQUIRE(mention.begin >= end);
    REQUIRE(mention.begin < mention.end);
    REQUIRE(mention.end <= text.size());
    REQUIRE(find_invalid_utf8(text.substr(mention.begin, mention.end - mention.begin)) ==
            std::string::npos);
    CHECK(!mention.name.empty());
    end = mention.end;
  }
}

// Marks, suffixes, shapes and letters of all kinds, some of them no word at all.
std::string random_text(std::mt19937& random, std::size_t pieces) {
  static const std::vector<std::string> kPieces = {
      "Ankara'da", " ", "\n",  ".",   "...", "\"", "(",    ")",  "İSTANBUL", "Şi",  "a",
      "A.Ş.'nin",  "'", "’in", "123", "F16", "ve", "Dr. ", "–",  "\x01",     "\t",  "Kur'an",
      "漢字",      "😀", "i̇",   "Ğ",   "de ", "«",  "A",    "B.", "Koç ",     "Bey", "\xC2\xA0"};
  std::string text;
  for (; pieces > 0; --pieces) text += kPieces[random() % kPieces.size()];
  return text;
}

std::set<std::string> names_of(const Found& found) { return {found.begin(), found.end()}; }

}  // namespace

TEST_CASE("people, places and organisations in sentences") {
  struct Case {
    std::string text;
    Found names;
  };
  const std::vector<Case> cases = {
      {"", {}},
      {"Hava bugün çok güzel.", {}},
      {"Toplantı salı günü yapılacak.", {}},
      {"Dışişleri Bakanı Hakan Fidan dün Bağdat'a gitti.", {"person:Hakan Fidan", "place:Bağdat"}},
      {"Prof. Dr. Naci Görür'ün açıklaması", {"person:Naci Görür"}},
      {"Vincent van Gogh sergisi açıldı.", {"person:Vincent van Gogh"}},
      {"İstanbul Üniversitesi'nde okudu.", {"organization:İstanbul Üniversitesi"}},
      {"Karar, Maliye Bakanlığından geldi.", {"organization:Maliye Bakanlığı"}},
      {"Putin bugün Pekin'de Çin liderini dinledi.", {"person:Putin", "place:Pekin", "place:Çin"}},
      {"IMF BAŞKANI İSTANBUL'A GELDİ", {"organization:IMF", "place:İSTANBUL"}},
      {"İkinci Dünya Savaşı'nın bitişi", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(found_in(c.text) == c.names);
  }
}

TEST_CASE("a mention's span holds the suffix, its name does not") {
  NameFinder finder;
  const std::string text = "Başbakan Bülent Ecevit'in sözleri Ankara'da yankılandı.";
  const auto& found = finder.find(text);
  REQUIRE(found.size() == 2);
  CHECK(text.substr(found[0].begin, found[0].end - found[0].begin) == "Bülent Ecevit'in");
  CHECK(found[0].name == "Bülent Ecevit");
  CHECK(text.substr(found[1].begin, found[1].end - found[1].begin) == "Ankara'da");
  CHECK(found[1].name == "Ankara");
}

TEST_CASE("the names of the retold seed article, all of them and no others") {
  const std::string text = read_file(
      test::source_dir() / "corpus/articles/yeditepe-postasi/2025/2025-09-02-si-putin.txt");
  REQUIRE(!text.empty());
  const std::set<std::string> names = {"person:Aleksandr Novak",
                                       "person:Aleksey Miller",
                                       "person:Alexander Kozlov",
                                       "person:Andrey Belousov",
                                       "person:Donald Trump",
                                       "person:Igor Seçin",
                                       "person:Maksim Oreşkin",
                                       "person:Maksim Reshetnikov",
                                       "person:Putin",
                                       "person:Sergey Lavrov",
                                       "person:Trump",
                                       "person:Vladimir Putin",
                                       "person:Yuriy Uşakov",
                                       "person:Şi",
                                       "person:Şi Cinping",
                                       "place:ABD",
                                       "place:Alaska",
                                       "place:Moskova",
                                       "place:Pekin",
                                       "place:Rusya",
                                       "place:Tiencin",
                                       "place:Ukrayna",
                                       "place:Washington",
                                       "place:Çin",
                                       "organization:BRICS",
                                       "organization:Devlet Başkanlığı İdaresi",
                                       "organization:Gazprom",
                                       "organization:Kremlin",
                                       "organization:Rosneft",
                                       "organization:TASS",
                                       "organization:Çin Dışişleri Bakanlığı",
                                       "organization:ŞİÖ",
                                       "organization:Şanghay İşbirliği Örgütü"};
  CHECK(names_of(found_in(text)) == names);
}

TEST_CASE("the names of the seed article itself, where it is at hand") {
  const auto shared = test::shared_dir();
  if (!shared) {
    MESSAGE("skipped: there is no ../shared");
    return;
  }
  const auto names = names_of(found_in(read_file(*shared / "data/seed/2025-09-02-si-putin.txt")));
  for (const std::string name : {"person:Şi Cinping",
                                 "person:Şi",
                                 "person:Vladimir Putin",
                                 "person:Putin",
                                 "person:Donald Trump",
                                 "person:Sergey Lavrov",
                                 "person:Andrey Belousov",
                                 "person:Alexander Kozlov",
                                 "person:Maksim Reshetnikov",
                                 "person:Aleksandr Novak",
                                 "person:Maksim Oreşkin",
                                 "person:Yuriy Uşakov",
                                 "person:Aleksey Miller",
                                 "person:Igor Seçin",
                                 "place:Çin",
                                 "place:Rusya",
                                 "place:Tiencin",
                                 "place:Pekin",
                                 "place:ABD",
                                 "place:Alaska",
                                 "place:Washington",
                                 "place:Moskova",
                                 "place:Ukrayna",
                                 "organization:Çin Dışişleri Bakanlığı",
                                 "organization:Şanghay İşbirliği Örgütü",
                                 "organization:ŞİÖ",
                                 "organization:BRICS",
                                 "organization:TASS",
                                 "organization:Gazprom",
                                 "organization:Rosneft"})
    CHECK_MESSAGE(names.contains(name), name);
}

TEST_CASE("what a word names in one place of an article counts in the others") {
  const Found alone = found_in("Görüşmede Vızıltıkov ile Sapanyan da vardı.");
  const Found within = found_in(
      "Başkan Igor Vızıltıkov konuştu.\nIgor Vızıltıkov'un sözleri alkışlandı.\n"
      "Görüşmede Vızıltıkov ile başka konuklar da vardı.");
  CHECK(std::count(within.begin(), within.end(), "person:Igor Vızıltıkov") == 2);
  CHECK(std::count(within.begin(), within.end(), "person:Vızıltıkov") == 1);
}

TEST_CASE("mentions are in order, within the text, and none within another, whatever the text is") {
  std::mt19937 random(7);
  NameFinder finder;
  for (int round = 0; round < 300; ++round) {
    const std::string text = random_text(random, random() % 60);
    CAPTURE(text);
    check_mentions(finder.find(text), text);
  }
}

TEST_CASE("a megabyte without a line's end, of capitals alone, of small letters, of no words") {
  constexpr std::size_t kSize = 1'000'000;
  std::mt19937 random(13);
  std::string bytes;
  while (bytes.size() < kSize) bytes += static_cast<char>(random() % 256);
  std::string words;
  while (words.size() < kSize) words += "Bakan" + std::to_string(random() % 300'000) + " ile ";
  const auto repeated = [](const std::string& piece) {
    std::string text;
    while (text.size() < kSize) text += piece;
    return text;
  };
  const std::vector<std::string> texts = {replace_invalid_utf8(bytes),
                                          words,
                                          repeated("Ankara İSTANBUL A "),
                                          repeated("İZMİR'E "),
                                          repeated("küçük harfler "),
                                          repeated(". "),
                                          repeated("A"),
                                          repeated("Çin'de\"")};
  NameFinder finder;
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 40));
    const std::vector<Mention> found = finder.find(text);
    check_mentions(found, text);
    CHECK((text.front() != 'k' || found.empty()));
  }
  // What was kept of 300,000 words is forgotten, and what is found stays the same.
  CHECK(found_in("Dışişleri Bakanı Hakan Fidan dün Bağdat'a gitti.") ==
        Found{"person:Hakan Fidan", "place:Bağdat"});
  const auto& again = finder.find("Dışişleri Bakanı Hakan Fidan dün Bağdat'a gitti.");
  REQUIRE(again.size() == 2);
  CHECK(again[0].name == "Hakan Fidan");
}

TEST_CASE("without a capital only what stands between two, or a number beside one, is in a name") {
  struct Case {
    std::string text;
    Found names;
  };
  const std::vector<Case> cases = {
      {"dışişleri bakanı hakan fidan dün bağdat'a gitti.", {}},
      {"Yazar Hanneke van der Heijden konuştu.", {"person:Hanneke van der Heijden"}},
      {"Vincent van Gogh sergisi açıldı.", {"person:Vincent van Gogh"}},
      {"Olay yerine 112 Acil Servis ekipleri geldi.", {"organization:112 Acil Servis"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(found_in(c.text) == c.names);
  }
}

TEST_CASE("tokens far from a capital are no names when all are looked at either") {
  const std::string text = read_file(
      test::source_dir() / "corpus/articles/yeditepe-postasi/2025/2025-09-02-si-putin.txt");
  NameFinder finder;
  const auto& [traits, labels] = finder.label_once(text);
  std::size_t far = 0;
  for (std::size_t i = 3; i + 3 < traits.size(); ++i) {
    bool small = true;
    for (std::size_t k = i - 3; k <= i + 3; ++k) small &= traits[k].word->shape == Shape::kSmall;
    if (!small) continue;
    ++far;
    CHECK(labels[i] == kOutside);
  }
  CHECK(far > 10);
}

TEST_CASE("the sums that are kept are those of the features, to the last bit") {
  const auto model = NameModel::shipped();
  std::mt19937 random(5);
  std::vector<std::string> texts = {read_file(
      test::source_dir() / "corpus/articles/yeditepe-postasi/2025/2025-09-02-si-putin.txt")};
  texts.push_back("IMF BAŞKANI İSTANBUL'A GELDİ\n" + texts[0]);
  texts.push_back(texts[0]);  // all is kept already
  for (int i = 0; i < 50; ++i) texts.push_back(random_text(random, 200));
  NameTokenizer tokenizer;
  TraitReader reader(model);
  NameScorer scorer(model);
  std::vector<NameToken> tokens;
  std::vector<TokenTraits> traits;
  std::vector<LabelSums> sums;
  for (const std::string& text : texts) {
    tokenizer.tokenize(text, tokens);
    reader.read(text, tokens, traits);
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < traits.size();) {
      const std::size_t end = chain_end(traits, i);
      stretches.push_back({i, end, i, end});
      i = end;
    }
    scorer.sum_text(traits, stretches, sums);
    std::vector<NameLabel> labels;
    for (std::size_t i = 0; i < traits.size(); ++i)
      labels.push_back(static_cast<NameLabel>(random() % kNameLabels));
    FeatureRows first;
    FeatureRows second;
    append_text_features(traits, first);
    append_second_features(traits, labels, second);
    WordVotes votes;
    votes.count(traits, labels);
    for (std::size_t i = 0; i < traits.size(); ++i) {
      LabelSums again = scorer.step_sums(label_before(traits, labels, i), labels[i],
                                         label_behind(traits, labels, i));
      LabelVotes others;
      if (votes.others(traits, labels, i, others))
        again += scorer.vote_sums(others, labels[i], traits[i]);
      const auto sum_of = [&](const FeatureRows& rows, std::size_t pass, std::size_t label) {
        int sum = 0;
        for (std::size_t k = rows.ends[i]; k < rows.ends[i + 1]; ++k)
          if (const FeatureWeights* weights = model->feature(rows.keys[k]))
            sum += weights->passes[pass][label];
        return sum;
      };
      for (std::size_t pass = 0; pass < 2; ++pass) {
        for (std::size_t label = 0; label < kNameLabels; ++label) {
          REQUIRE(sums[i].of(pass, label) == sum_of(first, pass, label));
          REQUIRE(again.of(pass, label) == sum_of(second, pass, label));
        }
      }
    }
  }
}

TEST_CASE("who has the words already finds the same with them") {
  const std::string text = "T.C. Dışişleri Bakanı Hakan Fidan \"Girişimi\"nin A.Ş.'nin 2026'da";
  std::vector<Word> words;
  Segmenter().segment(text, words);
  NameFinder finder;
  const std::vector<Mention> found = finder.find(text);
  const std::vector<Mention>& again = finder.find(text, words);
  REQUIRE(!found.empty());
  REQUIRE(again.size() == found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(again[i].begin == found[i].begin);
    CHECK(again[i].end == found[i].end);
    CHECK(again[i].name == found[i].name);
  }
}

TEST_CASE("an organisation's name loses a case written without apostrophe, other names do not") {
  struct Case {
    std::string written;
    EntityType type;
    std::string name;
  };
  const std::vector<Case> cases = {
      {"Dışişleri Bakanlığından", EntityType::kOrganization, "Dışişleri Bakanlığı"},
      {"Şanghay İşbirliği Örgütünün", EntityType::kOrganization, "Şanghay İşbirliği Örgütü"},
      {"Türk  Tabipleri\nBirliğine", EntityType::kOrganization, "Türk Tabipleri Birliği"},
      {"Ankara Üniversitesi", EntityType::kOrganization, "Ankara Üniversitesi"},
      {"Koç Holding", EntityType::kOrganization, "Koç Holding"},
      {"Gazprom", EntityType::kOrganization, "Gazprom"},
      {"Ayşe Bilgine", EntityType::kPerson, "Ayşe Bilgine"},
  };
  for (const Case& c : cases) CHECK(mention_name(c.written, c.type) == c.name);
}
