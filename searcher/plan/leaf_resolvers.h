// One resolver a kind of leaf, as the table in leaf_kinds.cc names them.
#pragma once

#include "searcher/plan/leaf.h"
#include "searcher/plan/leaf_sources.h"

namespace newsidx {

// word_leaves.cc
void resolve_word(Leaf& leaf, LeafSources& sources);
void resolve_word_in_title(Leaf& leaf, LeafSources& sources);
void resolve_phrase(Leaf& leaf, LeafSources& sources);
void resolve_phrase_in_title(Leaf& leaf, LeafSources& sources);
void resolve_literal(Leaf& leaf, LeafSources& sources);

// place_leaves.cc
void resolve_beginning(Leaf& leaf, LeafSources& sources);
void resolve_near(Leaf& leaf, LeafSources& sources);

// value_leaves.cc
void resolve_keyword(Leaf& leaf, LeafSources& sources);
void resolve_name(Leaf& leaf, LeafSources& sources);
void resolve_topic(Leaf& leaf, LeafSources& sources);
void resolve_days(Leaf& leaf, LeafSources& sources);

}  // namespace newsidx
