#include "searcher/matching/compiled_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "searcher/matching/ast_builder.h"
#include "searcher/matching/bounded_match.h"
#include "searcher/matching/exact_check.h"
#include "searcher/matching/named_query.h"
#include "searcher/matching/query_key.h"
#include "searcher/mending/spelling.h"
#include "searcher/query/query_errors.h"
#include "store/terms.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;

Query without_weight(const Query& query) { return {Query::OP_SCALE_WEIGHT, query, 0}; }

// The articles of `matching`, ranked by `ranking`.
Query ranked(const Query& matching, const Query& ranking) {
  if (ranking.empty()) return without_weight(matching);
  return {Query::OP_AND_MAYBE, without_weight(matching), ranking};
}

// The more words are looked for, the more of an article must be analyzed to find them.
Xapian::doccount most_checked(std::size_t leaves) {
  constexpr std::size_t kFewLeaves = 3;
  constexpr std::size_t kManyLeaves = 16;
  if (leaves > kManyLeaves) return kMaxCheckedForMany;
  return leaves == 1 || leaves > kFewLeaves ? kMaxChecked : kMaxCheckedForAll;
}

// Looks for what the index cannot tell in the articles that may have it, each of which is read
// once.
class LeafChecker {
 public:
  using Leaves = std::vector<const QueryNode*>;

  LeafChecker(const ParsedQuery& parsed, Analyzer& analyzer, const Xapian::Database& database,
              const Expander& expander, RecordCodec& codec, QueryWork& work,
              CompiledQuery& compiled)
      : parsed_(parsed),
        analyzer_(analyzer),
        database_(database),
        expander_(expander),
        codec_(codec),
        work_(work),
        compiled_(compiled) {}

  // Tells the builder which of the articles that `matching` finds meet the leaves, the best first
  // by `ranking`.
  void check(const std::vector<std::pair<const QueryNode*, bool>>& leaves, const Query& matching,
             const Query& ranking, AstBuilder& builder) {
    work_.enter(Stage::kChecking);
    Leaves all;
    for (const bool excluded : {false, true}) {
      Leaves group;
      for (const auto& [leaf, is_excluded] : leaves)
        if (is_excluded == excluded) group.push_back(leaf);
      if (!group.empty()) find_candidates(group, excluded, matching, ranking);
      all.insert(all.end(), group.begin(), group.end());
    }
    ExactChecks checks(all, analyzer_, expander_);
    std::vector<std::vector<bool>> met(all.size());
    for (const Xapian::docid candidate : candidates_) {
      work_.check_time();
      ++work_.done.articles_read;
      const Article article = codec_.decode(database_.get_document(candidate).get_data(),
                                            RecordParts::kWithoutRawAndExtra);
      ids_.push_back(article.id);
      const std::vector<bool> meets = checks.met_by(article);
      for (std::size_t i = 0; i < all.size(); ++i) met[i].push_back(meets[i]);
    }
    builder.set_candidates(ids_);
    for (std::size_t i = 0; i < all.size(); ++i) builder.set_checked(*all[i], std::move(met[i]));
  }

 private:
  void find_candidates(const Leaves& leaves, bool excluded, const Query& matching,
                       const Query& ranking) {
    std::vector<Query> possible;
    for (const QueryNode* leaf : leaves)
      possible.push_back(possible_articles(*leaf, analyzer_, expander_));
    const Xapian::doccount most = most_checked(leaves.size());
    const Query any(Query::OP_OR, possible.begin(), possible.end());
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(weighting());
    // All that match are candidates where a query is nothing but such leaves.
    const bool all = matching.get_description() == any.get_description();
    enquire.set_query(ranked(all ? matching : Query(Query::OP_FILTER, matching, any), ranking));
    const Xapian::MSet found = match_within(enquire, database_, work_, most, most + 1);
    if (found.get_matches_lower_bound() > most) too_many(leaves, excluded, most, found);
    for (auto match = found.begin(); match != found.end(); ++match)
      if (known_.insert(*match).second) candidates_.push_back(*match);
  }

  std::string shown(const QueryNode& leaf) const {
    return parsed_.text.substr(leaf.begin, leaf.end - leaf.begin);
  }

  void too_many(const Leaves& leaves, bool excluded, Xapian::doccount most,
                const Xapian::MSet& possible) {
    constexpr std::size_t kShown = 3;
    std::string all;
    for (std::size_t i = 0; i < std::min(leaves.size(), kShown); ++i)
      all += (i > 0 ? ", " : "") + shown(*leaves[i]);
    if (leaves.size() > kShown) all += ", …";
    if (excluded)
      throw work_error({MessageKind::kQueryTooManyToCheck, possible.get_matches_estimated(), all},
                       parsed_.text, leaves.front()->begin);
    compiled_.is_complete = false;
    compiled_.notes.emplace_back(MessageKind::kNoteSomeChecked, most, all);
  }

  const ParsedQuery& parsed_;
  Analyzer& analyzer_;
  const Xapian::Database& database_;
  const Expander& expander_;
  RecordCodec& codec_;
  QueryWork& work_;
  CompiledQuery& compiled_;
  std::vector<Xapian::docid> candidates_;
  std::set<Xapian::docid> known_;
  std::vector<std::string> ids_;  // of the candidates
};

void refuse_names(const ParsedQuery& parsed) {
  for_each_leaf(parsed.root, [&](const QueryNode& leaf, bool) {
    const auto* value = leaf.as<ValueNode>();
    if (value == nullptr) return;
    const FieldUse use = field(value->field).use;
    if (use == FieldUse::kName || use == FieldUse::kTopic)
      throw query_error(MessageKind::kQueryNoNames, parsed.text, leaf.begin);
  });
}

// A mistyped value finds nothing, which is no news to who knows that it is there.
void note_unmet_values(const QueryNode& root, AstBuilder& builder, Mender& mender,
                       std::vector<Message>& notes) {
  const std::vector<const QueryNode*> unmet = builder.unmet_values(root);
  // What each of them may have been meant for, or itself: looked up together.
  std::vector<QueryNode> close;
  close.reserve(unmet.size());
  std::vector<bool> is_mended;
  const QueryNode* first_left = nullptr;  // of those that were not compared with all they should
  for (const QueryNode* leaf : unmet) {
    QueryNode& mended = close.emplace_back(*leaf);
    auto& value = *mended.as<ValueNode>();
    const bool all_compared = mender.first_left().empty();
    const std::optional<std::string> better = mender.mend_value(value.value);
    if (all_compared && !mender.first_left().empty()) first_left = leaf;
    is_mended.push_back(better.has_value());
    if (better) value.value = *better;
  }
  std::vector<const QueryNode*> pointers;
  pointers.reserve(close.size());
  for (const QueryNode& mended : close) pointers.push_back(&mended);
  builder.look_up(pointers);
  for (std::size_t i = 0; i < unmet.size(); ++i) {
    const auto& value = *unmet[i]->as<ValueNode>();
    const std::string name = std::string(field(value.field).turkish) + ':';
    if (unmet[i] == first_left)
      notes.emplace_back(MessageKind::kNoteSomeValuesMended, name + value.value);
    if (is_mended[i] && builder.is_met(close[i])) {
      const std::string& better = close[i].as<ValueNode>()->value;
      const bool parted = better.find(' ') != std::string::npos;
      const std::string_view quote = parted ? "\"" : "";
      notes.emplace_back(MessageKind::kNoteNoValueClose, name + value.value,
                         fmt::format("{}{}{}{}", name, quote, better, quote));
    } else {
      notes.emplace_back(MessageKind::kNoteNoValue, name + value.value);
    }
  }
}

bool asks_for_anything(const QueryNode& root) {
  bool asks = false;
  for_each_leaf(root, [&](const QueryNode&, bool) { asks = true; });
  return asks;
}

}  // namespace

CompiledQuery compile(const ParsedQuery& parsed, Analyzer& analyzer,
                      const Xapian::Database& database, RecordCodec& codec,
                      const CompileSettings& settings, QueryWork& work) {
  work.enter(Stage::kExpanding);
  CompiledQuery compiled;
  compiled.notes = parsed.notes;
  compiled.asks = asks_for_anything(parsed.root);
  if (!compiled.asks) compiled.notes.emplace_back(MessageKind::kNoteNoWord);
  const Expander expander(analyzer, database, parsed.text, &work);
  compiled.words = expand_query(searched_units(parsed), expander);
  const std::vector<NamedGroup> named =
      names_of_query(database, *settings.aliases, compiled.words.units, work);
  if (parsed.is_plain) {
    compiled.ranks = compiled.asks;
    const bool all = settings.match_all && !parsed.root.as<RunNode>()->joined_by_or;
    Query words = build_query(compiled.words, all);
    if (!named.empty()) words = {Query::OP_AND_MAYBE, words, named_query(named)};
    compiled.query = limit_to_dates(words, settings.from, settings.to);
    if (all || settings.from || settings.to) return compiled;
    compiled.evidence = all_evidence(compiled.words);
    if (compiled.evidence.empty()) return compiled;
    for (Evidence& names : named_evidence(named)) compiled.evidence.push_back(std::move(names));
    return compiled;
  }
  if (!settings.names) refuse_names(parsed);
  QueryNode root = parsed.root;
  keep_once(root);
  AstBuilder builder(analyzer, database, *settings.aliases, expander, parsed.text,
                     settings.match_all, work);
  Mender mender(analyzer, database, work);
  note_unmet_values(root, builder, mender, compiled.notes);
  Query ranking = builder.evidence(root);
  if (!compiled.words.units.empty()) {
    Query words = build_query(compiled.words);
    if (!named.empty()) words = Query(Query::OP_OR, words, named_query(named));
    ranking = ranking.empty() ? words : Query(Query::OP_OR, words, ranking);
  }
  compiled.ranks = !ranking.empty();
  compiled.marked = builder.marked();
  Query matching = limit_to_dates(builder.matching(root), settings.from, settings.to);
  if (const auto leaves = builder.leaves_to_check(root); !leaves.empty()) {
    LeafChecker checker(parsed, analyzer, database, expander, codec, work, compiled);
    checker.check(leaves, matching, ranking, builder);
    matching = limit_to_dates(builder.matching(root), settings.from, settings.to);
  }
  compiled.query = ranked(matching, ranking);
  return compiled;
}

}  // namespace newsidx
