// How the people, places, organisations and topics of an article stand in the index. Thread-safe.
//
// A name is one term, its key (entities/aliases/name_key.h) behind its field's prefix, that counts
// as often as the article names it (`XPvladimir putin`). So that some of its words find it without
// a look at every name, there is another for each further word: the key turned about it (`XPputin,
// vladimir`), which counts for nothing. All names of a type in one article are one value: then
// Xapian's own match spies count them, wherever the shard is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "newsidx/entities.h"
#include "store/fields.h"

namespace newsidx {

constexpr FieldId field_of(EntityType type) {
  return type == EntityType::kPerson  ? FieldId::kPerson
         : type == EntityType::kPlace ? FieldId::kPlace
                                      : FieldId::kOrganisation;
}
constexpr EntityType type_of(FieldId id) {
  return id == FieldId::kPerson  ? EntityType::kPerson
         : id == FieldId::kPlace ? EntityType::kPlace
                                 : EntityType::kOrganization;
}

// "vladimir putin" -> "putin, vladimir": one for each word but the first.
std::vector<std::string> turned_keys(std::string_view key);

// The key that was turned; one that was not is itself.
std::string unturned_key(std::string_view key);

// Several names or topics in one value. They hold no newline.
std::string pack_names(const std::vector<std::string>& names);
std::vector<std::string_view> unpack_names(std::string_view value);

}  // namespace newsidx
