#include "render/characters.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "text/utf8.h"

using namespace newsidx;

TEST_CASE("bytes that are no UTF-8 are replaced one by one, as the libraries do it") {
  std::mt19937 random(11);
  // Bytes at the borders of what is valid, so that most strings have some of both.
  const std::string bytes(
      "a\x7F\x80\xBF\xC1\xC2\xDF\xE0\xA0\x9F\xED\xEF\xBD\xF0\x90\x8F\xF4\xF5\xFF");
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t size = random() % 9; text.size() < size;)
      text += bytes[random() % bytes.size()];
    CHECK(valid_utf8(text) == replace_invalid_utf8(text));
  }
  CHECK(valid_utf8("Şi Putin’le 𝄞") == "Şi Putin’le 𝄞");
}

TEST_CASE("only addresses of the web become links") {
  CHECK(web_address("https://www.kiyi.example/a b?ç=\"1\"") ==
        "https://www.kiyi.example/a%20b?ç=%221%22");
  CHECK(web_address("HTTP://Kiyi.example") == "HTTP://Kiyi.example");
  for (const char* none : {"javascript:alert(1)", "data:text/html,x", "kiyi.example", "https://",
                           "https:///a", "http://user@/", "ftp://kiyi.example", ""})
    CHECK_MESSAGE(web_address(none).empty(), none);
}
