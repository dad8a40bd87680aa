#include "indexer/building/near_copies.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "text/analyzer.h"

using namespace newsidx;

namespace {

const std::vector<std::string> kStory = {
    "Gölyaka ilçesinde dün gece başlayan şiddetli yağış, dere yataklarının taşmasına yol açtı.",
    "Taşkın nedeniyle çarşıdaki on iki dükkânı su bastı, iki mahallenin elektriği kesildi.",
    "Belediye Başkanı Nermin Akçalı, sabah saatlerinde zarar gören esnafı ziyaret etti.",
    "Akçalı, hasar tespit çalışmalarının hafta sonuna kadar bitirileceğini söyledi.",
    "Karayolları ekipleri, heyelan yüzünden kapanan köy yolunu öğleye doğru ulaşıma açtı.",
    "Mandırasını su basan Hüseyin Tepeli ise yirmi yıldır böyle bir sel görmediklerini anlattı.",
    "Meteoroloji, yağışın cuma akşamından itibaren etkisini yitireceğini bildirdi."};

const std::string kOtherStory =
    "Gölyaka ilçesinde geçen hafta su basan dükkânların zararı belli oldu. Belediye Meclisi, "
    "esnafa verilecek yardımın tutarını dün akşamki oturumda görüştü. Muhalefet üyeleri, "
    "köprülerin "
    "neden yenilenmediğini sordu ve bir araştırma komisyonu kurulmasını istedi. Önerge oy "
    "çokluğuyla reddedildi. Başkan Nermin Akçalı, yeni kanal için ihaleye çıkılacağını açıkladı. "
    "Esnaf odası, kira desteği verilmezse kepenk kapatacaklarını duyurdu.";

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += sentence + ' ';
  return text;
}

std::string signature(const std::string& text) {
  static Analyzer analyzer(StemmerKind::kLexicon);
  return near_copy_signature(text, analyzer.analyze(text));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

struct Pair {
  std::string name;
  std::string left;
  std::string right;
};

bool copies(const std::string& text, const std::string& other) {
  NearCopies known;
  known.add(signature(text), 1);
  return known.find(signature(other)).has_value();
}

std::string exchange_rates(const std::string& dollar, const std::string& euro,
                           const std::string& before, const std::string& index) {
  return "Serbest piyasada güne yükselişle başlayan dolar " + dollar + " liradan, avro " + euro +
         " liradan satılıyor. Kapalıçarşı'da önceki kapanışta dolar " + before +
         " liradan işlem görmüştü. Borsa endeksi ilk seansta " + index +
         " puandan açıldı ve uzmanlar gün içinde yatay bir seyir beklediklerini belirtti.";
}

std::string match_result(const std::string& week, const std::string& home,
                         const std::string& guests, const std::string& score,
                         const std::string& first, const std::string& second) {
  return "Ligin " + week + ". haftasında " + home + ", kendi sahasında " + guests + "'nü " + score +
         " yendi. Ev sahibi takım " + first + ". ve " + second +
         ". dakikalarda bulduğu gollerle öne geçti, konuk ekip karşılaşmanın son anlarında " +
         "farkı indirdi. Bu sonuçla " + home + " haftayı ilk beş içinde kapattı.";
}

std::string forecast(const std::string& side, const std::string& coasts, const std::string& ankara,
                     const std::string& istanbul, const std::string& izmir) {
  return "Yapılan tahminlere göre yarın yurdun " + side + " kesimleri parçalı bulutlu, " + coasts +
         " kıyıları yağmurlu geçecek. Rüzgârın kuzeyden orta kuvvette esmesi bekleniyor. " +
         "En yüksek sıcaklık Ankara'da " + ankara + ", İstanbul'da " + istanbul + ", İzmir'de " +
         izmir + " derece olacak.";
}

std::string listing(const std::string& first_hour, const std::string& first,
                    const std::string& second_hour, const std::string& second) {
  return "Kanalda bu akşam saat " + first_hour + "'de " + first +
         " dizisinin yeni bölümü ekrana gelecek. Ardından saat " + second_hour + "'te " + second +
         " adlı film gösterilecek. Yayın akışının tamamı kanalın internet sitesinde bulunuyor.";
}

std::string funeral(const std::string& where, const std::string& name, const std::string& surname,
                    const std::string& home) {
  return where + " kırsalında çıkan çatışmada şehit olan er " + name + ' ' + surname +
         " için yarın tören düzenlenecek. " + surname + " ailesine acı haberi " + home +
         " Askerlik Şubesi verdi. Cenaze, öğle namazının ardından " + home +
         " Şehitliği'nde toprağa verilecek. Törene komutanların ve vatandaşların katılması " +
         "bekleniyor.";
}

std::string hex(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4U];
    text += kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return text;
}

// Straight from the header's words, value by value.
int agreeing_values(const std::string& left, const std::string& right) {
  int agreeing = 0;
  for (std::size_t i = 0; i < kSignatureValues; ++i) {
    const unsigned shift = i % 2 * 4;
    const auto value = [&](const std::string& s) {
      return static_cast<unsigned char>(s[i / 2]) >> shift & 15U;
    };
    agreeing += value(left) == value(right) ? 1 : 0;
  }
  return agreeing;
}

bool share_a_band(const std::string& left, const std::string& right) {
  for (std::size_t i = 0; i < kSignatureBytes; i += 2)
    if (left.compare(i, 2, right, i, 2) == 0) return true;
  return false;
}

}  // namespace

TEST_CASE("near-copies: edits of one story") {
  const std::string story = joined(kStory);
  std::vector<std::string> without = kStory;
  without.erase(without.begin() + 3);
  std::vector<std::string> with = kStory;
  with.insert(with.begin() + 2,
              "Vali, can kaybı olmadığını ve okulların tatil edildiğini aktardı.");
  const std::vector<Pair> edits = {
      {"the same", story, story},
      {"a sentence dropped", story, joined(without)},
      {"a sentence added", story, joined(with)},
      {"a city line", story, "GÖLYAKA (Kıyı Haber Ajansı) - " + story},
      {"a headline in the text", story, "Sel esnafı vurdu, yollar kapandı " + story},
      {"a word changed", story, replaced(story, "şiddetli", "kuvvetli")},
      {"other suffixes", story, replaced(story, "esnafı ziyaret etti", "esnafa ziyaret etmişti")},
      {"a typo mended", story, replaced(story, "heyelan", "heyalan")},
      {"a number written out", story, replaced(story, "on iki", "12")},
      {"Turkish letters lost", story, replaced(story, "dükkânı su bastı", "dukkani su basti")},
      {"the last sentences cut", story, joined({kStory.begin(), kStory.begin() + 5})}};
  for (const Pair& pair : edits) {
    CAPTURE(pair.name);
    CHECK(copies(pair.left, pair.right));
    CHECK(copies(pair.right, pair.left));
  }
}

TEST_CASE("near-copies: other stories") {
  const std::string story = joined(kStory);
  const std::vector<Pair> others = {
      {"the same town, other news", story, kOtherStory},
      {"a follow-up that repeats two sentences", story,
       kStory[0] + ' ' + kStory[1] + ' ' + kOtherStory},
      {"exchange rates", exchange_rates("1,4790", "2,1680", "1,4715", "46.629"),
       exchange_rates("1,4850", "2,1870", "1,4802", "48.314")},
      {"match results", match_result("12", "Dereköyspor", "Yaylaspor", "2-1", "23", "67"),
       match_result("13", "Kıyıspor", "Ovagücü", "3-1", "11", "54")},
      {"forecasts", forecast("batı", "Marmara ve Ege", "12", "15", "18"),
       forecast("doğu", "Karadeniz ve Akdeniz", "21", "22", "27")},
      {"listings", listing("20.00", "Gurbet Yolu", "22.15", "Son Tanık"),
       listing("20.30", "Kayıp Miras", "22.45", "Kara Tren")},
      {"funerals", funeral("Bingöl", "Ali", "Kaya", "Yozgat"),
       funeral("Şırnak", "Mehmet", "Uzun", "Aydın")}};
  for (const Pair& pair : others) {
    CAPTURE(pair.name);
    CHECK_FALSE(copies(pair.left, pair.right));
    CHECK_FALSE(copies(pair.right, pair.left));
    CHECK(copies(pair.left, "İSTANBUL " + pair.left));
  }
}

TEST_CASE("near-copies: short texts") {
  const std::string nineteen =
      "bir iki üç dört beş altı yedi sekiz dokuz on yüz bin kuş kedi köpek balık at inek koyun";
  CHECK(signature("").empty());
  CHECK(signature(nineteen).empty());
  CHECK(signature(nineteen + " keçi").size() == kSignatureBytes);

  NearCopies known;
  known.add("", 1);
  known.add("no signature", 2);
  CHECK(known.size() == 0);
  CHECK_FALSE(known.find("").has_value());
  CHECK_FALSE(known.find("no signature").has_value());
}

TEST_CASE("near-copies: a signature is the same everywhere") {
  std::vector<Token> tokens(24);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    tokens[i].begin = i % 6;
    tokens[i].folded = i % 5 == 4 ? std::to_string(i) : "kelime" + std::to_string(i);
  }
  const std::string text = "Kelime";  // every sixth token begins with its capital
  CHECK(hex(near_copy_signature(text, tokens)) ==
        "3af675b9a922c924a5056adacf851813fcb6b006616fc63100af710e27865e61");
  // Of a token only the folded stem and the capital count.
  std::vector<Token> others = tokens;
  for (Token& token : others) {
    token.exact = "başka";
    token.stop_word = true;
  }
  CHECK(near_copy_signature(text, others) == near_copy_signature(text, tokens));
  CHECK(near_copy_signature("kelime", tokens) != near_copy_signature(text, tokens));
}

TEST_CASE("near-copies: the closest, then the first") {
  const std::string asked(kSignatureBytes, 'a');
  const auto with_changes = [&](std::size_t changes, std::size_t from) {
    std::string s = asked;
    for (std::size_t i = 0; i < changes; ++i) s[from + i] = 'b';  // differs in one value of two
    return s;
  };
  NearCopies known;
  known.add(with_changes(29, 0), 10);  // 35 values agree: too few
  CHECK_FALSE(known.find(asked).has_value());
  known.add(with_changes(28, 0), 11);
  CHECK(known.find(asked) == 11);
  known.add(with_changes(4, 0), 12);
  known.add(with_changes(4, 20), 13);
  CHECK(known.find(asked) == 12);
  known.add(with_changes(1, 9), 14);
  known.add(with_changes(1, 9), 15);
  CHECK(known.find(asked) == 14);
  CHECK(known.size() == 5);
  known.add(asked, 16);
  CHECK(known.find(asked) == 16);
}

TEST_CASE("near-copies: many against brute force") {
  std::mt19937 random(20260101);  // its sequence is laid down by the standard
  const auto random_signature = [&] {
    std::string s(kSignatureBytes, '\0');
    for (char& c : s) c = static_cast<char>(random() & 0xFFU);
    return s;
  };
  // Each is new, or an earlier one with up to 40 of its values drawn anew.
  std::vector<std::string> signatures;
  const auto next_signature = [&] {
    if (signatures.empty() || random() % 4 == 0) return random_signature();
    std::string s = signatures[random() % signatures.size()];
    for (std::size_t i = random() % 41; i > 0; --i) {
      const std::size_t value = random() % kSignatureValues;
      const unsigned shift = value % 2 * 4;
      auto byte = static_cast<unsigned char>(s[value / 2]);
      byte = static_cast<unsigned char>((byte & ~(15U << shift)) | (random() & 15U) << shift);
      s[value / 2] = static_cast<char>(byte);
    }
    return s;
  };
  NearCopies known;
  std::size_t found = 0;
  for (std::uint32_t number = 0; number < 3000; ++number) {
    const std::string asked = next_signature();
    std::optional<std::uint32_t> expected;
    int most = 35;
    for (std::uint32_t i = 0; i < signatures.size(); ++i) {
      const int agreeing = agreeing_values(asked, signatures[i]);
      if (agreeing <= most || !share_a_band(asked, signatures[i])) continue;
      most = agreeing;
      expected = i;
    }
    REQUIRE(known.find(asked) == expected);
    found += expected.has_value() ? 1 : 0;
    known.add(asked, number);
    signatures.push_back(asked);
  }
  CHECK(found > 1000);
  CHECK(found < 2900);
}
