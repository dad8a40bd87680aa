#include "searcher/named_values.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "entities/mention_name.h"
#include "entities/name_key.h"
#include "newsidx/topics.h"
#include "searcher/edit_distance.h"
#include "store/entity_terms.h"
#include "store/terms.h"
#include "text/apostrophe.h"

namespace newsidx {
namespace {

constexpr std::array<EntityType, 3> kTypes = {EntityType::kPerson, EntityType::kPlace,
                                              EntityType::kOrganization};

std::string prefix_of(EntityType type) { return std::string(field(field_of(type)).term_prefix); }

// The keys of the names that have the words of `key` side by side, the last perhaps going on.
std::set<std::string> keys_with(const Xapian::Database& database, EntityType type,
                                const std::string& key, bool begins) {
  std::set<std::string> keys;
  const std::string prefix = prefix_of(type);
  const std::string begin = prefix + key;
  const auto last = database.allterms_end(begin);
  for (auto term = database.allterms_begin(begin); term != last; ++term) {
    const std::string found = *term;
    const bool ends =
        found.size() == begin.size() || found[begin.size()] == ' ' || found[begin.size()] == ',';
    if (begins || ends) keys.insert(unturned_key(std::string_view(found).substr(prefix.size())));
  }
  return keys;
}

bool has_words_of(std::string_view key, std::string_view asked, bool begins) {
  const std::string in = ' ' + std::string(key) + ' ';
  return in.find(' ' + std::string(asked) + (begins ? "" : " ")) != std::string::npos;
}

}  // namespace

std::string asked_key(std::string_view name, EntityType type) {
  const std::size_t last = name.find_last_of(' ') + 1;  // 0 without a space
  const ApostropheSplit split = split_at_apostrophe(name.substr(last));
  if (split.suffix) name = name.substr(0, last + split.body_end);
  return name_key(mention_name(name, type));
}

std::string name_term(EntityType type, std::string_view key) {
  return make_term(prefix_of(type), key);
}

FoundTerms names_named(const Xapian::Database& database, const AliasTable& aliases,
                       const ValueNode& value) {
  const EntityType type = type_of(value.field);
  const std::string asked = asked_key(value.value, type);
  FoundTerms found;
  if (asked.empty()) return found;
  std::set<std::string> keys;
  if (value.whole && !value.begins)
    keys.insert(asked);
  else
    keys = keys_with(database, type, asked, value.begins);
  if (!value.whole)
    for (const AliasLine& line : aliases.lines()) {
      if (line.type != type) continue;
      std::vector<std::string> names = line.spellings;
      names.push_back(line.canonical);
      for (std::string& name : names) name = name_key(name);
      if (std::any_of(names.begin(), names.end(), [&](const std::string& name) {
            return has_words_of(name, asked, value.begins);
          }))
        keys.insert(names.begin(), names.end());
    }
  for (const std::string& key : keys) {
    const std::string term = name_term(type, key);
    if (!database.term_exists(term)) continue;
    if (++found.found <= kMaxTerms) found.terms.push_back(term);
  }
  return found;
}

std::vector<NamedGroup> groups_named(const Xapian::Database& database, const AliasTable& aliases,
                                     std::string_view key) {
  std::vector<NamedGroup> groups;
  for (const EntityType type : kTypes) {
    std::set<std::string> keys = keys_with(database, type, std::string(key), false);
    keys.insert(std::string(key));
    std::map<std::string, std::set<std::string>> by_canonical;
    for (const std::string& known : keys)
      for (const std::string& spelling : aliases.spellings(type, known))
        by_canonical[name_key(aliases.canonical(type, known))].insert(name_key(spelling));
    for (const auto& [canonical, names] : by_canonical) {
      NamedGroup group{type, {}, 0};
      for (const std::string& name : names) {
        const Xapian::doccount articles = database.get_termfreq(name_term(type, name));
        if (articles == 0) continue;
        group.names.push_back({type, name, articles});
        group.articles += articles;
      }
      if (group.names.empty()) continue;
      std::stable_sort(
          group.names.begin(), group.names.end(),
          [](const KnownName& a, const KnownName& b) { return a.articles > b.articles; });
      groups.push_back(std::move(group));
    }
  }
  std::stable_sort(groups.begin(), groups.end(), [](const NamedGroup& a, const NamedGroup& b) {
    return a.articles > b.articles;
  });
  return groups;
}

std::vector<std::string> topics_named(const ValueNode& value) {
  const std::string asked = name_key(value.value);
  std::vector<std::string> terms;
  if (asked.empty()) return terms;
  const auto is_called = [&](std::string_view label) {
    const std::string key = name_key(label);
    if (!value.whole) return has_words_of(key, asked, value.begins);
    return value.begins ? key.starts_with(asked) : key == asked;
  };
  for (const TopicInfo& topic : all_topics())
    if (topic.id == asked || is_called(topic.turkish) || is_called(topic.english))
      terms.push_back(make_term(field(FieldId::kTopic).term_prefix, topic.id));
  return terms;
}

std::string_view closest_topic(std::string_view typed) {
  std::vector<std::string_view> labels;
  for (const TopicInfo& topic : all_topics()) {
    labels.push_back(topic.turkish);
    labels.push_back(topic.english);
  }
  return closest_of(typed, labels);
}

}  // namespace newsidx
