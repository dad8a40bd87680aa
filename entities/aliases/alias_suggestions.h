// Which names of an archive may be one, for its owner to decide.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/aliases.h"
#include "newsidx/entities.h"

namespace newsidx {

struct CountedName {
  EntityType type = EntityType::kPerson;
  std::string name;
  std::uint64_t articles = 0;
};

// What the names suggest, the spelling that most articles have first. `names` are those of an
// index, each once, with aliases already taken for one. Thread-safe.
std::vector<AliasSuggestion> suggest_aliases(const std::vector<CountedName>& names);

}  // namespace newsidx
