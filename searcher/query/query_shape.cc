#include "searcher/query/query_shape.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace newsidx {
std::optional<FieldId> only_field(const QueryNode& node) {
  std::optional<FieldId> field;
  bool same = true;
  for_each_leaf(node, [&](const QueryNode& leaf, bool) {
    FieldId own = FieldId::kText;
    if (const auto* value = leaf.as<ValueNode>()) own = value->field;
    if (leaf.as<DateNode>() != nullptr) own = FieldId::kDate;
    if (leaf.in_title) own = FieldId::kTitle;
    same = same && (!field || *field == own);
    field = own;
  });
  return same ? field : std::nullopt;
}

void append(Nodes& to, Nodes from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool is_limit(const QueryNode& node) {
  bool limit = true;
  for_each_leaf(node, [&](const QueryNode& leaf, bool) {
    limit = limit &&
            (leaf.in_title || leaf.as<ValueNode>() != nullptr || leaf.as<DateNode>() != nullptr);
  });
  return limit;
}

bool only_excludes(const QueryNode& node) {
  const auto* run = node.as<RunNode>();
  return run != nullptr && run->only_excludes();
}

bool is_empty(const QueryNode& node) {
  const auto* run = node.as<RunNode>();
  return run != nullptr && run->only_excludes() && run->excluded.empty();
}

QueryNode unwrapped(QueryNode node) {
  auto* run = node.as<RunNode>();
  if (run == nullptr || !run->required.empty() || !run->excluded.empty() ||
      run->optional.size() + run->limits.size() != 1)
    return node;
  QueryNode inner = std::move(run->optional.empty() ? run->limits.front() : run->optional.front());
  return inner;
}

bool can_be_near(const QueryNode& node) {
  if (node.as<WordNode>() != nullptr || node.as<PrefixNode>() != nullptr) return true;
  const Nodes* parts = nullptr;
  if (const auto* any = node.as<AnyNode>()) parts = &any->parts;
  if (const auto* run = node.as<RunNode>(); run != nullptr && run->only_optional())
    parts = &run->optional;
  return parts != nullptr && std::all_of(parts->begin(), parts->end(), can_be_near);
}

QueryNode run_of(QueryNode node) {
  const std::size_t begin = node.begin;
  const std::size_t end = node.end;
  RunNode run;
  (is_limit(node) ? run.limits : run.optional).push_back(std::move(node));
  return make_node(std::move(run), begin, end);
}

QueryNode any_of_parts(Nodes parts) {
  const std::size_t begin = parts.front().begin;
  const std::size_t end = parts.back().end;
  Nodes flat;
  for (QueryNode& part : parts) {
    auto* run = part.as<RunNode>();
    if (run != nullptr && run->joined_by_or)
      append(flat, std::move(run->optional));
    else if (auto* any = part.as<AnyNode>())
      append(flat, std::move(any->parts));
    else
      flat.push_back(std::move(part));
  }
  // Words joined by OR are ranked as words side by side are.
  const auto is_words = [](const QueryNode& node) {
    return node.as<WordNode>() != nullptr || node.as<PhraseNode>() != nullptr ||
           node.as<LiteralNode>() != nullptr || node.as<PrefixNode>() != nullptr;
  };
  if (std::all_of(flat.begin(), flat.end(),
                  [&](const QueryNode& node) { return is_words(node) && !node.in_title; })) {
    RunNode run;
    run.optional = std::move(flat);
    run.joined_by_or = true;
    return make_node(std::move(run), begin, end);
  }
  return make_node(AnyNode{std::move(flat)}, begin, end);
}

QueryNode all_of_parts(Nodes parts) {
  const std::size_t begin = parts.front().begin;
  const std::size_t end = parts.back().end;
  AllNode all;
  for (QueryNode& part : parts) {
    part = unwrapped(std::move(part));
    if (only_excludes(part)) {
      append(all.excluded, std::move(part.as<RunNode>()->excluded));
    } else if (auto* nested = part.as<AllNode>()) {
      append(all.parts, std::move(nested->parts));
      append(all.excluded, std::move(nested->excluded));
    } else {
      all.parts.push_back(std::move(part));
    }
  }
  if (all.parts.empty()) {
    RunNode run;
    run.excluded = std::move(all.excluded);
    return make_node(std::move(run), begin, end);
  }
  return make_node(std::move(all), begin, end);
}

void add_part(RunNode& run, QueryNode node, bool in_field) {
  if (auto* group = node.as<RunNode>()) {
    if (group->only_optional() && !group->joined_by_or) {
      for (QueryNode& part : group->optional) add_part(run, std::move(part), in_field);
      return;
    }
    if (group->only_excludes()) {
      append(run.excluded, std::move(group->excluded));
      return;
    }
  }
  if (auto* any = node.as<AnyNode>(); any != nullptr && in_field) {
    append(run.optional, std::move(any->parts));
    return;
  }
  if (in_field || !is_limit(node)) {
    run.optional.push_back(std::move(node));
    return;
  }
  // The same field again is another value that will do; but a title can have both.
  const std::optional<FieldId> field = only_field(node);
  if (field && *field != FieldId::kTitle)
    for (QueryNode& other : run.limits) {
      if (only_field(other) != field || other.as<RunNode>() != nullptr) continue;
      const std::size_t begin = other.begin;
      const std::size_t end = node.end;
      AnyNode either;
      for (QueryNode* part : {&other, &node}) {
        if (auto* any = part->as<AnyNode>())
          append(either.parts, std::move(any->parts));
        else
          either.parts.push_back(std::move(*part));
      }
      other = make_node(std::move(either), begin, end);
      return;
    }
  run.limits.push_back(std::move(node));
}

}  // namespace newsidx
