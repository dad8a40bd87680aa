#include "indexer/formats/reader.h"

#include <fmt/format.h>

namespace newsidx {

std::string describe_mending(const Decoded& decoded, std::size_t control_codes) {
  std::string text;
  const auto tell = [&](const char* what, std::size_t count) {
    if (count > 0) text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", what, count);
  };
  tell("NUL bytes replaced by spaces", decoded.nul_bytes);
  tell("bytes of windows-1254 amid UTF-8 converted", decoded.mended);
  tell("control codes mended", control_codes);
  return text;
}

}  // namespace newsidx
