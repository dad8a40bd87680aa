#include "store/fields.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support.h"

TEST_CASE("docs/index.md shows every field with its prefix and slot") {
  const std::string page = newsidx::test::read_file(newsidx::test::source_dir() / "docs/index.md");
  for (const newsidx::Field& field : newsidx::kFields) {
    const std::string slot = field.slot == newsidx::kNoSlot ? "–" : std::to_string(field.slot);
    const std::string prefix = field.term_prefix.empty() ? "–" : std::string(field.term_prefix);
    const std::string row = "| " + std::string(field.name) + " | " + std::string(field.turkish) +
                            " | " + prefix + " | " + slot + " | " + std::string(field.help) + " |";
    CHECK_MESSAGE(page.find(row) != std::string::npos, row);
  }
}
