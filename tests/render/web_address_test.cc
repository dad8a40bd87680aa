#include "render/web_address.h"

#include <doctest/doctest.h>

using namespace newsidx;

TEST_CASE("only addresses of the web become links") {
  CHECK(web_address("https://www.kiyi.example/a b?ç=\"1\"") ==
        "https://www.kiyi.example/a%20b?ç=%221%22");
  CHECK(web_address("HTTP://Kiyi.example") == "HTTP://Kiyi.example");
  for (const char* none : {"javascript:alert(1)", "data:text/html,x", "kiyi.example", "https://",
                           "https:///a", "http://user@/", "ftp://kiyi.example", ""})
    CHECK_MESSAGE(web_address(none).empty(), none);
}
