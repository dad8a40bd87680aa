// What made an index, as its metadata tells.
#include "store/fingerprint.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/check.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  const std::string text(Input(data, size).rest());
  Fingerprint print;
  if (!runs({ErrorCode::kIo, ErrorCode::kConfiguration}, [&] { print = Fingerprint::parse(text); }))
    return 0;
  require(Fingerprint::parse(print.text()) == print, "a fingerprint that does not come back",
          print.text());
  if (runs({ErrorCode::kConfiguration}, [&] { print.require_usable("index"); }))
    require(print.layout == kLayoutVersion, "another layout that can be used");
  return 0;
}
