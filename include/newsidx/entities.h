// The people, places and organisations that a text names. docs/names.md tells how they are found.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx {

enum class EntityType { kPerson, kPlace, kOrganization };

// person, place, organization
std::string_view entity_type_name(EntityType type);

// One place of a text where something is named.
struct Mention {
  std::size_t begin = 0;  // byte offsets into the text: [begin, end) is the name as it stands
  std::size_t end = 0;    //   there, with its apostrophe and suffix
  EntityType type = EntityType::kPerson;
  std::string name;  // without the suffix, spaces collapsed: Putin of "Putin'in"

  bool operator==(const Mention&) const = default;
};

}  // namespace newsidx
