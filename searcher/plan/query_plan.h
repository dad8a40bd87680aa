// The plan of a query: all that is done for it on one index, made once. Whoever searches, counts or
// draws timelines of what a query finds runs one.
//
// text -> tree (query/) -> each leaf resolved once (leaf_kinds.h) -> the plan -> run
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entities/aliases/aliases.h"
#include "newsidx/date.h"
#include "newsidx/message.h"
#include "searcher/plan/resolved_leaves.h"
#include "searcher/query/query_parser.h"
#include "searcher/query/query_work.h"
#include "searcher/ranking/concentration.h"
#include "searcher/ranking/named_query.h"
#include "searcher/ranking/query_words.h"
#include "searcher/results/snippet.h"
#include "store/archive.h"

namespace newsidx {

struct PlanSettings {
  bool match_all = false;    // every word that has no operator is required, too
  std::optional<Date> from;  // both inclusive
  std::optional<Date> to;
  std::uint32_t recency_half_life = 0;  // in days; 0: age does not matter
  std::optional<Date> today;            // else by the computer's clock
  std::shared_ptr<const AliasTable> aliases = AliasTable::shipped();
  bool names = true;  // whether the index has people, places, organisations and topics
};

// A value: it needs neither the parsed query nor what it was made with, but the index.
struct QueryPlan {
  std::shared_ptr<const QueryNode> root;  // of the tree, in which equal parts stand once

  // What is run: the articles of `matching`, with the limits of dates, ranked by `ranking`, with
  // weights for weighting(). Empty: it finds nothing.
  Xapian::Query query;
  Xapian::Query matching;  // its weights mean nothing
  Xapian::Query ranking;   // empty: all that match are as good
  // Where the query is nothing but a sum of these (word_scores.h).
  std::vector<Evidence> sum;

  QueryWords words;               // that ranking goes by and that are marked
  std::vector<NamedGroup> named;  // whom they name, where they are nothing but names
  ResolvedLeaves leaves;          // of the tree, unless it is of words alone
  std::vector<QueryUnit> marked;  // what else is to be marked

  bool asks = false;        // for anything: not only punctuation
  bool is_complete = true;  // else some that match may be missing: too many had to be read
  std::vector<Message> notes;

  bool ranks() const { return !ranking.empty(); }
};

// Throws TooMuch: a beginning or value that too many terms meet, a literal to be left out that too
// many articles may have, a query that costs too much, and when the work's time is over;
// Error(kUsage) for a topic that there is not.
QueryPlan make_plan(const ParsedQuery& parsed, Analyzer& analyzer, const Archive& archive,
                    const PlanSettings& settings, QueryWork& work);

// Of every article within these days, both inclusive; nothing ranks.
QueryPlan plan_of_all(std::optional<Date> from, std::optional<Date> to);

// The words that are sought close together, each once, with phrases word by word.
std::vector<SoughtWord> sought_words(const QueryPlan& plan, const Xapian::Database& database);

// What is marked in articles, with what meeting it is worth: the query's units each by the inverse
// document frequency of its rarest word; what else they are looked up as by a share of it.
std::vector<WeightedUnit> marked_units(const QueryPlan& plan, const Xapian::Database& database);

// Inverse document frequency of a folded stem.
double rarity(const Xapian::Database& database, const std::string& folded);

}  // namespace newsidx
