#include "cli/standard_input.h"

#include <fmt/format.h>

#include <iostream>

#include "newsidx/error.h"

namespace newsidx::cli {

std::string read_standard_input(std::size_t max_bytes, const std::string& what,
                                const std::string& hint) {
  constexpr std::size_t kPiece = 1 << 16;
  std::string text;
  while (std::cin && text.size() <= max_bytes) {
    const std::size_t known = text.size();
    text.resize(known + kPiece);
    std::cin.read(text.data() + known, kPiece);
    text.resize(known + static_cast<std::size_t>(std::cin.gcount()));
  }
  if (text.size() > max_bytes)
    throw Error(ErrorCode::kInputRefused,
                fmt::format("{} on standard input is larger than {} bytes", what, max_bytes), hint);
  return text;
}

}  // namespace newsidx::cli
