// Cleaning and finding the headline.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "newsidx/utf8.h"
#include "text/clean.h"
#include "text/headline.h"

using newsidx::clean_text;
using newsidx::find_headline;

TEST_CASE("cleaning") {
  struct Case {
    std::string raw;
    std::string clean;
  };
  const std::vector<Case> cases = {
      {"Putin\xC2\x92in \xC2\x93söz\xC2\x94ü", "Putin’in “söz”ü"},
      {"bir\r\niki\rüç", "bir\niki\nüç"},
      {"i\xC5\x9F\xC2\xAD"
       "bir\xE2\x80\x8Bliği 5\xC2\xA0kişi",
       "işbirliği 5 kişi"},
      {"s\xCC\xA7i", "şi"},
      {"I\xCC\x87stanbul", "İstanbul"},
      {"a\x01"
       "b\x7F",
       "a b"},
      {"  iki yan  ", "iki yan"},
      {"&quot;&Ccedil;a&rsquo;&quot; A&amp;B &#39;x&#x27; &bilinmez; &#0; R&D",
       "\"Ça’\" A&B 'x' &bilinmez; &#0; R&D"},
      {"bir<br>iki<BR/>üç <b>kalın</b> <a href=\"x\">bağ</a>", "bir\niki\nüç kalın bağ"},
      {"5 < 6 ve 7 > 3, <Putin>", "5 < 6 ve 7 > 3, <Putin>"},
      {"a<!-- gizli -->b", "ab"},
      // What a reference stands for is cleaned as if it stood there itself.
      {"a&#7;b&shy;c&#xFEFF;&#8203;d &#150; e&nbsp;f&#13;g&#xA0;", "a bcd – e f\ng"},
      {"bir. RE&shy;KLAM İki", "bir. İki"},
  };
  for (const Case& c : cases) CHECK_MESSAGE(clean_text(c.raw).text == c.clean, c.raw);
  CHECK(clean_text("a\xC2\x92"
                   "b\x01")
            .repairs == 2);
  CHECK(clean_text("a&#146;b&#1;c").repairs == 2);
}

TEST_CASE("REKLAM that somebody types is a word") {
  CHECK(newsidx::clean_text("REKLAM").text.empty());
  CHECK(newsidx::clean_typed("REKLAM").text == "REKLAM");
  CHECK(newsidx::clean_typed(" <b>bir</b>. REKLAM ").text == "bir. REKLAM");
}

TEST_CASE("the word REKLAM between sentences goes, and stays where it is a word") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"anlaşma yapıldı. REKLAM Bu kapsamda", "anlaşma yapıldı. Bu kapsamda"},
      {"yapıldı.” REKLAM “Bu kapsamda", "yapıldı.” “Bu kapsamda"},
      {"bir.\nREKLAM\nİki", "bir.\n\nİki"},
      {"bir. REKLAM\nİki", "bir.\nİki"},
      {"Bitti. REKLAM", "Bitti."},
      {"REKLAM Bugün", "Bugün"},
      {"bir. REKLAM REKLAM İki", "bir. İki"},
      {"dedi. REKLAM KURULU karar verdi", "dedi. REKLAM KURULU karar verdi"},
      {"büyük REKLAM Bütçesi", "büyük REKLAM Bütçesi"},
      {"dedi. REKLAMLAR başladı", "dedi. REKLAMLAR başladı"},
      {"yeni reklam filmi", "yeni reklam filmi"},
  };
  for (const auto& [raw, clean] : cases) CHECK_MESSAGE(clean_text(raw).text == clean, raw);
}

TEST_CASE("cleaning twice changes nothing") {
  for (const std::string raw : {"a. REKLAM REKLAM B", "x &amp; y", "<p>bir</p> iki. REKLAM"}) {
    const std::string once = clean_text(raw).text;
    CHECK_MESSAGE(clean_text(once).text == once, raw);
  }
}

TEST_CASE("the headline") {
  const auto own = find_headline("PUTİN PEKİN'DE\n\nRusya Devlet Başkanı geldi.");
  CHECK(own.title == "PUTİN PEKİN'DE");
  CHECK(own.own_line);
  CHECK(own.rest == "Rusya Devlet Başkanı geldi.");

  const auto sentence = find_headline("Dr. Gökmen 2. kez geldi. Sonra gitti.\nDevamı var.");
  CHECK(sentence.title == "Dr. Gökmen 2. kez geldi.");
  CHECK(!sentence.own_line);
  CHECK(sentence.rest.starts_with("Dr. Gökmen"));

  CHECK(find_headline("Feci kaza!. Sonra gitti. Son.").title == "Feci kaza!.");
  CHECK(find_headline("Prof. Dr. Ak geldi. Sonra gitti.").title == "Prof. Dr. Ak geldi.");

  const auto only_line = find_headline("Tek satır");
  CHECK(only_line.title == "Tek satır");
  CHECK(!only_line.own_line);
  CHECK(only_line.rest == "Tek satır");

  std::string words = "Uzun";
  for (int i = 0; i < 60; ++i) words += " kelime";
  const auto cut = find_headline(words + ". Son.");
  CHECK(newsidx::count_code_points(cut.title) <= newsidx::kMaxTitleLetters);
  CHECK(cut.title.ends_with("kelime…"));
  CHECK(find_headline("").title.empty());
}
