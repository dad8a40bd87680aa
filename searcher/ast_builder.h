// The tree of a query -> Xapian queries: one that says which articles match, and one that says how
// well. Every operator in them is Xapian's own, so that a remote shard answers alike.
#pragma once

#include <xapian.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "entities/aliases.h"
#include "newsidx/language.h"
#include "searcher/expansion.h"
#include "searcher/query_parser.h"

namespace newsidx {

// Not thread-safe. Every function throws Error(kUsage) for a beginning or a value that too many
// terms of the index meet.
class AstBuilder {
 public:
  AstBuilder(Analyzer& analyzer, const Xapian::Database& database, const AliasTable& aliases,
             const std::string& query, Language language, bool match_all)
      : analyzer_(analyzer),
        database_(database),
        aliases_(aliases),
        expander_(analyzer, database, query),
        query_(query),
        language_(language),
        match_all_(match_all) {}

  // What is known to meet a leaf that needs a check (exact_check.h). Until it is set, all that may
  // meet it does, and nothing is left out for it.
  void set_checked(const QueryNode& leaf, Xapian::Query articles) {
    checked_[&leaf] = std::move(articles);
  }

  // The articles that meet the tree; its weights mean nothing.
  Xapian::Query matching(const QueryNode& node);

  // What the tree's operators add to the ranking of its words: closeness that was asked for,
  // beginnings, literals, words in titles, and names in fields. Empty: nothing.
  Xapian::Query evidence(const QueryNode& root);

  // Words and forms that are no units of the query and yet make an article match.
  const std::vector<QueryUnit>& marked() const { return marked_; }

  // The leaves that name a value of a field that no article has.
  std::vector<const QueryNode*> unmet_values(const QueryNode& root);

  // Whether any article has the value of a leaf, which need not be the tree's.
  bool is_met(const QueryNode& leaf) { return !find_value_terms(leaf).empty(); }

  // The leaves that need a check, with whether they are excluded.
  std::vector<std::pair<const QueryNode*, bool>> leaves_to_check(const QueryNode& root) const;

 private:
  Xapian::Query matching_run(const RunNode& run);
  Xapian::Query matching_checked(const QueryNode& leaf);
  Xapian::Query near_query(const NearNode& near);
  Xapian::Query places(const QueryNode& node);
  Xapian::Query title_words(const QueryNode& leaf);
  std::vector<std::string> prefix_terms(const QueryNode& leaf, bool places_only);
  const std::vector<std::string>& value_terms(const QueryNode& leaf);
  std::vector<std::string> find_value_terms(const QueryNode& leaf);
  std::vector<std::string> topic_terms(const QueryNode& leaf, const ValueNode& value);
  void add_evidence(const QueryNode& node, std::vector<Xapian::Query>& evidence);
  void add_name(const QueryNode& leaf, std::vector<Xapian::Query>& evidence);
  void mark_name(const std::string& key, bool person);
  void mark_form(std::string_view term_prefix, const std::string& term);

  Analyzer& analyzer_;
  const Xapian::Database& database_;
  const AliasTable& aliases_;
  Expander expander_;
  const std::string& query_;
  Language language_;
  bool match_all_;
  bool excluding_ = false;  // within what is left out
  std::map<const QueryNode*, Xapian::Query> checked_;
  std::map<const QueryNode*, std::vector<std::string>> values_;  // looked through once
  std::vector<QueryUnit> marked_;
};

}  // namespace newsidx
