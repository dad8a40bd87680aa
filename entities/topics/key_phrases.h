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

// How rare a word is, by its folded stem: log(articles / articles that have it), say. Without any
// function all words are alike.
using WordRarity = std::function<double(const std::string& folded)>;

// At most `most` phrases, best first: the text's names, and one to three words in a row, as they
// stand in the text where they have least suffixes, a noun by itself without any. `tokens` are the
// text's; `names` are mentions in it, in order, and may be empty. A phrase that says no more than a
// better one is left out. The time grows as n log n with the text.
std::vector<std::string> key_phrases(std::string_view text, std::span<const Token> tokens,
                                     std::span<const Mention> names, const WordRarity& rarity,
                                     std::size_t most = 8);

}  // namespace newsidx
