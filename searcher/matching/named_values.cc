#include "searcher/matching/named_values.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "entities/aliases/name_key.h"
#include "entities/names/mention_name.h"
#include "newsidx/topics.h"
#include "searcher/mending/edit_distance.h"
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
                                const std::string& key, bool begins, QueryWork& work) {
  std::set<std::string> keys;
  const std::string prefix = prefix_of(type);
  const std::string begin = prefix + key;
  const auto add = [&](const std::string& term) {
    work.tick();
    keys.insert(unturned_key(std::string_view(term).substr(prefix.size())));
  };
  const auto add_all = [&](const std::string& beginning) {
    const auto last = database.allterms_end(beginning);
    for (auto term = database.allterms_begin(beginning); term != last; ++term) add(*term);
  };
  if (begins) {
    add_all(begin);
  } else {
    if (database.term_exists(begin)) add(begin);
    add_all(begin + ' ');
    add_all(begin + ',');
  }
  return keys;
}

// Whether a key that has a space on either side has these words side by side.
bool has_words_of(std::string_view spaced, std::string_view asked, bool begins) {
  for (std::size_t at = spaced.find(asked); at != std::string_view::npos;
       at = spaced.find(asked, at + 1))
    if (spaced[at - 1] == ' ' && (begins || spaced[at + asked.size()] == ' ')) return true;
  return false;
}

std::string spaced(std::string_view key) { return ' ' + std::string(key) + ' '; }

// A topic and the keys of its labels.
struct TopicKeys {
  std::string_view id;
  std::string turkish;
  std::string english;
};

const std::vector<TopicKeys>& topic_keys() {
  static const std::vector<TopicKeys> all = [] {
    std::vector<TopicKeys> keys;
    for (const TopicInfo& topic : all_topics())
      keys.push_back({topic.id, spaced(name_key(topic.turkish)), spaced(name_key(topic.english))});
    return keys;
  }();
  return all;
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

AliasKeys::AliasKeys(const AliasTable& aliases) {
  for (const AliasLine& line : aliases.lines()) {
    Line& keys = lines_.emplace_back(Line{line.type, {}});
    for (const std::string& name : line.spellings) keys.keys.push_back(spaced(name_key(name)));
    keys.keys.push_back(spaced(name_key(line.canonical)));
  }
}

void AliasKeys::add_called(EntityType type, std::string_view asked, bool begins,
                           std::set<std::string>& keys) const {
  for (const Line& line : lines_) {
    if (line.type != type) continue;
    if (std::none_of(line.keys.begin(), line.keys.end(),
                     [&](const std::string& key) { return has_words_of(key, asked, begins); }))
      continue;
    for (const std::string& key : line.keys) keys.insert(key.substr(1, key.size() - 2));
  }
}

FoundTerms names_named(const Xapian::Database& database, const AliasKeys& aliases,
                       const ValueNode& value, QueryWork& work) {
  const EntityType type = type_of(value.field);
  const std::string asked = asked_key(value.value, type);
  FoundTerms found;
  if (asked.empty()) return found;
  std::set<std::string> keys;
  if (value.whole && !value.begins)
    keys.insert(asked);
  else
    keys = keys_with(database, type, asked, value.begins, work);
  if (!value.whole) aliases.add_called(type, asked, value.begins, keys);
  for (const std::string& key : keys) {
    work.tick();
    const std::string term = name_term(type, key);
    if (!database.term_exists(term)) continue;
    if (++found.found <= kMaxTerms) found.terms.push_back(term);
  }
  return found;
}

std::vector<NamedGroup> groups_named(const Xapian::Database& database, const AliasTable& aliases,
                                     std::string_view key, QueryWork& work) {
  std::vector<NamedGroup> groups;
  for (const EntityType type : kTypes) {
    std::set<std::string> keys = keys_with(database, type, std::string(key), false, work);
    keys.insert(std::string(key));
    std::map<std::string, std::set<std::string>> by_canonical;
    for (const std::string& known : keys) {
      work.tick();
      for (const std::string& spelling : aliases.spellings(type, known))
        by_canonical[name_key(aliases.canonical(type, known))].insert(name_key(spelling));
    }
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
  // Keys have a space on either side.
  const auto is_called = [&](std::string_view key) {
    if (!value.whole) return has_words_of(key, asked, value.begins);
    key = key.substr(1, key.size() - 2);
    return value.begins ? key.starts_with(asked) : key == asked;
  };
  for (const TopicKeys& topic : topic_keys())
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
