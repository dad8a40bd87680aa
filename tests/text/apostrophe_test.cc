#include "text/apostrophe.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using newsidx::is_suffix_chain;
using newsidx::number_suffix_begin;
using newsidx::split_at_apostrophe;

TEST_CASE("what can stand behind an apostrophe as a suffix") {
  const std::vector<std::string> suffixes = {
      "in",    "ın",    "nin",  "nün",     "i",     "yı",      "nü",    "e",         "ya",    "na",
      "de",    "da",    "ta",   "nde",     "den",   "tan",     "ndan",  "le",        "yla",   "ler",
      "lerin", "lar",   "lere", "si",      "sı",    "sının",   "li",    "lı",        "liler", "lik",
      "ci",    "ciler", "inci", "nci",     "üncü",  "şer",     "er",    "dir",       "tır",   "ydi",
      "ymiş",  "deki",  "daki", "dekiler", "ninki", "inkiler", "ndaki", "ninkinden", "ce",    "gil",
      "IN",    "DA",    "NÜN",  "un",      "nun",   "lu"};
  for (const std::string& suffix : suffixes) CHECK_MESSAGE(is_suffix_chain(suffix), suffix);

  const std::vector<std::string> others = {"neill", "an",    "arcy", "at",
                                           "hara",  "s",     "n",    "alema",
                                           "rock",  "putin", "",     "inininininininininininin",
                                           "le2"};
  for (const std::string& other : others) CHECK_MESSAGE(!is_suffix_chain(other), other);
}

TEST_CASE("names keep their own apostrophe and lose that of a suffix") {
  struct Case {
    std::string word;
    std::string body;
    bool suffix;
    bool owned;
  };
  const std::vector<Case> cases = {
      {"Putin'in", "Putin", true, false},
      {"NATO’ya", "NATO", true, false},
      {"ŞİÖ‘nün", "ŞİÖ", true, false},
      {"Ankara´da", "Ankara", true, false},
      {"Ankara`da", "Ankara", true, false},
      {"Çang'ı", "Çang", true, false},
      {"2026'da", "2026", true, false},
      {"PUTİN'İN", "PUTİN", true, false},
      {"O'nun", "O", true, false},
      {"Kur'an", "Kur'an", false, true},
      {"Kur'an'ın", "Kur'an", true, true},
      {"Kur'ân’da", "Kur'ân", true, true},
      {"O'Neill", "O'Neill", false, true},
      {"O'Neill'in", "O'Neill", true, true},
      {"O'NEILL'İN", "O'NEILL", true, true},
      {"d'Arcy'nin", "d'Arcy", true, true},
      {"D'Alema", "D'Alema", false, true},
      {"San'a", "San'a", false, true},
      {"vak'a", "vak'a", false, true},
      {"McDonald's", "McDonald's", false, true},
      {"McDonald's'ta", "McDonald's", true, true},
      {"işbirliği", "işbirliği", false, false},
  };
  for (const Case& c : cases) {
    const auto split = split_at_apostrophe(c.word);
    CHECK_MESSAGE(c.word.substr(0, split.body_end) == c.body, c.word);
    CHECK_MESSAGE(split.suffix == c.suffix, c.word);
    CHECK_MESSAGE(split.owned == c.owned, c.word);
  }
}

TEST_CASE("numbers with a suffix but no apostrophe") {
  CHECK(number_suffix_begin("20den") == 2);
  CHECK(number_suffix_begin("2026da") == 4);
  CHECK(number_suffix_begin("90lar") == 2);
  CHECK(number_suffix_begin("4a") == 2);  // a class, not a dative
  CHECK(number_suffix_begin("5g") == 2);
  CHECK(number_suffix_begin("17km") == 4);
  CHECK(number_suffix_begin("den") == 3);
}
