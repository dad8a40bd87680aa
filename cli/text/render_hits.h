// Hits as people and evaluation programs read them.
#pragma once

#include <cstddef>
#include <string>

#include "cli/output.h"
#include "newsidx/language.h"
#include "newsidx/searcher.h"

namespace newsidx::cli {

// One hit as a few lines: number, title, metadata, passages with marks. Lines are wrapped at
// `width` columns; 0 leaves them as they are. `folded`: near-copies were folded into this hit,
// which is told in the language.
std::string render_hit(const Hit& hit, std::size_t number, const Marks& marks, std::size_t width,
                       bool folded, Language language = Language::kEnglish);

// White space becomes _, as the TREC formats have no way to write it.
std::string trec_word(std::string text);

// `qid Q0 id rank score newsidx`, qid and id as trec_word has them.
std::string trec_line(const std::string& qid, const Hit& hit, std::size_t rank);

}  // namespace newsidx::cli
