// Spellings of foreign names.
#include "text/foreign.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "text/letters.h"

using namespace newsidx;

TEST_CASE("keys of foreign names") {
  struct Case {
    std::string name;
    std::string key;
  };
  const std::vector<Case> cases = {
      {"putin", "putin"},
      {"oreshkin", "oreskin"},
      {"oreskin", "oreskin"},
      {"sechin", "secin"},
      {"secin", "secin"},
      {"zelenski", "zelenski"},
      {"zelenskiy", "zelenski"},
      {"zelensky", "zelenski"},
      {"schroder", "sroder"},
      {"zhukov", "jukov"},
      {"khodorkovsky", "hodorkovski"},
      {"phillips", "filips"},
      {"thatcher", "tacer"},
      {"jackson", "jakson"},
      {"barack", "barak"},
      {"qatar", "katar"},
      {"alexander", "aleksander"},
      {"washington", "vasington"},
      {"cameron", "kameron"},
      {"cengiz", "cengiz"},
      {"marc", "mark"},
      {"django", "cango"},
      {"tschechow", "cecov"},
      {"yahya", "iahia"},
      {"aa", "a"},
      {"2026", "2026"},
      {"サッカー", "サッカー"},
      {"겲", "겲"},
      {"", ""},
  };
  for (const Case& c : cases) CHECK_MESSAGE(foreign_key(c.name) == c.key, c.name);
}

TEST_CASE("Turkish spellings of foreign names") {
  struct Case {
    std::string name;
    std::string turkish;
  };
  const std::vector<Case> cases = {
      {"sechin", "seçin"},         {"oreshkin", "oreşkin"},  {"putin", "putin"},
      {"schröder", "şröder"},      {"zhukov", "jukov"},      {"khan", "han"},
      {"washington", "vaşington"}, {"alex", "aleks"},        {"qatar", "katar"},
      {"şanghay", "şanghay"},      {"владимир", "владимир"}, {"", ""},
  };
  for (const Case& c : cases) CHECK_MESSAGE(turkish_spelling(c.name) == c.turkish, c.name);
}
