// The tree of a query -> Xapian queries: one that says which articles match, and one that says how
// well. Every operator in them is Xapian's own, so that a remote shard answers alike.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entities/aliases/aliases.h"
#include "searcher/matching/expansion.h"
#include "searcher/matching/named_values.h"
#include "searcher/matching/vocabulary.h"
#include "searcher/query/query_parser.h"
#include "searcher/query/query_work.h"

namespace newsidx {

// Parts of the query that are equal are evaluated once. Not thread-safe. Every function throws
// TooMuch for a beginning or a value that too many terms of the index meet, alone or with the
// others of the query, and when the work's time is over.
class AstBuilder {
 public:
  AstBuilder(Analyzer& analyzer, const Xapian::Database& database, const AliasTable& aliases,
             const Expander& expander, const std::string& query, bool match_all, QueryWork& work)
      : analyzer_(analyzer),
        database_(database),
        aliases_(aliases),
        expander_(expander),
        query_(query),
        match_all_(match_all),
        work_(work) {}

  // The articles that may be what meets a leaf that needs a check (exact_check.h), best first.
  // Must be called before set_checked().
  void set_candidates(const std::vector<std::string>& ids);

  // Which of the candidates meet such a leaf, and all that are equal to it. Until it is set, all
  // that may meet it does, and nothing is left out for it.
  void set_checked(const QueryNode& leaf, std::vector<bool> met);

  // The articles that meet the tree; its weights mean nothing.
  Xapian::Query matching(const QueryNode& root);

  // What the tree's operators add to the ranking of its words: closeness that was asked for,
  // beginnings, literals, words in titles, and names in fields. Empty: nothing.
  Xapian::Query evidence(const QueryNode& root);

  // Words and forms that are no units of the query and yet make an article match.
  const std::vector<QueryUnit>& marked() const { return marked_; }

  // The leaves that name a value of a field that no article has.
  std::vector<const QueryNode*> unmet_values(const QueryNode& root);

  // Looks the values of these leaves up together, which need not be the tree's.
  void look_up(const std::vector<const QueryNode*>& leaves);

  // Whether any article has the value of a leaf, which need not be the tree's.
  bool is_met(const QueryNode& leaf) { return !value_terms(leaf).terms.empty(); }

  // The leaves that need a check, of equal ones the first, with whether any of them is excluded.
  std::vector<std::pair<const QueryNode*, bool>> leaves_to_check(const QueryNode& root) const;

 private:
  enum class Combine { kAny, kAll };

  Xapian::Query matching_node(const QueryNode& node);
  Xapian::Query matching_leaf(const QueryNode& leaf);
  Xapian::Query matching_run(const RunNode& run);
  Xapian::Query matching_checked(const QueryNode& leaf);
  Xapian::Query without(const Xapian::Query& query, const std::vector<QueryNode>& excluded);
  void add_matching(const std::vector<const QueryNode*>& nodes, Combine combine,
                    std::vector<Xapian::Query>& queries);
  const std::vector<bool>* checked(const QueryNode& node) const;
  Xapian::Query articles(const std::vector<bool>& met) const;
  Xapian::Query days_query(const std::vector<const DateNode*>& days);
  Xapian::Query near_query(const NearNode& near);
  Xapian::Query places(const QueryNode& node);
  Xapian::Query title_words(const QueryNode& leaf);
  const FoundTerms& prefix_terms(const QueryNode& leaf, bool places_only);
  const FoundTerms& value_terms(const QueryNode& leaf);
  void find_keyword_values(const QueryNode& root);
  void count_values(const QueryNode& leaf, const FoundTerms& found);
  FoundTerms topic_terms(const QueryNode& leaf, const ValueNode& value);
  void add_evidence(const QueryNode& node, std::vector<Xapian::Query>& evidence);
  void add_leaf_evidence(const QueryNode& leaf, std::vector<Xapian::Query>& evidence);
  void add_name(const QueryNode& leaf, std::vector<Xapian::Query>& evidence);
  void mark_name(const std::string& key, bool person);
  void mark_form(std::string_view term_prefix, const std::string& term);

  Analyzer& analyzer_;
  const Xapian::Database& database_;
  const AliasTable& aliases_;
  const Expander& expander_;
  const std::string& query_;
  bool match_all_;
  QueryWork& work_;
  bool excluding_ = false;          // within what is left out
  std::uint64_t values_meant_ = 0;  // in the query that is being built
  std::optional<AliasKeys> alias_keys_;
  std::vector<Xapian::Query> candidates_;
  // These by node_key().
  std::map<std::string, std::vector<bool>> checked_;  // of the candidates
  std::map<std::string, FoundTerms> beginnings_;
  std::map<std::string, FoundTerms> values_;
  std::map<std::string, Xapian::Query> leaves_;
  std::set<std::string> weighed_;  // what evidence there is for already
  std::vector<QueryUnit> marked_;
};

}  // namespace newsidx
