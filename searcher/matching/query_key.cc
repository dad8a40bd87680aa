#include "searcher/matching/query_key.h"

#include <initializer_list>
#include <unordered_set>

namespace newsidx {
namespace {

// With its length, so that no text can look like another key.
void add(const std::string& text, std::string& key) {
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

void add(const Token& token, std::string& key) {
  for (const std::string* form :
       {&token.exact, &token.stem, &token.folded, &token.coarse, &token.foreign})
    add(*form, key);
  key += token.shared_fold ? 's' : '-';
  key += token.stop_word ? 's' : '-';
}

void add(const QueryNode& node, std::string& key);

void add(const std::vector<QueryNode>& nodes, std::string& key) {
  key += '(';
  for (const QueryNode& node : nodes) add(node, key);
  key += ')';
}

void add(std::optional<Date> day, std::string& key) {
  add(day ? format_date(*day) : std::string(), key);
}

void add(const QueryNode& node, std::string& key) {
  key += static_cast<char>('a' + node.what.index());
  key += node.in_title ? 't' : '-';
  if (const auto* run = node.as<RunNode>()) {
    for (const auto* nodes : {&run->required, &run->optional, &run->limits, &run->excluded})
      add(*nodes, key);
    key += run->joined_by_or ? 'o' : '-';
  } else if (const auto* word = node.as<WordNode>()) {
    add(word->token, key);
  } else if (const auto* phrase = node.as<PhraseNode>()) {
    key += tokens_key(phrase->tokens);
  } else if (const auto* literal = node.as<LiteralNode>()) {
    key += tokens_key(literal->tokens);
  } else if (const auto* prefix = node.as<PrefixNode>()) {
    add(prefix->letters, key);
  } else if (const auto* value = node.as<ValueNode>()) {
    key += std::to_string(static_cast<int>(value->field));
    key += value->whole ? 'w' : '-';
    key += value->begins ? 'b' : '-';
    add(value->value, key);
  } else if (const auto* days = node.as<DateNode>()) {
    add(days->from, key);
    add(days->to, key);
  } else if (const auto* any = node.as<AnyNode>()) {
    add(any->parts, key);
  } else if (const auto* all = node.as<AllNode>()) {
    add(all->parts, key);
    add(all->excluded, key);
  } else if (const auto* near = node.as<NearNode>()) {
    add(near->parts, key);
    for (const std::size_t distance : near->distances) key += std::to_string(distance) + ',';
  }
}

void keep_once(std::vector<QueryNode>& nodes) {
  for (QueryNode& node : nodes) keep_once(node);
  if (nodes.size() < 2) return;
  std::unordered_set<std::string> known;
  std::erase_if(nodes, [&](const QueryNode& node) { return !known.insert(node_key(node)).second; });
}

}  // namespace

std::string node_key(const QueryNode& node) {
  std::string key;
  add(node, key);
  return key;
}

std::string tokens_key(const std::vector<Token>& tokens) {
  std::string key;
  for (const Token& token : tokens) {
    key += '+';
    add(token, key);
  }
  key += ';';
  return key;
}

void keep_once(QueryNode& node) {
  if (auto* run = node.as<RunNode>()) {
    for (auto* nodes : {&run->required, &run->optional, &run->limits, &run->excluded})
      keep_once(*nodes);
  } else if (auto* any = node.as<AnyNode>()) {
    keep_once(any->parts);
  } else if (auto* all = node.as<AllNode>()) {
    keep_once(all->parts);
    keep_once(all->excluded);
  }
}

}  // namespace newsidx
