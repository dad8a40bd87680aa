#include "searcher/matching/ast_builder.h"

#include <algorithm>
#include <utility>

#include "searcher/matching/exact_check.h"
#include "searcher/matching/query_builder.h"
#include "searcher/matching/query_key.h"
#include "searcher/query/query_errors.h"
#include "store/terms.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;
using Queries = std::vector<Query>;

// Of the names that a field's value may mean so many are marked: a first name means hundreds of
// people.
constexpr std::size_t kMaxMarkedNames = 40;
// Nor are names that are rarer than the commonest by more than this: "Gül ile Obama" was
// taken for a name once, and kişi:obama does not mean Gül.
constexpr Xapian::doccount kRarestMarked = 10;

// More ranges of days than these, any of which will do, are looked up day by day.
constexpr std::size_t kFewRanges = 8;

std::vector<const QueryNode*> pointers(const std::vector<QueryNode>& nodes) {
  std::vector<const QueryNode*> all;
  all.reserve(nodes.size());
  for (const QueryNode& node : nodes) all.push_back(&node);
  return all;
}

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

void AstBuilder::set_candidates(const std::vector<std::string>& ids) {
  candidates_.clear();
  for (const std::string& id : ids) candidates_.emplace_back(id_term(id));
}

void AstBuilder::set_checked(const QueryNode& leaf, std::vector<bool> met) {
  checked_[node_key(leaf)] = std::move(met);
}

// Null: the node is no leaf that was checked.
const std::vector<bool>* AstBuilder::checked(const QueryNode& node) const {
  if (checked_.empty() || !needs_check(node, analyzer_)) return nullptr;
  const auto known = checked_.find(node_key(node));
  return known != checked_.end() ? &known->second : nullptr;
}

Query AstBuilder::articles(const std::vector<bool>& met) const {
  Queries found;
  for (std::size_t i = 0; i < met.size(); ++i)
    if (met[i]) found.push_back(candidates_[i]);
  return any_of(found);
}

Query AstBuilder::matching(const QueryNode& root) {
  values_meant_ = 0;
  excluding_ = false;
  find_keyword_values(root);
  return matching_node(root);
}

// A query for each, but one for all those that were checked, and one for many days: any of a
// thousand literals would be as many lists of the same articles.
void AstBuilder::add_matching(const std::vector<const QueryNode*>& nodes, Combine combine,
                              Queries& queries) {
  std::optional<std::size_t> checked_at;
  std::vector<bool> met;
  std::vector<const DateNode*> days;
  for (const QueryNode* node : nodes)
    if (const auto* range = node->as<DateNode>()) days.push_back(range);
  const bool many_days = combine == Combine::kAny && days.size() > kFewRanges;
  for (const QueryNode* node : nodes) {
    work_.check_time();
    if (many_days && node->as<DateNode>() != nullptr) continue;
    const std::vector<bool>* own = checked(*node);
    if (own == nullptr) {
      queries.push_back(matching_node(*node));
    } else if (!checked_at) {
      checked_at = queries.size();
      queries.emplace_back();
      met = *own;
    } else {
      for (std::size_t i = 0; i < met.size(); ++i)
        met[i] = combine == Combine::kAny ? met[i] || (*own)[i] : met[i] && (*own)[i];
    }
  }
  if (checked_at) queries[*checked_at] = articles(met);
  if (many_days) queries.push_back(days_query(days));
}

// Stretches of days that overlap or follow each other are one; the day is a term of each article.
Query AstBuilder::days_query(const std::vector<const DateNode*>& days) {
  const std::string prefix(field(FieldId::kDate).term_prefix);
  std::vector<std::pair<std::string, std::string>> ranges;  // of terms, both inclusive
  ranges.reserve(days.size());
  for (const DateNode* range : days)
    ranges.emplace_back(prefix + (range->from ? date_key(*range->from) : "0"),
                        prefix + (range->to ? date_key(*range->to) : "9"));
  std::sort(ranges.begin(), ranges.end());
  std::vector<std::string> terms;
  auto range = ranges.begin();
  std::string last;  // of the ranges that begin at or before the term
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix);
       ++term) {
    work_.tick();
    for (; range != ranges.end() && range->first <= *term; ++range)
      last = std::max(last, range->second);
    if (*term <= last) terms.push_back(*term);
  }
  return any_term(terms);
}

Query AstBuilder::without(const Query& query, const std::vector<QueryNode>& excluded) {
  if (excluded.empty()) return query;
  const bool outer = std::exchange(excluding_, !excluding_);
  Queries queries;
  add_matching(pointers(excluded), Combine::kAny, queries);
  excluding_ = outer;
  return {Query::OP_AND_NOT, query, any_of(queries)};
}

Query AstBuilder::matching_node(const QueryNode& node) {
  if (const auto* run = node.as<RunNode>()) return matching_run(*run);
  if (needs_check(node, analyzer_)) return matching_checked(node);
  Queries parts;
  if (const auto* any = node.as<AnyNode>()) {
    add_matching(pointers(any->parts), Combine::kAny, parts);
    return any_of(parts);
  }
  if (const auto* all = node.as<AllNode>()) {
    add_matching(pointers(all->parts), Combine::kAll, parts);
    return without(all_of(parts), all->excluded);
  }
  // What a beginning or a value means counts wherever it stands.
  if (node.as<PrefixNode>() != nullptr)
    count_values(node, prefix_terms(node, false));
  else if (node.as<ValueNode>() != nullptr)
    count_values(node, value_terms(node));
  const std::string key = node_key(node);
  const auto known = leaves_.find(key);
  return known != leaves_.end() ? known->second
                                : leaves_.emplace(key, matching_leaf(node)).first->second;
}

Query AstBuilder::matching_leaf(const QueryNode& leaf) {
  if (const auto* word = leaf.as<WordNode>())
    return leaf.in_title ? title_words(leaf)
                         : unit_query({{word->token}}, expander_.expand(word->token));
  if (const auto* phrase = leaf.as<PhraseNode>())
    return unit_query({phrase->tokens}, expander_.expand_phrase(phrase->tokens));
  if (const auto* literal = leaf.as<LiteralNode>())
    return Query(std::string(prefix::kExact) + literal->tokens.front().exact);
  if (leaf.as<PrefixNode>() != nullptr) return any_term(prefix_terms(leaf, false).terms);
  if (leaf.as<ValueNode>() != nullptr) return any_term(value_terms(leaf).terms);
  if (const auto* days = leaf.as<DateNode>())
    return limit_to_dates(Query::MatchAll, days->from, days->to);
  return near_query(*leaf.as<NearNode>());
}

// Words and phrases as in a query of nothing else; other things beside them.
Query AstBuilder::matching_run(const RunNode& run) {
  Queries met;
  add_matching(pointers(run.required), Combine::kAll, met);
  const bool all = match_all_ && !excluding_ && !run.joined_by_or;
  if (run.required.empty() || all) {
    std::vector<QueryUnit> units;
    std::vector<const QueryNode*> rest;
    for (const QueryNode& node : run.optional) {
      const auto* word = node.as<WordNode>();
      const auto* phrase = node.as<PhraseNode>();
      if (word != nullptr && !node.in_title)
        units.push_back({{word->token}});
      else if (phrase != nullptr && !node.in_title)
        units.push_back({phrase->tokens});
      else
        rest.push_back(&node);
    }
    Queries others;
    add_matching(rest, all ? Combine::kAll : Combine::kAny, others);
    if (!units.empty())
      others.push_back(build_query(expand_query(searched_units(units), expander_), all));
    if (all)
      met.insert(met.end(), others.begin(), others.end());
    else if (!others.empty())
      met.push_back(any_of(others));
  }
  add_matching(pointers(run.limits), Combine::kAll, met);
  return without(all_of(met), run.excluded);
}

Query AstBuilder::matching_checked(const QueryNode& leaf) {
  if (const std::vector<bool>* met = checked(leaf)) return articles(*met);
  return excluding_ ? Query::MatchNothing : possible_articles(leaf, analyzer_, expander_);
}

Query AstBuilder::title_words(const QueryNode& leaf) {
  return any_term(with_prefix(title_prefix(), expander_.expand(leaf.as<WordNode>()->token).folded));
}

const FoundTerms& AstBuilder::prefix_terms(const QueryNode& leaf, bool places_only) {
  const std::string key = (places_only ? "p" : "w") + node_key(leaf);
  const auto known = beginnings_.find(key);
  if (known != beginnings_.end()) return known->second;
  const std::string& letters = leaf.as<PrefixNode>()->letters;
  FoundTerms found;
  if (leaf.in_title)
    found = stems_beginning(database_, title_prefix(), letters, work_);
  else if (places_only)
    found = stems_beginning(database_, prefix::kFoldedStem, letters, work_);
  else
    found = words_beginning(database_, letters, work_);
  if (found.found > kMaxTerms)
    throw work_error({MessageKind::kQueryTooManyWords, found.found, letters}, query_, leaf.begin);
  return beginnings_.emplace(key, std::move(found)).first->second;
}

const FoundTerms& AstBuilder::value_terms(const QueryNode& leaf) {
  const std::string key = node_key(leaf);
  const auto known = values_.find(key);
  if (known != values_.end()) return known->second;
  const ValueNode& value = *leaf.as<ValueNode>();
  FoundTerms found;
  if (field(value.field).use == FieldUse::kTopic) {
    found = topic_terms(leaf, value);
  } else if (field(value.field).use == FieldUse::kName) {
    if (!alias_keys_) alias_keys_.emplace(aliases_);
    found = names_named(database_, *alias_keys_, value, work_);
  } else {
    found = std::move(values_named(database_, {&value}, work_).front());
  }
  if (found.found > kMaxTerms)
    throw work_error({MessageKind::kQueryTooManyValues, found.found, value.value}, query_,
                     leaf.begin);
  return values_.emplace(key, std::move(found)).first->second;
}

// Those of one field are looked for together.
void AstBuilder::find_keyword_values(const QueryNode& root) {
  std::vector<const QueryNode*> leaves;
  for_each_leaf(root, [&](const QueryNode& leaf, bool) { leaves.push_back(&leaf); });
  look_up(leaves);
}

void AstBuilder::look_up(const std::vector<const QueryNode*>& all) {
  std::map<FieldId, std::vector<const QueryNode*>> by_field;
  std::set<std::string> known;
  for (const QueryNode* leaf : all) {
    const auto* value = leaf->as<ValueNode>();
    if (value == nullptr || field(value->field).use != FieldUse::kKeyword) continue;
    const std::string key = node_key(*leaf);
    if (!values_.contains(key) && known.insert(key).second) by_field[value->field].push_back(leaf);
  }
  for (const auto& [id, leaves] : by_field) {
    std::vector<const ValueNode*> values;
    for (const QueryNode* leaf : leaves) values.push_back(leaf->as<ValueNode>());
    std::vector<FoundTerms> found = values_named(database_, values, work_);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      if (found[i].found > kMaxTerms)
        throw work_error({MessageKind::kQueryTooManyValues, found[i].found, values[i]->value},
                         query_, leaves[i]->begin);
      values_.emplace(node_key(*leaves[i]), std::move(found[i]));
    }
  }
}

void AstBuilder::count_values(const QueryNode& leaf, const FoundTerms& found) {
  values_meant_ += found.found;
  work_.done.values_found += found.found;
  if (values_meant_ > kMaxValues)
    throw work_error({MessageKind::kQueryTooManyTogether,
                      query_.substr(leaf.begin, leaf.end - leaf.begin), kMaxValues},
                     query_, leaf.begin);
}

FoundTerms AstBuilder::topic_terms(const QueryNode& leaf, const ValueNode& value) {
  FoundTerms found;
  found.terms = topics_named(value);
  found.found = found.terms.size();
  if (found.found > 0) return found;
  const std::string_view closest = closest_topic(value.value);
  if (closest.empty())
    throw query_error({MessageKind::kQueryUnknownTopic, value.value}, query_, leaf.begin);
  throw query_error({MessageKind::kQueryUnknownTopicClose, value.value, closest}, query_,
                    leaf.begin);
}

// Only folded stems have places.
Query AstBuilder::places(const QueryNode& node) {
  if (const auto* word = node.as<WordNode>())
    return any_term(with_prefix(prefix::kFoldedStem, expander_.expand(word->token).folded));
  if (node.as<PrefixNode>() != nullptr) {
    count_values(node, prefix_terms(node, true));
    return any_term(prefix_terms(node, true).terms);
  }
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
  std::set<std::string> known;  // the order within a pair does not matter
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i].empty() || parts[i + 1].empty()) return Query::MatchNothing;
    std::string left = node_key(near.parts[i]);
    std::string right = node_key(near.parts[i + 1]);
    if (right < left) std::swap(left, right);
    if (!known.insert(left + right + std::to_string(near.distances[i])).second) continue;
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
  } else if (weighed_.insert(node_key(node)).second) {
    if (const auto* near = node.as<NearNode>()) {
      each(near->parts);
      evidence.push_back(scaled(near_query(*near), evidence_weight(EvidenceKind::kNear)));
    } else {
      add_leaf_evidence(node, evidence);
    }
  }
}

void AstBuilder::add_leaf_evidence(const QueryNode& node, Queries& evidence) {
  work_.check_time();
  if (node.as<PrefixNode>() != nullptr) {
    const std::vector<std::string>& terms = prefix_terms(node, false).terms;
    const std::string_view stems = node.in_title ? title_prefix() : prefix::kFoldedStem;
    for (const std::string& term : terms)
      mark_form(!node.in_title && term.starts_with(prefix::kExact) ? prefix::kExact : stems, term);
    if (!terms.empty())
      evidence.push_back(scaled(
          as_one_word(terms),
          evidence_weight(node.in_title ? EvidenceKind::kInTitle : EvidenceKind::kBeginning)));
  } else if (const auto* literal = node.as<LiteralNode>()) {
    marked_.push_back(exact_unit(literal->tokens));
    evidence.push_back(scaled(needs_check(node, analyzer_)
                                  ? possible_articles(node, analyzer_, expander_)
                                  : matching_leaf(node),
                              evidence_weight(EvidenceKind::kLiteral)));
  } else if (const auto* value = node.as<ValueNode>()) {
    if (field(value->field).use == FieldUse::kName) add_name(node, evidence);
  } else if (node.in_title) {
    if (const auto* phrase = node.as<PhraseNode>()) {
      marked_.push_back({phrase->tokens});
      const std::vector<Reading>& readings = expander_.expand_phrase(phrase->tokens).readings;
      for (const std::vector<std::string>& stems : other_stems(readings))
        marked_.push_back(folded_unit(stems));
      evidence.push_back(scaled(possible_articles(node, analyzer_, expander_),
                                evidence_weight(EvidenceKind::kInTitle)));
    } else {
      const Expansion& expansion = expander_.expand(node.as<WordNode>()->token);
      for (const std::string& form : expansion.folded)
        mark_form(prefix::kFoldedStem, std::string(prefix::kFoldedStem) + form);
      evidence.push_back(scaled(as_one_word(with_prefix(title_prefix(), expansion.folded)),
                                evidence_weight(EvidenceKind::kInTitle)));
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
  const std::vector<std::string>& terms = value_terms(leaf).terms;
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
  evidence.push_back(scaled(as_one_word(terms), evidence_weight(EvidenceKind::kName)));
}

std::vector<const QueryNode*> AstBuilder::unmet_values(const QueryNode& root) {
  find_keyword_values(root);
  std::vector<const QueryNode*> unmet;
  std::set<std::string> known;
  for_each_leaf(root, [&](const QueryNode& leaf, bool) {
    if (leaf.as<ValueNode>() != nullptr && value_terms(leaf).terms.empty() &&
        known.insert(node_key(leaf)).second)
      unmet.push_back(&leaf);
  });
  return unmet;
}

std::vector<std::pair<const QueryNode*, bool>> AstBuilder::leaves_to_check(
    const QueryNode& root) const {
  std::vector<std::pair<const QueryNode*, bool>> leaves;
  std::map<std::string, std::size_t> known;
  for_each_leaf(root, [&](const QueryNode& leaf, bool excluded) {
    if (!needs_check(leaf, analyzer_)) return;
    const auto [place, is_new] = known.try_emplace(node_key(leaf), leaves.size());
    if (is_new)
      leaves.emplace_back(&leaf, excluded);
    else
      leaves[place->second].second |= excluded;
  });
  return leaves;
}

}  // namespace newsidx
