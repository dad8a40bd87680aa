// The query parser: no crash, and what is understood keeps its meaning when it is printed.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/check.h"
#include "tests/searcher/random_queries.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string query(data, data + size);
  const std::string wrong = newsidx::test::check_meaning(query);
  newsidx::fuzz::require(wrong.empty(), wrong, query);
  return 0;
}
