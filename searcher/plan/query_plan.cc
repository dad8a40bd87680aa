#include "searcher/plan/query_plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "searcher/matching/day_limits.h"
#include "searcher/matching/query_key.h"
#include "searcher/plan/leaf_check.h"
#include "searcher/plan/tree_query.h"
#include "searcher/plan/unmet_values.h"
#include "searcher/query/query_days.h"
#include "searcher/ranking/recency.h"
#include "store/fields.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;

// With `operators` as two queries, which articles match and what ranks them; a query of words alone
// is both at once.
class Planner {
 public:
  Planner(const ParsedQuery& parsed, Analyzer& analyzer, const Archive& archive,
          const PlanSettings& settings, QueryWork& work)
      : parsed_(parsed),
        analyzer_(analyzer),
        archive_(archive),
        database_(archive.database()),
        settings_(settings),
        work_(work),
        expander_(analyzer, archive, parsed.text, &work) {}

  QueryPlan make() {
    work_.enter(Stage::kExpanding);
    QueryNode root = parsed_.root;
    if (!parsed_.is_plain) keep_once(root);  // words are made one by searched_units()
    plan_.root = std::make_shared<const QueryNode>(std::move(root));
    plan_.notes = parsed_.notes;
    plan_.asks = !is_empty(*plan_.root);
    if (!plan_.asks) plan_.notes.emplace_back(MessageKind::kNoteNoWord);
    plan_.words = expand_query(searched_units(parsed_), expander_);
    plan_.named = names_of_query(database_, *settings_.aliases, plan_.words.units, work_);
    if (parsed_.is_plain)
      plan_words();
    else
      plan_tree();
    if (settings_.recency_half_life > 0 && plan_.ranks()) add_recency();
    return std::move(plan_);
  }

 private:
  static bool is_empty(const QueryNode& root) {
    bool empty = true;
    for_each_leaf(root, [&](const QueryNode&, bool) { empty = false; });
    return empty;
  }

  Query limited(const Query& query) const {
    return limit_to_dates(query, settings_.from, settings_.to);
  }

  void plan_words() {
    const bool all = settings_.match_all && !plan_.root->as<RunNode>()->joined_by_or;
    plan_.ranking = build_query(plan_.words, all);
    if (!plan_.named.empty())
      plan_.ranking = {Query::OP_AND_MAYBE, plan_.ranking, named_query(plan_.named)};
    plan_.query = plan_.matching = limited(plan_.ranking);
    if (all || settings_.from || settings_.to) return;
    plan_.sum = all_evidence(plan_.words);
    if (plan_.sum.empty()) return;
    for (Evidence& names : named_evidence(plan_.named)) plan_.sum.push_back(std::move(names));
  }

  void plan_tree() {
    LeafSources sources(OneQuery{analyzer_, archive_, database_, *settings_.aliases,
                                 settings_.names, expander_, parsed_.text, work_});
    plan_.leaves = ResolvedLeaves(*plan_.root, sources);
    for (Message& note : notes_of_unmet(plan_.leaves, sources))
      plan_.notes.push_back(std::move(note));
    plan_.ranking = ranking_of_tree();
    const auto match = [&](const std::vector<Query>& candidates) {
      return limited(
          tree_query(*plan_.root, plan_.leaves, candidates, settings_.match_all, sources));
    };
    plan_.matching = match({});
    if (must_read(plan_.leaves)) {
      LeafCheck check = read_leaves(plan_.leaves, plan_.matching, plan_.ranking, sources);
      plan_.is_complete = check.is_complete;
      for (Message& note : check.notes) plan_.notes.push_back(std::move(note));
      plan_.matching = match(check.candidates);
    }
    plan_.query = ranked_query(plan_.matching, plan_.ranking);
  }

  // The words as in a query without operators, and what these ask for besides.
  Query ranking_of_tree() {
    std::vector<Query> asked;
    for (const std::size_t place : plan_.leaves.ranking()) {
      const Leaf& leaf = plan_.leaves.all()[place];
      for (const Evidence& piece : leaf.evidence) asked.push_back(evidence_query(piece));
      plan_.marked.insert(plan_.marked.end(), leaf.marked.begin(), leaf.marked.end());
    }
    Query more(Query::OP_OR, asked.begin(), asked.end());
    if (plan_.words.units.empty()) return more;
    Query words = build_query(plan_.words);
    if (!plan_.named.empty()) words = Query(Query::OP_OR, words, named_query(plan_.named));
    return more.empty() ? words : Query(Query::OP_OR, words, more);
  }

  void add_recency() {
    double all = 0;
    for (const SoughtWord& word : sought_words(plan_, database_)) all += word.idf;
    if (plan_.words.units.empty())  // but what operators and fields ask for
      for (const QueryUnit& unit : plan_.marked)
        for (const Token& token : unit.tokens)
          all += rarity(database_, token.folded.empty() ? token.exact : token.folded);
    const Date today = settings_.today.value_or(local_today());
    const std::optional<Date> last =
        parse_date(database_.get_value_upper_bound(field(FieldId::kDate).slot));
    const Query recent =
        recency_query(last ? std::min(today, *last) : today, settings_.recency_half_life,
                      evidence_weight(EvidenceKind::kRecent) * all);
    plan_.query = {Query::OP_AND_MAYBE, plan_.query, recent};
    plan_.sum.clear();
  }

  const ParsedQuery& parsed_;
  Analyzer& analyzer_;
  const Archive& archive_;
  const Xapian::Database& database_;
  const PlanSettings& settings_;
  QueryWork& work_;
  Expander expander_;
  QueryPlan plan_;
};

}  // namespace

QueryPlan make_plan(const ParsedQuery& parsed, Analyzer& analyzer, const Archive& archive,
                    const PlanSettings& settings, QueryWork& work) {
  return Planner(parsed, analyzer, archive, settings, work).make();
}

QueryPlan plan_of_all(std::optional<Date> from, std::optional<Date> to) {
  QueryPlan plan;
  plan.query = plan.matching = limit_to_dates(Query::MatchAll, from, to);
  return plan;
}

std::vector<SoughtWord> sought_words(const QueryPlan& plan, const Xapian::Database& database) {
  const QueryWords& query = plan.words;
  const double articles = database.get_doccount();
  std::vector<SoughtWord> words;
  const auto add = [&](const std::vector<std::string>& stems) {
    SoughtWord word;
    Xapian::doccount found = 0;
    for (const std::string& stem : stems) {
      word.terms.push_back(std::string(prefix::kFoldedStem) + stem);
      found = std::max(found, database.get_termfreq(word.terms.back()));
    }
    if (found == 0) return;
    word.idf = std::log(1 + articles / (found + 0.5));
    words.push_back(std::move(word));
  };
  for (std::size_t i = 0; i < query.units.size(); ++i) {
    if (query.units[i].is_phrase())
      for (const Token& token : query.units[i].tokens) add({token.folded});
    else
      add(query.expansions[i].folded);
  }
  return words;
}

double rarity(const Xapian::Database& database, const std::string& folded) {
  const double found = database.get_termfreq(std::string(prefix::kFoldedStem) + folded);
  return std::log(1 + database.get_doccount() / (found + 0.5));
}

std::vector<WeightedUnit> marked_units(const QueryPlan& plan, const Xapian::Database& database) {
  const QueryWords& query = plan.words;
  std::vector<WeightedUnit> weighted;
  const auto add = [&](const Evidence& piece, double weight) {
    const double share = evidence_row(piece.kind).mark_share;
    for (QueryUnit& unit : marked_units(piece))
      weighted.push_back({std::move(unit), weight * share});
  };
  for (std::size_t i = 0; i < query.units.size(); ++i) {
    double weight = 0;
    for (const Token& token : query.units[i].tokens)
      weight = std::max(weight, rarity(database, token.folded));
    weighted.push_back({query.units[i], weight});
    for (const Evidence& piece : query.evidence[i]) add(piece, weight);
    for (const std::vector<std::string>& stems : other_stems(query.expansions[i].readings))
      weighted.push_back({folded_unit(stems), weight});
  }
  for (const Evidence& piece : query.joined_evidence)
    add(piece, rarity(database, piece.terms.front()));
  for (const QueryUnit& unit : plan.marked) {
    const Token& token = unit.tokens.front();
    weighted.push_back({unit, rarity(database, token.folded.empty() ? token.exact : token.folded)});
  }
  return weighted;
}

}  // namespace newsidx
