// Which names of an archive may be one, for its owner to decide.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entities/aliases/aliases.h"
#include "newsidx/entities.h"

namespace newsidx {

struct CountedName {
  EntityType type = EntityType::kPerson;
  std::string name;
  std::uint64_t articles = 0;
};

enum class AliasReason {
  kSpelling,   // two spellings of one foreign name: Oreshkin of Oreşkin
  kShortName,  // a surname, or a name without one of its words, that nearly always means one
  kAcronym,    // the initials of one name and of hardly another
};
// spelling, short, acronym
std::string_view alias_reason_name(AliasReason reason);

struct AliasSuggestion {
  EntityType type = EntityType::kPerson;
  std::string canonical;
  std::string spelling;
  AliasReason reason = AliasReason::kSpelling;
  std::uint64_t canonical_articles = 0;
  std::uint64_t spelling_articles = 0;
  double share = 1;  // of the articles with a name that the spelling may be short for

  bool operator==(const AliasSuggestion&) const = default;
};

// What the names suggest, the spelling that most articles have first. `names` are those of an
// index, each once, with aliases already taken for one. Thread-safe.
std::vector<AliasSuggestion> suggest_aliases(const std::vector<CountedName>& names);

}  // namespace newsidx
