// The files of entities/lexicon/ that ship inside the program. Thread-safe.
#pragma once

#include <string_view>

namespace newsidx {

// The fitted model, as NameModel reads it; 16-byte aligned.
std::string_view shipped_name_model();

// What a model is fitted with (entities/lexicon/README.md).
std::string_view shipped_name_list();
std::string_view shipped_geonames();
std::string_view shipped_districts();

// Names and their spellings (entities/aliases/aliases.h).
std::string_view shipped_aliases();
// What tells topics, as `newsidx fit --topics` wrote it, and the list it was made from.
std::string_view shipped_topic_model();
std::string_view shipped_topic_list();

}  // namespace newsidx
