// The phrases that an article is about.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/analysis.h"
#include "newsidx/entities.h"

namespace newsidx {

// How rare a word is, by its folded stem: log(articles / articles that have it), or 1 for all where
// nothing is known.
using WordRarity = std::function<double(const std::string& folded)>;

// At most `most` phrases of one to four words, best first, as they stand in the text where that is
// nicest to read. `tokens` are the text's; `names` are mentions in it, in order, and may be empty.
std::vector<std::string> key_phrases(std::string_view text, std::span<const Token> tokens,
                                     std::span<const Mention> names, const WordRarity& rarity,
                                     std::size_t most = 8);

}  // namespace newsidx
