// What a query asks for, as a tree. docs/query-language.md has the language.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "newsidx/analysis.h"
#include "newsidx/date.h"
#include "store/fields.h"

namespace newsidx {

struct QueryNode;

// One word, in any of its forms.
struct WordNode {
  Token token;
};
// Words side by side, each in any form; two at least.
struct PhraseNode {
  std::vector<Token> tokens;
};
// Words side by side in just these exact forms; one at least.
struct LiteralNode {
  std::vector<Token> tokens;
};
// Words that begin so, as typed.
struct PrefixNode {
  std::string letters;
};
// The value of a field that is no text: source, author, section, id, url, names and topics.
struct ValueNode {
  FieldId field;
  std::string value;    // as typed, without quotes
  bool whole = false;   // of a keyword: the value is this, instead of having these words
  bool begins = false;  // the value, or its last word, goes on
};
// Articles of these days, both inclusive; an end that is not given is open.
struct DateNode {
  std::optional<Date> from;
  std::optional<Date> to;
};
// Any of these.
struct AnyNode {
  std::vector<QueryNode> parts;
};
// All of these, and none of the excluded; without parts only together with another that has some.
struct AllNode {
  std::vector<QueryNode> parts;
  std::vector<QueryNode> excluded;
};
// Each word stands near the next: at most distances[i] words on from parts[i] to parts[i + 1], in
// any order. The parts are words, beginnings, and any of these.
struct NearNode {
  std::vector<QueryNode> parts;
  std::vector<std::size_t> distances;
};
// Things side by side in the query: any of the optional ones, unless there are required ones, which
// then must be met, every one; within the limits, each of which must be met; none of the excluded.
// Where all words are asked for, the optional ones are required as well, unless OR joins them.
struct RunNode {
  std::vector<QueryNode> required;
  std::vector<QueryNode> optional;
  std::vector<QueryNode> limits;
  std::vector<QueryNode> excluded;
  bool joined_by_or = false;  // optional ones, and nothing else

  bool only_excludes() const { return required.empty() && optional.empty() && limits.empty(); }
  bool only_optional() const { return required.empty() && limits.empty() && excluded.empty(); }
};

struct QueryNode {
  std::variant<RunNode, WordNode, PhraseNode, LiteralNode, PrefixNode, ValueNode, DateNode, AnyNode,
               AllNode, NearNode>
      what;
  std::size_t begin = 0;  // byte offsets into the query: [begin, end)
  std::size_t end = 0;
  bool in_title = false;  // of a word, phrase, literal or prefix

  template <typename Kind>
  const Kind* as() const {
    return std::get_if<Kind>(&what);
  }
  template <typename Kind>
  Kind* as() {
    return std::get_if<Kind>(&what);
  }
};

// Calls visit(node, excluded) for every leaf in the order of the query.
template <typename Visit>
void for_each_leaf(const QueryNode& node, const Visit& visit, bool excluded = false) {
  const auto each = [&](const std::vector<QueryNode>& nodes, bool out) {
    for (const QueryNode& part : nodes) for_each_leaf(part, visit, out);
  };
  if (const auto* run = node.as<RunNode>()) {
    each(run->required, excluded);
    each(run->optional, excluded);
    each(run->limits, excluded);
    each(run->excluded, true);
  } else if (const auto* any = node.as<AnyNode>()) {
    each(any->parts, excluded);
  } else if (const auto* all = node.as<AllNode>()) {
    each(all->parts, excluded);
    each(all->excluded, true);
  } else if (const auto* near = node.as<NearNode>()) {
    each(near->parts, excluded);
  } else {
    visit(node, excluded);
  }
}

}  // namespace newsidx
