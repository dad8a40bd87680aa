#include "searcher/sentences.h"

namespace newsidx {

bool begins_sentence(std::string_view text, const std::vector<Token>& tokens, std::size_t token) {
  if (token == 0) return true;
  const std::size_t begin = tokens[token - 1].end;
  const std::string_view gap = text.substr(begin, tokens[token].begin - begin);
  const bool stop = gap.find_first_of(".!?") != std::string_view::npos;
  return gap.find('\n') != std::string_view::npos ||
         (stop && gap.find(' ') != std::string_view::npos);
}

}  // namespace newsidx
