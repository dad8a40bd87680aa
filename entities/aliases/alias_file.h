// Changes to an owner's list of aliases. Its comments and other lines stay as they are.
// Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "entities/aliases/aliases.h"

namespace newsidx {

// The list with the line's spellings added to the line of its canonical name, which is renamed when
// the name was a spelling there; spellings leave the lines that they stood in. The list is one that
// parse_aliases() reads.
std::string with_alias(std::string_view list, const AliasLine& line);

// The list without that name: with a canonical one its line goes.
std::string without_alias(std::string_view list, EntityType type, std::string_view name);

}  // namespace newsidx
