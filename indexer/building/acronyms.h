// Finds where a text explains an acronym: Şanghay İşbirliği Örgütü (ŞİÖ), or ŞİÖ (Şanghay İşbirliği
// Örgütü).
#pragma once

#include <string_view>
#include <vector>

#include "newsidx/analysis.h"

namespace newsidx {

// Positions in a list of tokens.
struct AcronymUse {
  std::size_t acronym = 0;
  std::size_t first = 0;  // the long form is tokens [first, last)
  std::size_t last = 0;
};

// The explanations in a text and its tokens. The long form has a word with a capital for each
// letter of the acronym, in order; words with a small letter may stand between (Adalet ve Kalkınma
// Partisi). Thread-safe.
std::vector<AcronymUse> find_acronym_uses(std::string_view text, const std::vector<Token>& tokens);

}  // namespace newsidx
