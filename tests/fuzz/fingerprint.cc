// What made an index, as its metadata tells.
#include <cstddef>
#include <cstdint>
#include <string>

#include "store/fingerprint.h"
#include "tests/fuzz/check.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  const std::string text(Input(data, size).rest());
  runs({ErrorCode::kIo, ErrorCode::kConfiguration}, [&] {
    const Fingerprint print = Fingerprint::parse(text);
    require(Fingerprint::parse(print.text()) == print, "a fingerprint that does not come back",
            print.text());
    runs({ErrorCode::kConfiguration}, [&] {
      print.require_usable("index");
      require(print.layout == kLayoutVersion, "another layout that can be used");
    });
  });
  return 0;
}
