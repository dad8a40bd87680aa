// What the leaves of one query are resolved from, on one index.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entities/aliases/aliases.h"
#include "searcher/matching/expansion.h"
#include "searcher/matching/named_values.h"
#include "searcher/matching/vocabulary.h"
#include "searcher/query/query_ast.h"
#include "searcher/query/query_work.h"
#include "text/analyzer.h"

namespace newsidx {

// All of this must outlive what is resolved from it.
struct OneQuery {
  Analyzer& analyzer;
  const Xapian::Database& database;
  const AliasTable& aliases;
  bool has_names;  // whether the index has people, places, organisations and topics
  const Expander& expander;
  const std::string& query;  // what places of nodes are into
  QueryWork& work;
};

// Not thread-safe.
class LeafSources : public OneQuery {
 public:
  explicit LeafSources(const OneQuery& of) : OneQuery(of) {}

  // Looks the values of keywords up together: those of one field are gone through once. The leaves
  // need not be the tree's, and those of other kinds are left alone.
  void look_up(const std::vector<const QueryNode*>& leaves);

  // The terms of a leaf's value. Throws TooMuch where there are too many.
  const FoundTerms& values(const QueryNode& leaf);

  // The folded stems that begin as the leaf says, which alone have places. Throws TooMuch.
  const FoundTerms& stems(const QueryNode& leaf);

  // Throws TooMuch, with the place, where too many words of the index begin so.
  void refuse_many_words(const FoundTerms& found, const QueryNode& leaf) const;

  // Counts what a part of the query means against the budget of a query. Throws TooMuch.
  void count_meant(const QueryNode& part, std::uint64_t count);
  // For a new query of the same leaves.
  void count_anew() { meant_ = 0; }

 private:
  void refuse_many_values(const FoundTerms& found, const QueryNode& leaf) const;
  FoundTerms topics(const QueryNode& leaf) const;

  std::optional<AliasKeys> alias_keys_;
  std::map<std::string, FoundTerms> values_;  // these two by node_key()
  std::map<std::string, FoundTerms> stems_;
  std::uint64_t meant_ = 0;
};

}  // namespace newsidx
