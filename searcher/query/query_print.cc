#include "searcher/query/query_print.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "newsidx/utf8.h"
#include "searcher/query/query_shape.h"
#include "text/letters.h"

namespace newsidx {
namespace {

std::string days_text(const DateNode& days) {
  const std::string from = days.from ? format_date(*days.from) : "";
  const std::string to = days.to ? format_date(*days.to) : "";
  return from == to ? from : from + ".." + to;
}

std::string value_text(const ValueNode& value) {
  return fmt::format("{}\"{}\"{}", value.whole ? "=" : "", value.value, value.begins ? "*" : "");
}

class Printer {
 public:
  explicit Printer(std::string_view query) : query_(query) {}

  // With parentheses where another part stands beside it.
  std::string print(const QueryNode& node, bool alone) {
    if (const std::optional<FieldId> field = group_ ? std::nullopt : group_field(node)) {
      group_ = field;
      const std::string inner = bare(node);
      group_.reset();
      return fmt::format("{}:({})", newsidx::field(*field).name, inner);
    }
    const std::string text = bare(node);
    const auto* run = node.as<RunNode>();
    const bool groups =
        run != nullptr || node.as<AnyNode>() != nullptr || node.as<AllNode>() != nullptr;
    return groups && !alone ? '(' + text + ')' : text;
  }

 private:
  // The field whose group of values this is.
  static std::optional<FieldId> group_field(const QueryNode& node) {
    if (node.as<RunNode>() == nullptr && node.as<AnyNode>() == nullptr &&
        node.as<AllNode>() == nullptr)
      return std::nullopt;
    const std::optional<FieldId> field = only_field(node);
    return field && *field != FieldId::kText && !has_limits(node) ? field : std::nullopt;
  }

  // A group of values has none; what was written with the field's name each time may.
  static bool has_limits(const QueryNode& node) {
    const auto any_has = [](const Nodes& nodes) {
      return std::any_of(nodes.begin(), nodes.end(), has_limits);
    };
    if (const auto* run = node.as<RunNode>())
      return !run->limits.empty() || any_has(run->required) || any_has(run->optional) ||
             any_has(run->excluded);
    if (const auto* any = node.as<AnyNode>()) return any_has(any->parts);
    if (const auto* all = node.as<AllNode>()) return any_has(all->parts) || any_has(all->excluded);
    return false;
  }

  std::string slices(const std::vector<Token>& tokens) const {
    std::string text;
    for (const Token& token : tokens) {
      if (!text.empty()) text += ' ';
      text += query_.substr(token.begin, token.end - token.begin);
    }
    return text;
  }

  static bool is_operator(const std::string& word) {
    if (!is_all_capitals(word)) return false;
    const std::string folded = fold(word);
    for (const char* name : {"and", "ve", "or", "veya", "not", "degil", "near", "yakin"})
      if (folded == name) return true;
    return false;
  }

  std::string joined(const Nodes& nodes, std::string_view between) {
    std::string text;
    for (const QueryNode& node : nodes) {
      if (!text.empty()) text += between;
      text += beside_operator(node);
    }
    return text;
  }

  // A long word in capitals would make a headline of what stands around an operator.
  std::string beside_operator(const QueryNode& node) {
    constexpr std::size_t kAcronym = 5;
    const std::string text = print(node, false);
    const bool shouts = node.as<WordNode>() != nullptr && !node.in_title && is_all_capitals(text) &&
                        count_code_points(text) > kAcronym;
    return shouts && text.front() != '"' ? '"' + text + '"' : text;
  }

  // + and - are operators before letters and what opens, not before digits or @.
  std::string signed_text(char sign, const QueryNode& node) {
    const std::string text = print(node, false);
    // Values may begin with anything.
    if (group_ && *group_ != FieldId::kTitle) return "NOT " + text;
    std::size_t i = 0;
    const char32_t first = next_code_point(text, i);
    return is_letter(first) || first == '"' || first == '(' || first == '='
               ? fmt::format("{}{}", sign, text)
               : fmt::format("{}({})", sign, text);
  }

  std::string bare(const QueryNode& node) {
    const std::string place = node.in_title && !group_ ? "title:" : "";
    if (const auto* word = node.as<WordNode>()) {
      const std::string text = slices({word->token});
      return place + (is_operator(text) ? '"' + text + '"' : text);
    }
    if (const auto* phrase = node.as<PhraseNode>())
      return fmt::format("{}\"{}\"", place, slices(phrase->tokens));
    if (const auto* literal = node.as<LiteralNode>())
      return fmt::format("{}=\"{}\"", place, slices(literal->tokens));
    if (const auto* prefix = node.as<PrefixNode>()) return place + prefix->letters + '*';
    if (const auto* value = node.as<ValueNode>())
      return group_ ? value_text(*value)
                    : fmt::format("{}:{}", field(value->field).name, value_text(*value));
    if (const auto* days = node.as<DateNode>()) return (group_ ? "" : "date:") + days_text(*days);
    if (const auto* any = node.as<AnyNode>()) return joined(any->parts, " OR ");
    if (const auto* all = node.as<AllNode>()) {
      std::string text = joined(all->parts, " AND ");
      for (const QueryNode& excluded : all->excluded) text += " AND " + signed_text('-', excluded);
      return text;
    }
    if (const auto* near = node.as<NearNode>()) {
      std::string text = beside_operator(near->parts.front());
      for (std::size_t i = 0; i < near->distances.size(); ++i)
        text += fmt::format(" NEAR/{} {}", near->distances[i], beside_operator(near->parts[i + 1]));
      return text;
    }
    return run_text(*node.as<RunNode>());
  }

  // In the order of the query.
  std::string run_text(const RunNode& run) {
    if (run.joined_by_or) return joined(run.optional, " OR ");
    std::vector<std::pair<std::size_t, std::string>> parts;
    for (const QueryNode& node : run.required)
      parts.emplace_back(node.begin, signed_text('+', node));
    for (const QueryNode& node : run.optional) parts.emplace_back(node.begin, print(node, false));
    for (const QueryNode& node : run.limits) parts.emplace_back(node.begin, print(node, false));
    for (const QueryNode& node : run.excluded)
      parts.emplace_back(node.begin, signed_text('-', node));
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string text;
    for (const auto& [begin, part] : parts) text += (text.empty() ? "" : " ") + part;
    return text;
  }

  std::string_view query_;
  std::optional<FieldId> group_;  // within whose group it is printing
};

std::string forms(const std::vector<Token>& tokens, bool literal) {
  std::string text;
  for (const Token& token : tokens) {
    if (!text.empty()) text += ' ';
    text += token.exact;
    if (!literal && token.folded != token.exact) text += " (" + token.folded + ')';
  }
  return text;
}

using VisitPart = std::function<void(const QueryNode&, std::size_t, std::string)>;

void describe(const QueryNode& node, std::string_view role, std::size_t depth,
              const VisitPart& visit) {
  const auto line = [&](const std::string& text) {
    visit(node, depth, fmt::format("{}{}", role, text));
  };
  const auto each = [&](const Nodes& nodes, std::string_view their_role) {
    for (const QueryNode& part : nodes) describe(part, their_role, depth + 1, visit);
  };
  const std::string place = node.in_title ? " in the title" : "";
  if (const auto* word = node.as<WordNode>()) {
    line(fmt::format("word{}: {}", place, forms({word->token}, false)));
  } else if (const auto* phrase = node.as<PhraseNode>()) {
    line(fmt::format("phrase{}: {}", place, forms(phrase->tokens, false)));
  } else if (const auto* literal = node.as<LiteralNode>()) {
    line(fmt::format("literally{}: {}", place, forms(literal->tokens, true)));
  } else if (const auto* prefix = node.as<PrefixNode>()) {
    line(fmt::format("beginning{}: {}", place, prefix->letters));
  } else if (const auto* value = node.as<ValueNode>()) {
    line(fmt::format("{}: {}", field(value->field).name, value_text(*value)));
  } else if (const auto* days = node.as<DateNode>()) {
    line("date: " + days_text(*days));
  } else if (const auto* any = node.as<AnyNode>()) {
    line("any of");
    each(any->parts, "");
  } else if (const auto* all = node.as<AllNode>()) {
    line("all of");
    each(all->parts, "");
    each(all->excluded, "not ");
  } else if (const auto* near = node.as<NearNode>()) {
    std::string distances;
    for (const std::size_t distance : near->distances) distances += fmt::format(" {}", distance);
    line("near, words apart:" + distances);
    each(near->parts, "");
  } else if (const auto* run = node.as<RunNode>()) {
    line(run->joined_by_or ? "ranked words, joined by OR" : "ranked words");
    each(run->required, "required ");
    each(run->optional, "");
    each(run->limits, "only ");
    each(run->excluded, "not ");
  }
}

}  // namespace

std::string print_query(const QueryNode& root, std::string_view query) {
  const auto* run = root.as<RunNode>();
  const bool one = run != nullptr && run->required.empty() && run->excluded.empty() &&
                   run->optional.size() + run->limits.size() == 1;
  if (!one) return Printer(query).print(root, true);
  return Printer(query).print((run->optional.empty() ? run->limits : run->optional).front(), true);
}

void for_each_part(const QueryNode& root, const VisitPart& visit) { describe(root, "", 0, visit); }

std::string describe_tree(const QueryNode& root) {
  std::string text;
  describe(root, "", 0, [&](const QueryNode&, std::size_t depth, const std::string& line) {
    text += fmt::format("{:{}}{}\n", "", 2 * depth, line);
  });
  return text;
}

}  // namespace newsidx
