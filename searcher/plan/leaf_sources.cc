#include "searcher/plan/leaf_sources.h"

#include <set>
#include <utility>

#include "searcher/matching/query_key.h"
#include "searcher/query/query_errors.h"
#include "store/fields.h"

namespace newsidx {

void LeafSources::refuse_many_words(const FoundTerms& found, const QueryNode& leaf) const {
  if (found.found > kMaxTerms)
    throw work_error({MessageKind::kQueryTooManyWords, kMaxTerms, leaf.as<PrefixNode>()->letters},
                     query, leaf.begin);
}

void LeafSources::refuse_many_values(const FoundTerms& found, const QueryNode& leaf) const {
  if (found.found > kMaxTerms)
    throw work_error({MessageKind::kQueryTooManyValues, found.found, leaf.as<ValueNode>()->value},
                     query, leaf.begin);
}

void LeafSources::look_up(const std::vector<const QueryNode*>& leaves) {
  std::map<FieldId, std::vector<const QueryNode*>> by_field;
  std::set<std::string> known;
  for (const QueryNode* leaf : leaves) {
    const auto* value = leaf->as<ValueNode>();
    if (value == nullptr || field(value->field).use != FieldUse::kKeyword) continue;
    const std::string key = node_key(*leaf);
    if (!values_.contains(key) && known.insert(key).second) by_field[value->field].push_back(leaf);
  }
  for (const auto& [id, together] : by_field) {
    std::vector<const ValueNode*> asked;
    for (const QueryNode* leaf : together) asked.push_back(leaf->as<ValueNode>());
    std::vector<FoundTerms> found = values_named(database, asked, work);
    for (std::size_t i = 0; i < together.size(); ++i) {
      refuse_many_values(found[i], *together[i]);
      values_.emplace(node_key(*together[i]), std::move(found[i]));
    }
  }
}

const FoundTerms& LeafSources::values(const QueryNode& leaf) {
  const std::string key = node_key(leaf);
  const auto known = values_.find(key);
  if (known != values_.end()) return known->second;
  const ValueNode& value = *leaf.as<ValueNode>();
  FoundTerms found;
  if (field(value.field).use == FieldUse::kTopic) {
    found = topics(leaf);
  } else if (field(value.field).use == FieldUse::kName) {
    if (!alias_keys_) alias_keys_.emplace(aliases);
    found = names_named(database, *alias_keys_, value, work);
  } else {
    found = std::move(values_named(database, {&value}, work).front());
  }
  refuse_many_values(found, leaf);
  return values_.emplace(key, std::move(found)).first->second;
}

FoundTerms LeafSources::topics(const QueryNode& leaf) const {
  const ValueNode& value = *leaf.as<ValueNode>();
  FoundTerms found;
  found.terms = topics_named(value);
  found.found = found.terms.size();
  if (found.found > 0) return found;
  const std::string_view closest = closest_topic(value.value);
  if (closest.empty())
    throw query_error({MessageKind::kQueryUnknownTopic, value.value}, query, leaf.begin);
  throw query_error({MessageKind::kQueryUnknownTopicClose, value.value, closest}, query,
                    leaf.begin);
}

const FoundTerms& LeafSources::stems(const QueryNode& leaf) {
  const std::string key = node_key(leaf);
  const auto known = stems_.find(key);
  if (known != stems_.end()) return known->second;
  FoundTerms found =
      stems_beginning(database, prefix::kFoldedStem, leaf.as<PrefixNode>()->letters, work);
  refuse_many_words(found, leaf);
  return stems_.emplace(key, std::move(found)).first->second;
}

void LeafSources::count_meant(const QueryNode& part, std::uint64_t count) {
  meant_ += count;
  work.done.values_found += count;
  if (meant_ > kMaxValues)
    throw work_error({MessageKind::kQueryTooManyTogether,
                      query.substr(part.begin, part.end - part.begin), kMaxValues},
                     query, part.begin);
}

}  // namespace newsidx
