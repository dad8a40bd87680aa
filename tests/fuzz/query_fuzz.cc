// The query parser for libFuzzer: no crash, and what is understood keeps its meaning when it is
// printed. Built with clang and -DNEWSIDX_FUZZ=ON; tests/fuzz/replay.cc runs the same on files.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/random_queries.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string query(data, data + size);
  const std::string wrong = newsidx::test::check_meaning(query);
  if (!wrong.empty()) {
    std::fprintf(stderr, "%s\n%s\n", query.c_str(), wrong.c_str());
    std::abort();
  }
  return 0;
}
