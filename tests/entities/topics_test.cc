#include "newsidx/topics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "entities/names/name_finder.h"
#include "entities/names/shipped_names.h"
#include "entities/topics/key_phrases.h"
#include "entities/topics/topic_finder.h"
#include "entities/topics/topic_model.h"
#include "fit/topics/topic_fitter.h"
#include "newsidx/error.h"
#include "tests/support.h"
#include "text/analyzer.h"
#include "text/letters.h"

using namespace newsidx;

namespace {

std::vector<std::string> ids_of(const std::vector<TopicScore>& found) {
  std::vector<std::string> ids;
  ids.reserve(found.size());
  for (const TopicScore& topic : found) ids.emplace_back(topic.id);
  return ids;
}

std::vector<std::string> topics_of(const std::string& text, StemmerKind stemmer = kDefaultStemmer) {
  Analyzer analyzer(stemmer);
  TopicFinder finder(TopicVocabulary::shipped(analyzer));
  return ids_of(finder.find({}, analyzer.analyze(text)));
}

bool has(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string corpus_article(const std::string& name) {
  std::ifstream in(test::source_dir() / "corpus/articles" / name);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

struct TopicCase {
  std::string text;
  std::string top;    // found first
  std::string below;  // found as well; empty: nothing is asked
};

const std::vector<TopicCase>& articles() {
  static const std::vector<TopicCase> cases = {
      {"Yönetmenin yeni filmi festivalde gösterildi; başrolünü genç bir oyuncunun üstlendiği "
       "yapım, "
       "sinemaseverlerden uzun alkış aldı.",
       "01000000", "20000005"},
      {"Sınır bölgesinde çıkan çatışmada iki asker şehit oldu, teröristlerin sığınağı bombalandı.",
       "16000000", "20000053"},
      {"Savcı, sanığın cinayet suçundan müebbet hapis cezasına çarptırılmasını istedi; mahkeme "
       "duruşmayı erteledi.",
       "02000000", "20000106"},
      {"Zincirleme trafik kazasında üç kişi yaralandı, devrilen kamyonun sürücüsünü itfaiye "
       "kurtardı.",
       "03000000", "20000139"},
      {"Merkez Bankası faizi düşürdü, borsa günü yükselişle kapattı; enflasyon geriledi, ihracat "
       "arttı.",
       "04000000", "20000385"},
      {"Sözleşmeli öğretmenler atama bekliyor; öğretmen açığı olan okullarda dersler boş geçiyor, "
       "öğrenciler sınava hazırlanamıyor.",
       "05000000", "20000416"},
      {"Fabrikanın atık suyu gölü kirletti; çevreciler arıtma tesisi kurulmasını ve sulak alanın "
       "korunmasını istedi.",
       "06000000", "20000424"},
      {"Doktorlar, kalp hastalarının ilaçlarını aksatmamasını istedi; hastanede yeni bir ameliyat "
       "yöntemi uygulandı.",
       "07000000", "20000464"},
      {"Ünlü manken, sevgilisiyle gece kulübü çıkışında görüntülendi; çiftin yazın evleneceği "
       "söyleniyor.",
       "08000000", "20000505"},
      {"Sendika, toplu sözleşmede anlaşma sağlanamazsa greve gideceğini açıkladı; işçiler fabrika "
       "önünde toplandı.",
       "09000000", "20000524"},
      {"Tatilciler plajları doldurdu; kasabanın lokantalarında yöresel lezzetler ve tatlılar öne "
       "çıkıyor.",
       "10000000", "20000538"},
      {"Muhalefet partisinin genel başkanı, mecliste grup toplantısında hükümetin yasa tasarısını "
       "eleştirdi.",
       "11000000", "20000649"},
      {"Müftü, ramazan ayının ilk teravih namazında camide vaaz verdi, iftar için dua edildi.",
       "12000000", "20000690"},
      {"Gökbilimciler, uzay teleskobuyla yeni bir gezegen keşfetti; araştırmacılar verileri "
       "yıllardır "
       "topluyordu.",
       "13000000", "20000739"},
      {"Kadına yönelik şiddete karşı dernekler sığınma evi açtı; göçmen aileler ve yoksul çocuklar "
       "için yardım kampanyası başladı.",
       "14000000", "20000771"},
      {"Denizovaspor, deplasmanda attığı iki golle öne geçti; teknik direktör, takımın ligdeki "
       "yerinden memnun.",
       "15000000", "20001065"},
      {"Meteoroloji, yarın kuvvetli sağanak yağış ve fırtına beklendiğini bildirdi; hava sıcaklığı "
       "mevsim normallerinin altına inecek.",
       "17000000", "20001128"},
      {"Ribaund üstünlüğü kuran ev sahibi, basketbol liginde maçı son saniye üçlüğüyle kazandı.",
       "15000000", "20000851"},
      {"Sandıklar kapandı, oy sayımı sürüyor; adaylar arasındaki fark az, seçmen ilgisi yüksek.",
       "11000000", "20000574"},
      {"Şiddetli depremde binalar enkaz oldu, artçı sarsıntılar sürüyor, can kaybı artıyor.",
       "03000000", "20000148"},
  };
  return cases;
}

}  // namespace

TEST_CASE("the topics that there are") {
  std::set<std::string_view> ids;
  std::string_view top;
  std::size_t tops = 0;
  for (const TopicInfo& topic : all_topics()) {
    CAPTURE(topic.id);
    CHECK(topic.id.size() == 8);
    CHECK(ids.insert(topic.id).second);
    CHECK(!topic.turkish.empty());
    CHECK(!topic.english.empty());
    if (topic.parent.empty()) {
      top = topic.id;
      ++tops;
    }
    // Each is below the top one that comes last before it.
    CHECK((topic.parent.empty() || topic.parent == top));
    CHECK(find_topic(topic.id) == &topic);
  }
  CHECK(tops == 17);
  CHECK(find_topic("15000001") == nullptr);
  CHECK(find_topic("") == nullptr);
}

TEST_CASE("what small articles are about") {
  for (const TopicCase& c : articles()) {
    CAPTURE(c.text);
    const std::vector<std::string> found = topics_of(c.text);
    REQUIRE(!found.empty());
    CHECK(found.front() == c.top);
    CHECK(has(found, c.below));
  }
}

TEST_CASE("nothing is said of a text that supports nothing") {
  for (const char* text :
       {"", " ", "Bugün pencereden uzun uzun baktım.", "abc", "12 34 %", "ve de"}) {
    CAPTURE(text);
    CHECK(topics_of(text).empty());
  }
}

TEST_CASE("an article has several topics, the top ones each with those below it") {
  const std::vector<std::string> found = topics_of(
      "Enerji bakanı, doğalgaz boru hattı için komşu ülkenin devlet başkanıyla görüştü. Dışişleri "
      "bakanı da zirveye katıldı. Bakan, petrol fiyatının ve ithalatın ekonomiye yükünü anlattı; "
      "büyükelçi yaptırımların kaldırılmasını istedi.");
  for (const char* id : {"04000000", "20000256", "11000000", "20000638"}) {
    CAPTURE(id);
    CHECK(has(found, id));
  }
  const auto at = [&](const char* id) { return std::find(found.begin(), found.end(), id); };
  CHECK(at("04000000") < at("20000256"));
  CHECK(at("11000000") < at("20000638"));
}

TEST_CASE("scores are shares, best first, and the same again") {
  Analyzer analyzer(kDefaultStemmer);
  TopicFinder finder(TopicVocabulary::shipped(analyzer));
  for (const TopicCase& c : articles()) {
    CAPTURE(c.text);
    const std::vector<Token> tokens = analyzer.analyze(c.text);
    const std::vector<TopicScore> found = finder.find({}, tokens);
    double tops = 0;
    double last = 1;
    for (const TopicScore& topic : found) {
      CHECK(topic.score > 0);
      CHECK(topic.score <= last);
      last = topic.score;
      if (find_topic(topic.id)->parent.empty()) tops += topic.score;
    }
    CHECK(tops <= 1 + 1e-9);
    // Whatever article came between.
    finder.find({}, analyzer.analyze("futbol maçı, savcı ve borsa"));
    CHECK(finder.find({}, tokens) == found);
  }
}

TEST_CASE("the title counts more than the text") {
  Analyzer analyzer(kDefaultStemmer);
  TopicFinder finder(TopicVocabulary::shipped(analyzer));
  const std::vector<Token> sport = analyzer.analyze("futbol maçı");
  const std::vector<Token> court = analyzer.analyze("savcı ve mahkeme");
  CHECK(finder.find(sport, court).front().id == "15000000");
  CHECK(finder.find(court, sport).front().id == "02000000");
}

TEST_CASE("the topics of corpus articles") {
  struct Expected {
    const char* file;
    std::vector<std::string> topics;
  };
  const std::vector<Expected> cases = {
      {"yeditepe-postasi/2025/2025-09-02-si-putin.txt",
       {"11000000", "20000638", "04000000", "20000256"}},
      {"bozkir-gundem/2025/2025-09-04-cangi-7-ay-tozu.txt", {"13000000", "20000739"}},
      {"kiyi-gazetesi/2025/2025-05-19-denizovaspor-sampiyon.txt", {"15000000", "20001065"}},
      {"kiyi-gazetesi/2023/2023-11-14-denizova-depremi-14-olu.txt", {"03000000", "20000148"}},
      {"bozkir-gundem/2024/2024-04-01-akcapinar-secim-sonucu.txt", {"11000000", "20000574"}},
  };
  for (const Expected& c : cases) {
    CAPTURE(c.file);
    const std::vector<std::string> found = topics_of(corpus_article(c.file));
    REQUIRE(!found.empty());
    CHECK(found.front() == c.topics.front());
    for (const std::string& id : c.topics) {
      CAPTURE(id);
      CHECK(has(found, id));
    }
  }
}

TEST_CASE("other stemmers find topics as well") {
  for (const StemmerKind stemmer :
       {StemmerKind::kSnowball, StemmerKind::kPrefix5, StemmerKind::kNone}) {
    CAPTURE(stemmer_name(stemmer));
    std::size_t right = 0;
    for (const TopicCase& c : articles()) {
      const std::vector<std::string> found = topics_of(c.text, stemmer);
      right += !found.empty() && found.front() == c.top ? 1 : 0;
    }
    // Without stems only forms that are listed as they stand are met.
    CHECK(right >= (stemmer == StemmerKind::kNone ? 10 : 16));
  }
}

TEST_CASE("text typed without Turkish letters") {
  CHECK(topics_of("Mahkeme saniga muebbet hapis cezasi verdi, sampiyonluk yok.").front() ==
        "02000000");
}

TEST_CASE("the stems in the model are what the analyzer makes") {
  const std::vector<TopicPhrase> shipped = parse_topic_model(shipped_topic_model(), "topics.model");
  const std::vector<TopicPhrase> listed = parse_topic_list(shipped_topic_list(), "topics.tsv");
  REQUIRE(listed.size() > 3000);
  REQUIRE(shipped.size() > listed.size());
  // Else the model was not made again after the list or the stemmer changed.
  std::size_t missing = 0;
  for (const TopicPhrase& phrase : listed) {
    const auto at = std::lower_bound(
        shipped.begin(), shipped.end(), phrase.stems,
        [](const TopicPhrase& entry, const std::string& stems) { return entry.stems < stems; });
    if (at == shipped.end() || at->stems != phrase.stems) ++missing;
  }
  CHECK(missing == 0);
}

TEST_CASE("lists and models that are none") {
  for (const char* list : {"15000000\tmaç\n", "15000000\t5\tmaç\n", "15000000\t0\tmaç\n",
                           "99999999\t3\tmaç\n", "-\t3\tmaç\n", "maç\n"}) {
    CAPTURE(list);
    CHECK_THROWS_WITH_AS(parse_topic_list(list, "own.tsv"), "own.tsv:1: no topic or weight", Error);
  }
  for (const char* model :
       {"", "newsidx topics 2\n", "newsidx topics 1\nmaç\tmaç\t15000000:x\n",
        "newsidx topics 1\nmaç\tmaç\t15000001:1\n", "newsidx topics 1\nmaç\tmaç\t15000000:-1\n",
        "newsidx topics 1\nmaç\n"}) {
    CAPTURE(model);
    CHECK_THROWS_AS(parse_topic_model(model, "own.model"), Error);
  }
}

TEST_CASE("a list becomes a model and back") {
  const std::vector<TopicPhrase> phrases = parse_topic_list(
      "# a comment\n20001065\t4\tgol, kale vuruşu\n15000000\t2\tgolü\n-\t0\tgol yedi\n", "own.tsv");
  REQUIRE(phrases.size() == 3);
  const std::string model = print_topic_model(phrases);
  const std::vector<TopicPhrase> again = parse_topic_model(model, "own.model");
  CHECK(print_topic_model(again) == model);
  CHECK(again[0].phrase == "gol");
  // What speaks for soccer speaks as much for sport.
  REQUIRE(again[0].weights.size() == 2);
  CHECK(again[0].weights[0].weight == again[0].weights[1].weight);

  TopicFinder finder(std::make_shared<const TopicVocabulary>(again));
  Analyzer analyzer(kDefaultStemmer);
  CHECK(ids_of(finder.find({}, analyzer.analyze("golü"))) ==
        std::vector<std::string>{"15000000", "20001065"});
  // The longest phrase counts, and its words do not.
  CHECK(finder.find({}, analyzer.analyze("gol yedi")).empty());
}

TEST_CASE("articles teach which words go with a topic") {
  const std::vector<TopicPhrase> list = parse_topic_list(
      "15000000\t4\tgol, hakem, futbol\n02000000\t4\tsavcı, sanık, gider\n"
      "07000000\t4\thastane, doktor\n05000000\t4\tokul, öğretmen\n12000000\t4\tcami, imam\n",
      "own.tsv");
  Analyzer analyzer(kDefaultStemmer);
  REQUIRE(analyzer.stem_word("gider") == "git");
  const auto fitted = [&] {
    TopicFitter fitter(list);
    for (int i = 0; i < 50; ++i)
      for (const char* text : {"Futbol hakemi ofsayt dedi, gol yok, pazartesi gitti.",
                               "Savcı ve sanık mübaşiri gördü, pazartesi gitti.",
                               "Hastanede doktor neşter istedi, pazartesi gitti.",
                               "Okulda öğretmen tebeşir istedi, pazartesi gitti.",
                               "Camide imam minbere çıktı, pazartesi gitti."})
        fitter.add({}, analyzer.analyze(text));
    CHECK(fitter.articles() == 250);
    return fitter.fit();
  };
  const std::vector<TopicPhrase> phrases = fitted();
  const auto weights = [&](const std::string& stems) {
    const auto at = std::find_if(phrases.begin(), phrases.end(),
                                 [&](const TopicPhrase& p) { return p.stems == stems; });
    return at == phrases.end() ? std::vector<TopicWeight>{} : at->weights;
  };
  REQUIRE(weights("ofsayt").size() == 1);
  CHECK(all_topics()[weights("ofsayt")[0].topic].id == "15000000");
  CHECK(weights("ofsayt")[0].weight < weights("gol")[0].weight);
  CHECK(weights("pazartesi").empty());
  // Listed, but articles of all topics have its stem.
  for (const TopicWeight& weight : weights("git")) CHECK(weight.weight < 1);
  CHECK(print_topic_model(fitted()) == print_topic_model(phrases));
}

TEST_CASE("key phrases") {
  const std::string text =
      "Merkez Bankası faiz kararını açıkladı. Kararı Ayşe Yılmaz duyurdu. Yılmaz, faiz kararının "
      "enflasyon hedefine uygun olduğunu söyledi. Enflasyon hedefi değişmedi. Piyasalar faiz "
      "kararını "
      "bekliyordu. Merkez Bankası'nın enflasyon hedefi yüzde beş.";
  Analyzer analyzer(kDefaultStemmer);
  NameFinder names;
  const std::vector<std::string> phrases =
      key_phrases(text, analyzer.analyze(text), names.find(text), {});
  CHECK(has(phrases, "Merkez Bankası"));
  CHECK(has(phrases, "enflasyon hedefi"));
  CHECK(has(phrases, "Ayşe Yılmaz"));
  CHECK(!has(phrases, "Yılmaz"));
  CHECK(!has(phrases, "enflasyon"));
  CHECK(std::any_of(phrases.begin(), phrases.end(),
                    [](const std::string& phrase) { return phrase.starts_with("faiz karar"); }));
  CHECK(key_phrases(text, analyzer.analyze(text), {}, {}, 2).size() == 2);
  CHECK(key_phrases("", {}, {}, {}).empty());
  // A word that every article has says nothing of this one.
  const WordRarity rarity = [](const std::string& folded) { return folded == "faiz" ? 0.0 : 1.0; };
  const std::vector<std::string> rare = key_phrases(text, analyzer.analyze(text), {}, rarity);
  CHECK(!has(rare, "faiz"));
}

TEST_CASE("a key word is shown as dictionaries have it") {
  struct Word {
    const char* text;
    const char* shown;
  };
  const std::vector<Word> cases = {
      {"Tünelin ucu. Tüneli gördüler.", "tünel"},
      {"Kimliği yok. Kimliği bulundu.", "kimlik"},
      {"Kitabı aldı, kitabı okudu.", "kitap"},
      {"Kazıkları çakıldı. Kazıkları söküldü.", "kazık"},
      {"İskele ve iskelesi. İskeleye.", "iskele"},
  };
  Analyzer analyzer(kDefaultStemmer);
  for (const Word& c : cases) {
    CAPTURE(c.text);
    const std::vector<std::string> phrases = key_phrases(c.text, analyzer.analyze(c.text), {}, {});
    CHECK(std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
      return to_lower_turkish(phrase) == c.shown;
    }));
  }
  // What verbs say of time is no key word.
  const std::string verbs = "Gittiler, baktı. Gitti, baktı. Gidecek, bakıp. Gidecek, bakıp.";
  CHECK(key_phrases(verbs, analyzer.analyze(verbs), {}, {}, 20).size() <= 2);
}
