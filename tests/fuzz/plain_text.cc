// The reader of plain text: an article or a reason, never both, and the bytes come back.
#include "tests/fuzz/reading.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  Input input(data, size);
  AddRequest request;
  // A small limit now and then; reading goes in pieces of 64 KB.
  if (const unsigned limit = input.choice(8); limit == 1) request.max_article_bytes = 100;
  const std::string bytes(input.rest());
  Read read;
  std::istringstream in(bytes);
  read_plain_text(in, "a.txt", request, read);
  require(read.articles.size() + read.reasons.size() == 1, "not one article or reason");
  if (!read.articles.empty())
    require(read.articles[0].original() == bytes, "the bytes do not come back");
  if (bytes.size() <= request.max_article_bytes)
    require(read.bytes == bytes.size(), "bytes miscounted");
  return 0;
}
