#include <unicode/uchar.h>

#include <algorithm>

#include "newsidx/displayable.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

std::size_t columns_of(UChar32 code) {
  const auto type = u_charType(code);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::size_t display_columns(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();)
    columns += columns_of(static_cast<UChar32>(next_code_point(text, i)));
  return columns;
}

std::string padded(std::string_view text, std::size_t columns) {
  return std::string(text) + std::string(columns - std::min(columns, display_columns(text)), ' ');
}

}  // namespace newsidx
