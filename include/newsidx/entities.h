// The people, places and organisations that a text names. docs/names.md tells how they are found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

// Someone or something that an article names, however often and however it is called there.
struct NamedEntity {
  EntityType type = EntityType::kPerson;
  std::string name;  // the fullest that the article has: Şi Cinping, where it says Şi as well
  std::uint32_t mentions = 0;          // at least 1
  std::vector<std::string> spellings;  // as Mention::name; most frequent first, each once

  bool operator==(const NamedEntity&) const = default;
};

}  // namespace newsidx
