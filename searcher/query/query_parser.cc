#include "searcher/query/query_parser.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "newsidx/utf8.h"
#include "searcher/query/query_days.h"
#include "searcher/query/query_errors.h"
#include "searcher/query/query_lexer.h"
#include "searcher/query/query_punctuation.h"
#include "searcher/query/query_shape.h"
#include "text/clean.h"
#include "text/letters.h"

namespace newsidx {
namespace {

using Kind = Lexeme::Kind;

// The tokens of a part of the query that begins at `offset`.
std::vector<Token> read_tokens(std::string_view part, std::size_t offset, Analyzer& analyzer,
                               bool literal) {
  std::vector<Token> tokens = analyzer.analyze(part);
  for (Token& token : tokens) {
    token.begin += offset;
    token.end += offset;
    if (!literal) analyzer.restore(token);
  }
  return tokens;
}

// Joiners and marks of direction come along with what is pasted; words are indexed without.
std::string without_unseen(const std::string& text) {
  std::string seen;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    if (!is_ignorable(next_code_point(text, i))) seen.append(text, at, i - at);
  }
  return seen;
}

class Parser {
 public:
  Parser(std::string_view query, Analyzer& analyzer, const ParseSettings& settings)
      : query_(query),
        analyzer_(analyzer),
        today_(settings.today.value_or(local_today())),
        lexed_(lex_query(query)) {
    for (const auto& [begin, end] : lexed_.plain)
      for (Token& token : read_tokens(query_.substr(begin, end - begin), begin, analyzer_, false))
        tokens_.push_back(std::move(token));
  }

  ParsedQuery parse() {
    ParsedQuery parsed;
    QueryNode root = unwrapped(parse_any());
    if (root.as<RunNode>() == nullptr) root = run_of(std::move(root));
    refuse_only_excluded(root);
    parsed.is_plain = true;
    if (const auto* run = root.as<RunNode>(); !run->only_optional()) parsed.is_plain = false;
    for (const QueryNode& node : root.as<RunNode>()->optional)
      if (node.as<WordNode>() == nullptr && node.as<PhraseNode>() == nullptr)
        parsed.is_plain = false;
    for_each_leaf(root, [&](const QueryNode& leaf, bool excluded) {
      if (excluded || leaf.in_title) return;
      if (const auto* word = leaf.as<WordNode>()) parsed.units.push_back({{word->token}});
      if (const auto* phrase = leaf.as<PhraseNode>()) parsed.units.push_back({phrase->tokens});
    });
    // As ranking heeds the words' order, theirs is the query's.
    std::stable_sort(parsed.units.begin(), parsed.units.end(),
                     [](const QueryUnit& a, const QueryUnit& b) {
                       return a.tokens.front().begin < b.tokens.front().begin;
                     });
    parsed.root = std::move(root);
    parsed.notes = std::move(lexed_.notes);
    return parsed;
  }

 private:
  const Lexeme& now() const { return lexed_.lexemes[next_]; }
  Kind kind() const { return now().kind; }
  std::string_view text_of(const Lexeme& lexeme) const {
    return query_.substr(lexeme.begin, lexeme.end - lexeme.begin);
  }
  std::string_view inner_of(const Lexeme& lexeme) const {
    return query_.substr(lexeme.inner_begin, lexeme.inner_end - lexeme.inner_begin);
  }

  [[noreturn]] void refuse(Message message, std::size_t at) const {
    throw query_error(std::move(message), query_, at);
  }

  void refuse_only_excluded(const QueryNode& node) const {
    if (only_excludes(node) && !is_empty(node)) refuse(MessageKind::kQueryOnlyExcluded, node.begin);
  }

  QueryNode parse_any() {
    Nodes parts;
    parts.push_back(parse_all());
    const Lexeme* connective = nullptr;
    while (kind() == Kind::kOr) {
      connective = &now();
      if (is_empty(parts.back()))
        refuse({MessageKind::kQueryNothingBefore, text_of(*connective)}, connective->begin);
      ++next_;
      parts.push_back(parse_all());
      if (is_empty(parts.back()))
        refuse({MessageKind::kQueryNothingBehind, text_of(*connective)}, connective->begin);
    }
    if (parts.size() == 1) return std::move(parts.front());
    for (QueryNode& part : parts) {
      refuse_only_excluded(part);
      part = unwrapped(std::move(part));
    }
    return any_of_parts(std::move(parts));
  }

  QueryNode parse_all() {
    Nodes parts;
    parts.push_back(parse_run());
    while (kind() == Kind::kAnd) {
      const Lexeme& connective = now();
      if (is_empty(parts.back()))
        refuse({MessageKind::kQueryNothingBefore, text_of(connective)}, connective.begin);
      ++next_;
      parts.push_back(parse_run());
      if (is_empty(parts.back()))
        refuse({MessageKind::kQueryNothingBehind, text_of(connective)}, connective.begin);
    }
    if (parts.size() == 1) return std::move(parts.front());
    return all_of_parts(std::move(parts));
  }

  QueryNode parse_run() {
    RunNode run;
    const std::size_t begin = now().begin;
    std::size_t end = begin;
    for (;;) {
      const Lexeme& first = now();
      const bool must = first.kind == Kind::kMust;
      const bool must_not = first.kind == Kind::kMustNot || first.kind == Kind::kNot;
      if (must || must_not) ++next_;
      if (!must && !must_not &&
          (kind() == Kind::kAnd || kind() == Kind::kOr || kind() == Kind::kClose ||
           kind() == Kind::kEnd))
        break;
      Nodes nodes = parse_near(must || must_not);
      end = lexed_.lexemes[next_ - 1].end;
      if (must || must_not) {
        std::erase_if(nodes, is_empty);
        if (nodes.empty()) refuse({MessageKind::kQueryNothingBehind, text_of(first)}, first.begin);
        for (QueryNode& node : nodes) refuse_only_excluded(node);
        for (QueryNode& node : nodes) {
          if (must_not)
            run.excluded.push_back(std::move(node));
          else if (is_limit(node) && !in_field())
            add_part(run, std::move(node), in_field());  // it is required as it is
          else
            run.required.push_back(std::move(node));
        }
        continue;
      }
      for (QueryNode& node : nodes) add_part(run, std::move(node), in_field());
    }
    // In a group of values any will do, whatever is asked of words.
    if (in_field() && run.only_optional() && run.optional.size() > 1)
      return make_node(AnyNode{std::move(run.optional)}, begin, end);
    return make_node(std::move(run), begin, end);
  }

  // Several nodes when plain text without white space holds several words.
  Nodes parse_near(bool as_one) {
    Nodes nodes = parse_item(as_one);
    if (kind() != Kind::kNear) return nodes;
    const std::size_t begin = nodes.empty() ? now().begin : nodes.front().begin;
    NearNode near;
    while (kind() == Kind::kNear) {
      const Lexeme& connective = now();
      std::erase_if(nodes, is_empty);
      if (nodes.empty())
        refuse({MessageKind::kQueryNothingBefore, text_of(connective)}, connective.begin);
      check_near(nodes, connective);
      append(near.parts, std::move(nodes));
      near.distances.push_back(connective.distance);
      ++next_;
      nodes = parse_item(true);
      std::erase_if(nodes, is_empty);
      if (nodes.empty())
        refuse({MessageKind::kQueryNothingBehind, text_of(connective)}, connective.begin);
      check_near(nodes, connective);
    }
    append(near.parts, std::move(nodes));
    const std::size_t end = near.parts.back().end;
    Nodes one;
    one.push_back(make_node(std::move(near), begin, end));
    return one;
  }

  void check_near(const Nodes& nodes, const Lexeme& connective) const {
    if (nodes.size() != 1 || !can_be_near(nodes.front()) || in_field())
      refuse({MessageKind::kQueryNearOperand, text_of(connective)}, connective.begin);
  }

  Nodes parse_item(bool as_one) {
    const Lexeme& lexeme = now();
    Nodes nodes;
    switch (lexeme.kind) {
      case Kind::kText:
        ++next_;
        return words(tokens_within(lexeme), as_one || kind() == Kind::kNear);
      case Kind::kQuoted:
        ++next_;
        return words(read_tokens(inner_of(lexeme), lexeme.inner_begin, analyzer_, false), true);
      case Kind::kPrefix:
        ++next_;
        nodes.push_back(
            make_node(PrefixNode{std::string(inner_of(lexeme))}, lexeme.begin, lexeme.end));
        nodes.back().in_title = in_field();
        return nodes;
      case Kind::kLiteral:
        ++next_;
        return literal();
      case Kind::kValue:
        ++next_;
        nodes.push_back(value(lexeme));
        return nodes;
      case Kind::kField:
        return field_item();
      case Kind::kOpen:
        nodes.push_back(group());
        return nodes;
      default:
        return nodes;  // an operator: whoever asked says so
    }
  }

  QueryNode group() {
    const Lexeme& open = now();
    if (++depth_ > kMaxQueryDepth) refuse({MessageKind::kQueryTooDeep, kMaxQueryDepth}, open.begin);
    ++next_;
    QueryNode node = parse_any();
    ++next_;  // the lexer gives every parenthesis its other half
    --depth_;
    return unwrapped(std::move(node));
  }

  std::vector<Token> tokens_within(const Lexeme& lexeme) const {
    const auto begins_before = [](const Token& token, std::size_t at) { return token.begin < at; };
    const auto first =
        std::lower_bound(tokens_.begin(), tokens_.end(), lexeme.begin, begins_before);
    const auto last = std::lower_bound(first, tokens_.end(), lexeme.end, begins_before);
    return {first, last};
  }

  Nodes words(std::vector<Token> tokens, bool as_one) const {
    Nodes nodes;
    if (tokens.empty()) return nodes;
    const auto add = [&](auto what, std::size_t begin, std::size_t end) {
      nodes.push_back(make_node(std::move(what), begin, end));
      nodes.back().in_title = in_field();
    };
    if (as_one && tokens.size() > 1) {
      const std::size_t begin = tokens.front().begin;
      const std::size_t end = tokens.back().end;
      add(PhraseNode{std::move(tokens)}, begin, end);
    } else {
      for (Token& token : tokens) {
        const std::size_t begin = token.begin;
        const std::size_t end = token.end;
        add(WordNode{std::move(token)}, begin, end);
      }
    }
    return nodes;
  }

  Nodes literal() {
    const std::size_t begin = now().begin - 1;
    const Lexeme& lexeme = now();
    ++next_;
    std::vector<Token> tokens = read_tokens(inner_of(lexeme), lexeme.inner_begin, analyzer_, true);
    Nodes nodes;
    if (tokens.empty()) return nodes;
    nodes.push_back(make_node(LiteralNode{std::move(tokens)}, begin, lexeme.end));
    nodes.back().in_title = in_field();
    return nodes;
  }

  Nodes field_item() {
    const Lexeme& lexeme = now();
    const Field& named = field(lexeme.field);
    if (field_) refuse({MessageKind::kQueryFieldInField, text_of(lexeme)}, lexeme.begin);
    ++next_;
    if (named.use == FieldUse::kNone)
      refuse({MessageKind::kQueryFieldNotSearched, inner_of(lexeme)}, lexeme.begin);
    field_ = lexeme.field;
    Nodes nodes = parse_item(true);
    std::erase_if(nodes, is_empty);
    for (QueryNode& node : nodes) {
      refuse_only_excluded(node);
      // Beside other things the group is one limit, not several.
      auto* run = node.as<RunNode>();
      if (run != nullptr && run->only_optional()) {
        Nodes parts = std::move(run->optional);
        node.what = AnyNode{std::move(parts)};
      }
    }
    field_.reset();
    if (nodes.empty()) refuse({MessageKind::kQueryEmptyField, inner_of(lexeme)}, lexeme.begin);
    return nodes;
  }

  QueryNode value(const Lexeme& lexeme) const {
    if (field_ == FieldId::kDate) return days(lexeme);
    ValueNode node{*field_, "", false, false};
    std::string_view text = text_of(lexeme);
    if (text.starts_with('=')) {
      node.whole = true;
      text.remove_prefix(1);
    }
    std::string_view bare = text;
    if (bare.ends_with('*')) {
      bare.remove_suffix(1);
      node.begins = true;
    }
    node.value = without_quotes(bare);
    if (node.value.empty())
      refuse({MessageKind::kQueryEmptyField, field(*field_).turkish}, lexeme.begin);
    return make_node(std::move(node), lexeme.begin, lexeme.end);
  }

  QueryNode days(const Lexeme& lexeme) const {
    const std::string text = without_quotes(text_of(lexeme));
    const std::optional<DayRange> range = read_days(text, today_);
    if (!range) refuse({MessageKind::kQueryNotADate, text}, lexeme.begin);
    if (range->from && range->to && *range->from > *range->to)
      refuse({MessageKind::kQueryDatesReversed, text}, lexeme.begin);
    return make_node(DateNode{range->from, range->to}, lexeme.begin, lexeme.end);
  }

  static std::string without_quotes(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t at = i;
      const char32_t code = next_code_point(text, i);
      // An apostrophe within a word is none: Putin'in, O'Neill.
      std::size_t before = at;
      std::size_t next = i;
      const bool within = is_apostrophe(code) && at > 0 && i < text.size() &&
                          is_letter(previous_code_point(text, before)) &&
                          is_letter(next_code_point(text, next));
      if (is_quote(code) && !within)
        out += ' ';
      else
        out.append(text, at, i - at);
    }
    return collapse_spaces(out);
  }

  bool in_field() const { return field_.has_value(); }

  std::string_view query_;
  Analyzer& analyzer_;
  Date today_;
  LexedQuery lexed_;
  std::vector<Token> tokens_;  // of all that is not in quotes
  std::size_t next_ = 0;
  std::size_t depth_ = 0;
  std::optional<FieldId> field_;  // whose value is being read
};

}  // namespace

ParsedQuery parse_query(std::string_view raw, Analyzer& analyzer, const ParseSettings& settings) {
  if (raw.size() > settings.max_bytes)
    throw Error(ErrorCode::kUsage, {MessageKind::kQueryTooLong, settings.max_bytes});
  if (const std::size_t invalid = find_invalid_utf8(raw); invalid != std::string_view::npos)
    throw Error(ErrorCode::kUsage, {MessageKind::kQueryNotUtf8, invalid + 1});
  std::string query = without_unseen(clean_typed(raw).text);
  ParsedQuery parsed = Parser(query, analyzer, settings).parse();
  parsed.text = std::move(query);
  return parsed;
}

}  // namespace newsidx
