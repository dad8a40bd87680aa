// The terms of people, places, organisations and topics that a query names.
#pragma once

#include <xapian.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "entities/aliases/aliases.h"
#include "searcher/matching/vocabulary.h"
#include "searcher/query/query_ast.h"

namespace newsidx {

// The list of aliases as names_named() asks it, made once for all values of a query.
class AliasKeys {
 public:
  explicit AliasKeys(const AliasTable& aliases);

  // The keys of whoever has a name with these words side by side, the last perhaps going on.
  void add_called(EntityType type, std::string_view asked, bool begins,
                  std::set<std::string>& keys) const;

 private:
  struct Line {
    EntityType type;
    std::vector<std::string> keys;  // with a space on either side
  };
  std::vector<Line> lines_;
};

// The names of the index that have these words side by side, or that are called so by the list of
// aliases: each with its other spellings there. With ValueNode::whole the name is just this.
FoundTerms names_named(const Xapian::Database& database, const AliasKeys& aliases,
                       const ValueNode& value, QueryWork& work);

// A name of the index, and how many articles have it.
struct KnownName {
  EntityType type = EntityType::kPerson;
  std::string key;  // entities/aliases/name_key.h
  Xapian::doccount articles = 0;
};

// Whom or what a name may mean: the names of the index that have these words, one for all spellings
// of it, with the articles of all; most articles first. `key` is that of the words.
struct NamedGroup {
  EntityType type = EntityType::kPerson;
  std::vector<KnownName> names;   // those that the index has; most articles first
  Xapian::doccount articles = 0;  // at most: an article may have several
};
std::vector<NamedGroup> groups_named(const Xapian::Database& database, const AliasTable& aliases,
                                     std::string_view key, QueryWork& work);

// The key of a name as people type it, perhaps with a suffix: Putin'in, Dışişleri Bakanlığından.
std::string asked_key(std::string_view name, EntityType type);

std::string name_term(EntityType type, std::string_view key);

// The topics of which a label has these words, in either language, or whose number it is.
std::vector<std::string> topics_named(const ValueNode& value);

// The label that this may be a slip of; empty when it is like none.
std::string_view closest_topic(std::string_view typed);

}  // namespace newsidx
