#include "newsidx/displayable.h"

#include <doctest/doctest.h>

#include <string>

#include "text/clean.h"

using namespace newsidx;

namespace {

struct Shown {
  std::string given;
  std::string shown;
};

}  // namespace

TEST_CASE("displayable: a name is one line in which everything shows") {
  const Shown table[] = {
      {"", ""},
      {"düz ad.txt", "düz ad.txt"},
      {"a\nb\tc\rd", R"(a\nb\tc\rd)"},
      {"\x1B[31m", R"(\x1b[31m)"},
      {std::string("a\0b", 3), R"(a\x00b)"},
      {"\x7F", R"(\x7f)"},
      {"\u0085\u009B", R"(\u0085\u009b)"},
      {"\u2028\u2029", R"(\u2028\u2029)"},
      {"\u202Egnp.txt", R"(\u202egnp.txt)"},
      {"\u061C\u200E\u200F\u202A\u202C\u2066\u2069",
       R"(\u061c\u200e\u200f\u202a\u202c\u2066\u2069)"},
      {"\xFF\xC3", "\uFFFD\uFFFD"},
      {"שלום 👩‍👩‍👦", "שלום 👩‍👩‍👦"},
  };
  for (const Shown& row : table) {
    CAPTURE(row.given);
    CHECK(displayable(row.given) == row.shown);
  }
}

TEST_CASE("displayable_text: marks of direction act within it alone") {
  const Shown table[] = {
      {"düz", "düz"},
      {"a\u202Eb", "\u2068a\u202Eb\u202C\u2069"},
      {"a\u2067b\u202Ac", "\u2068a\u2067b\u202Ac\u202C\u2069\u2069"},
      // What closes nothing would close what stands around it.
      {"a\u2069b\u202Cc", "\u2068abc\u2069"},
      {"\u2067a\u202Eb\u2069c\u202C", "\u2068\u2067a\u202Eb\u2069c\u2069"},
      {"\u202Ea\u2067b\u202Cc\u2069d", "\u2068\u202Ea\u2067bc\u2069d\u202C\u2069"},
      {"a\u200Fb", "\u2068a\u200Fb\u2069"},
      {"\u2068a\u2069", "\u2068\u2068a\u2069\u2069"},
      {"a\nb\u001B", R"(a\nb\x1b)"},
      {"\u2028\u0085", R"(\u2028\u0085)"},
  };
  for (const Shown& row : table) {
    CAPTURE(row.given);
    CHECK(displayable_text(row.given) == row.shown);
  }
}

TEST_CASE("displayable_lines: lines and tabs stay") {
  CHECK(displayable_lines("a\n\tb\r\u0085\n\u202Ec\n\n") ==
        "a\n\tb\\r\\u0085\n\u2068\u202Ec\u202C\u2069\n\n");
}

TEST_CASE("a character reference does not bring in what may not stand there itself") {
  const Shown table[] = {
      {"a &#27;[31m b", "a  [31m b"},     {"a&#155;2J", "a\u203A2J"},
      {"Putin&#146;in", "Putin\u2019in"}, {"a&#127;b", "a b"},
      {"a &amp;#27; b", "a &#27; b"},     {"bir&#10;iki", "bir\niki"},
  };
  for (const Shown& row : table) {
    CAPTURE(row.given);
    CHECK(clean_text(row.given).text == row.shown);
  }
}

TEST_CASE("padded: by the columns of a terminal, and never cut") {
  CHECK(padded("şi", 4) == "şi  ");
  CHECK(padded("\u4e2d\u6587", 6) == "\u4e2d\u6587  ");
  CHECK(padded("s\u0327i", 4) == "s\u0327i  ");
  CHECK(padded("putin", 3) == "putin");
  CHECK(padded("", 0).empty());
}
