// What the texts of an archive add to the listed roots. Thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "text/morphology/lexicon.h"
#include "text/morphology/morphology.h"
#include "text/morphology/word_counts.h"

namespace newsidx {

// The roots that the texts suggest beside the listed ones: first the names that stand before an
// apostrophe, then the words that neither the listed roots nor those names explain. Words met less
// than min_count times are none. Sorted by word.
std::vector<RootSpec> found_roots(const std::vector<RootSpec>& listed, const WordCounts& words,
                                  std::uint32_t min_count);

// Names that would be taken for a form of another word (Kanada for kanat with a dative): written
// with a capital nearly always, and found before an apostrophe, so whole. A possessive or a plural
// may well be found there (Bakanlığı'nın), and is a form all the same.
// By the fitted model; sorted by no rule.
std::vector<Allomorph> names_to_keep(const Morphology& morphology, const WordCounts& words);

}  // namespace newsidx
