#include "newsidx/beginning.h"

#include "newsidx/utf8.h"

namespace newsidx {

std::string_view beginning_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  const std::string_view beginning = cut_to_bytes(text, bytes);
  for (const char border : {'\n', ' '}) {
    const std::size_t at = beginning.rfind(border);
    if (at != std::string_view::npos && at >= bytes / 2) return beginning.substr(0, at);
  }
  return beginning;
}

}  // namespace newsidx
