#include "searcher/ast_builder.h"

#include <algorithm>
#include <utility>

#include "searcher/exact_check.h"
#include "searcher/named_values.h"
#include "searcher/query_builder.h"
#include "searcher/query_messages.h"
#include "searcher/vocabulary.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;
using Queries = std::vector<Query>;

// What was asked for expressly weighs as much as the folded stem of a word, which most of a word's
// weight comes from.
constexpr double kAskedWeight = 1.0;
// Words in the title count as in any query, and besides for having been asked for there.
constexpr double kTitleAskedWeight = 1.4;
// Of the names that a field's value may mean so many are marked: a first name means hundreds of
// people.
constexpr std::size_t kMaxMarkedNames = 40;
// Nor are names that are rarer than the commonest by more than this: "Gül ile Obama" was
// taken for a name once, and kişi:obama does not mean Gül.
constexpr Xapian::doccount kRarestMarked = 10;

const std::string& title_prefix() {
  static const std::string prefix(field(FieldId::kTitle).term_prefix);
  return prefix;
}

Query all_of(const Queries& queries) { return {Query::OP_AND, queries.begin(), queries.end()}; }
Query any_of(const Queries& queries) { return {Query::OP_OR, queries.begin(), queries.end()}; }

Query any_term(const std::vector<std::string>& terms) {
  return {Query::OP_OR, terms.begin(), terms.end()};
}

Query as_one_word(const std::vector<std::string>& terms) {
  return {Query::OP_SYNONYM, terms.begin(), terms.end()};
}

Query scaled(const Query& query, double weight) { return {Query::OP_SCALE_WEIGHT, query, weight}; }

std::vector<std::string> with_prefix(std::string_view prefix,
                                     const std::vector<std::string>& forms) {
  std::vector<std::string> terms;
  terms.reserve(forms.size());
  for (const std::string& form : forms) terms.push_back(std::string(prefix) + form);
  return terms;
}

QueryUnit exact_unit(const std::vector<Token>& tokens) {
  QueryUnit unit;
  for (const Token& token : tokens) {
    Token exact;
    exact.exact = token.exact;
    unit.tokens.push_back(std::move(exact));
  }
  return unit;
}

}  // namespace

Query AstBuilder::matching(const QueryNode& node) {
  if (const auto* run = node.as<RunNode>()) return matching_run(*run);
  if (needs_check(node, analyzer_)) return matching_checked(node);
  if (const auto* word = node.as<WordNode>())
    return node.in_title ? title_words(node)
                         : unit_query({{word->token}}, expander_.expand(word->token));
  if (const auto* phrase = node.as<PhraseNode>())
    return unit_query({phrase->tokens}, expander_.expand_phrase(phrase->tokens));
  if (const auto* literal = node.as<LiteralNode>())
    return Query(std::string(prefix::kExact) + literal->tokens.front().exact);
  if (node.as<PrefixNode>() != nullptr) return any_term(prefix_terms(node, false));
  if (node.as<ValueNode>() != nullptr) return any_term(value_terms(node));
  if (const auto* days = node.as<DateNode>())
    return limit_to_dates(Query::MatchAll, days->from, days->to);
  if (const auto* near = node.as<NearNode>()) return near_query(*near);
  Queries parts;
  if (const auto* any = node.as<AnyNode>()) {
    for (const QueryNode& part : any->parts) parts.push_back(matching(part));
    return any_of(parts);
  }
  const auto& all = *node.as<AllNode>();
  for (const QueryNode& part : all.parts) parts.push_back(matching(part));
  if (all.excluded.empty()) return all_of(parts);
  const bool outer = std::exchange(excluding_, !excluding_);
  Queries excluded;
  for (const QueryNode& part : all.excluded) excluded.push_back(matching(part));
  excluding_ = outer;
  return {Query::OP_AND_NOT, all_of(parts), any_of(excluded)};
}

// Words and phrases as in a query of nothing else; other things beside them.
Query AstBuilder::matching_run(const RunNode& run) {
  Queries met;
  for (const QueryNode& node : run.required) met.push_back(matching(node));
  const bool all = match_all_ && !excluding_ && !run.joined_by_or;
  if (run.required.empty() || all) {
    std::vector<QueryUnit> units;
    Queries others;
    for (const QueryNode& node : run.optional) {
      const auto* word = node.as<WordNode>();
      const auto* phrase = node.as<PhraseNode>();
      if (word != nullptr && !node.in_title)
        units.push_back({{word->token}});
      else if (phrase != nullptr && !node.in_title)
        units.push_back({phrase->tokens});
      else
        others.push_back(matching(node));
    }
    if (!units.empty())
      others.push_back(build_query(expand_query(searched_units(units), expander_), all));
    if (all)
      met.insert(met.end(), others.begin(), others.end());
    else if (!others.empty())
      met.push_back(any_of(others));
  }
  for (const QueryNode& node : run.limits) met.push_back(matching(node));
  if (run.excluded.empty()) return all_of(met);
  const bool outer = std::exchange(excluding_, !excluding_);
  Queries excluded;
  for (const QueryNode& node : run.excluded) excluded.push_back(matching(node));
  excluding_ = outer;
  return {Query::OP_AND_NOT, all_of(met), any_of(excluded)};
}

Query AstBuilder::matching_checked(const QueryNode& leaf) {
  if (const auto known = checked_.find(&leaf); known != checked_.end()) return known->second;
  return excluding_ ? Query::MatchNothing : ExactCheck(leaf, analyzer_, expander_).possible();
}

Query AstBuilder::title_words(const QueryNode& leaf) {
  return any_term(with_prefix(title_prefix(), expander_.expand(leaf.as<WordNode>()->token).folded));
}

std::vector<std::string> AstBuilder::prefix_terms(const QueryNode& leaf, bool places_only) {
  const std::string& letters = leaf.as<PrefixNode>()->letters;
  FoundTerms found;
  if (leaf.in_title)
    found = stems_beginning(database_, title_prefix(), letters);
  else if (places_only)
    found = stems_beginning(database_, prefix::kFoldedStem, letters);
  else
    found = words_beginning(database_, letters);
  if (found.found > kMaxTerms)
    throw query_error(QueryMessage::kTooManyWords, language_, query_, leaf.begin,
                      {std::to_string(found.found), letters});
  return std::move(found.terms);
}

const std::vector<std::string>& AstBuilder::value_terms(const QueryNode& leaf) {
  const auto known = values_.find(&leaf);
  return known != values_.end() ? known->second : values_[&leaf] = find_value_terms(leaf);
}

std::vector<std::string> AstBuilder::find_value_terms(const QueryNode& leaf) {
  const ValueNode& value = *leaf.as<ValueNode>();
  if (field(value.field).use == FieldUse::kTopic) return topic_terms(leaf, value);
  FoundTerms found = field(value.field).use == FieldUse::kName
                         ? names_named(database_, aliases_, value)
                         : values_named(database_, value);
  if (found.found > kMaxTerms)
    throw query_error(QueryMessage::kTooManyValues, language_, query_, leaf.begin,
                      {std::to_string(found.found), value.value});
  return std::move(found.terms);
}

std::vector<std::string> AstBuilder::topic_terms(const QueryNode& leaf, const ValueNode& value) {
  std::vector<std::string> terms = topics_named(value);
  if (!terms.empty()) return terms;
  const std::string_view closest = closest_topic(value.value);
  if (closest.empty())
    throw query_error(QueryMessage::kUnknownTopic, language_, query_, leaf.begin, {value.value});
  throw query_error(QueryMessage::kUnknownTopicClose, language_, query_, leaf.begin,
                    {value.value, closest});
}

// Only folded stems have places.
Query AstBuilder::places(const QueryNode& node) {
  if (const auto* word = node.as<WordNode>())
    return any_term(with_prefix(prefix::kFoldedStem, expander_.expand(word->token).folded));
  if (node.as<PrefixNode>() != nullptr) return any_term(prefix_terms(node, true));
  Queries parts;
  const auto* any = node.as<AnyNode>();
  for (const QueryNode& part : any != nullptr ? any->parts : node.as<RunNode>()->optional)
    parts.push_back(places(part));
  return any_of(parts);
}

Query AstBuilder::near_query(const NearNode& near) {
  Queries parts;
  for (const QueryNode& part : near.parts) parts.push_back(places(part));
  Queries pairs;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i].empty() || parts[i + 1].empty()) return Query::MatchNothing;
    pairs.emplace_back(Query::OP_NEAR, parts.begin() + static_cast<std::ptrdiff_t>(i),
                       parts.begin() + static_cast<std::ptrdiff_t>(i + 2),
                       static_cast<Xapian::termcount>(near.distances[i] + 1));
  }
  return all_of(pairs);
}

Query AstBuilder::evidence(const QueryNode& root) {
  Queries evidence;
  add_evidence(root, evidence);
  return any_of(evidence);
}

void AstBuilder::mark_form(std::string_view term_prefix, const std::string& term) {
  Token token;
  (term_prefix == prefix::kExact ? token.exact : token.folded) = term.substr(term_prefix.size());
  marked_.push_back({{std::move(token)}});
}

void AstBuilder::add_evidence(const QueryNode& node, Queries& evidence) {
  const auto each = [&](const std::vector<QueryNode>& nodes) {
    for (const QueryNode& part : nodes) add_evidence(part, evidence);
  };
  if (const auto* run = node.as<RunNode>()) {
    each(run->required);
    each(run->optional);
    each(run->limits);
  } else if (const auto* any = node.as<AnyNode>()) {
    each(any->parts);
  } else if (const auto* all = node.as<AllNode>()) {
    each(all->parts);
  } else if (const auto* near = node.as<NearNode>()) {
    each(near->parts);
    evidence.push_back(scaled(near_query(*near), kAskedWeight));
  } else if (node.as<PrefixNode>() != nullptr) {
    const std::vector<std::string> terms = prefix_terms(node, false);
    const std::string_view stems = node.in_title ? title_prefix() : prefix::kFoldedStem;
    for (const std::string& term : terms)
      mark_form(!node.in_title && term.starts_with(prefix::kExact) ? prefix::kExact : stems, term);
    if (!terms.empty())
      evidence.push_back(
          scaled(as_one_word(terms), node.in_title ? kTitleAskedWeight : kAskedWeight));
  } else if (const auto* literal = node.as<LiteralNode>()) {
    marked_.push_back(exact_unit(literal->tokens));
    evidence.push_back(scaled(needs_check(node, analyzer_)
                                  ? ExactCheck(node, analyzer_, expander_).possible()
                                  : matching(node),
                              kAskedWeight));
  } else if (const auto* value = node.as<ValueNode>()) {
    if (field(value->field).use == FieldUse::kName) add_name(node, evidence);
  } else if (node.in_title) {
    if (const auto* phrase = node.as<PhraseNode>()) {
      marked_.push_back({phrase->tokens});
      const std::vector<Reading> readings = expander_.expand_phrase(phrase->tokens).readings;
      for (const std::vector<std::string>& stems : other_stems(readings))
        marked_.push_back(folded_unit(stems));
      evidence.push_back(
          scaled(ExactCheck(node, analyzer_, expander_).possible(), kTitleAskedWeight));
    } else {
      const Expansion expansion = expander_.expand(node.as<WordNode>()->token);
      for (const std::string& form : expansion.folded)
        mark_form(prefix::kFoldedStem, std::string(prefix::kFoldedStem) + form);
      evidence.push_back(
          scaled(as_one_word(with_prefix(title_prefix(), expansion.folded)), kTitleAskedWeight));
    }
  }
}

// The words side by side; the last of a person's by itself, too. Words of keys have no Turkish
// letters, so their stems are those that a typed word's would be.
void AstBuilder::mark_name(const std::string& key, bool person) {
  QueryUnit name{analyzer_.analyze(key)};
  if (name.tokens.empty() || (name.tokens.size() == 1 && name.tokens.front().stop_word)) return;
  for (Token& token : name.tokens) analyzer_.restore(token);
  if (person && name.is_phrase()) marked_.push_back({{name.tokens.back()}});
  marked_.push_back(std::move(name));
}

// An article ranks by how often it names them. Where it does is marked.
void AstBuilder::add_name(const QueryNode& leaf, Queries& evidence) {
  const std::vector<std::string>& terms = value_terms(leaf);
  if (terms.empty()) return;
  const FieldId id = leaf.as<ValueNode>()->field;
  const std::size_t begin = field(id).term_prefix.size();
  Xapian::doccount most = 0;
  for (const std::string& term : terms) most = std::max(most, database_.get_termfreq(term));
  std::size_t marked = 0;
  for (const std::string& term : terms) {
    if (database_.get_termfreq(term) * kRarestMarked < most) continue;
    mark_name(term.substr(begin), id == FieldId::kPerson);
    if (++marked == kMaxMarkedNames) break;
  }
  evidence.push_back(scaled(as_one_word(terms), kAskedWeight));
}

std::vector<const QueryNode*> AstBuilder::unmet_values(const QueryNode& root) {
  std::vector<const QueryNode*> unmet;
  for_each_leaf(root, [&](const QueryNode& leaf, bool) {
    if (leaf.as<ValueNode>() != nullptr && value_terms(leaf).empty()) unmet.push_back(&leaf);
  });
  return unmet;
}

std::vector<std::pair<const QueryNode*, bool>> AstBuilder::leaves_to_check(
    const QueryNode& root) const {
  std::vector<std::pair<const QueryNode*, bool>> leaves;
  for_each_leaf(root, [&](const QueryNode& leaf, bool excluded) {
    if (needs_check(leaf, analyzer_)) leaves.emplace_back(&leaf, excluded);
  });
  return leaves;
}

}  // namespace newsidx
