#include "cli/text/bars.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "cli/output.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kParts = 8;
constexpr std::array<std::string_view, kParts> kPartBlocks = {"",  "▏", "▎", "▍",
                                                              "▌", "▋", "▊", "▉"};
constexpr std::string_view kFullBlock = "█";

bool names_utf8(std::string_view locale) {
  for (const std::string_view name : {"UTF-8", "utf-8", "UTF8", "utf8"})
    if (locale.find(name) != std::string_view::npos) return true;
  return false;
}

}  // namespace

bool environment_shows_blocks() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {  // the first that is set decides
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return names_utf8(value);
  }
  return false;
}

std::string bar(std::uint64_t count, const BarScale& scale) {
  if (count == 0 || scale.largest == 0) return "";
  const std::size_t parts = scale.blocks ? kParts : 1;
  const double share = static_cast<double>(count) / static_cast<double>(scale.largest);
  const auto length = static_cast<std::size_t>(
      std::max(1L, std::lround(share * static_cast<double>(scale.columns * parts))));
  if (!scale.blocks) return std::string(length, '#');
  std::string out;
  for (std::size_t i = 0; i < length / kParts; ++i) out += kFullBlock;
  return out += kPartBlocks[length % kParts];
}

std::size_t chart_width() {
  constexpr std::size_t kUsualWidth = 80;
  const std::size_t width = terminal_width();
  return width > 0 ? width : kUsualWidth;
}

}  // namespace newsidx::cli
