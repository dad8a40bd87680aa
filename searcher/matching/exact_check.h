// What the index cannot tell, looked for in the articles themselves: words in just these forms at
// just these places, and phrases in titles, whose words have no places of their own.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "searcher/matching/expansion.h"
#include "searcher/query/query_ast.h"
#include "store/record.h"
#include "text/analyzer.h"
#include "text/beginnings.h"

namespace newsidx {

// Whether the index alone does not tell which articles meet this leaf: a literal, unless it is of
// one word whose exact form is always indexed, or a phrase in the title.
bool needs_check(const QueryNode& leaf, Analyzer& analyzer);

// Articles that may meet such a leaf: all that do, and some that do not.
Xapian::Query possible_articles(const QueryNode& leaf, Analyzer& analyzer,
                                const Expander& expander);

// Several such leaves, which must outlive it, as must the analyzer and the expander: an article is
// read once for all of them. Not thread-safe.
class ExactChecks {
 public:
  ExactChecks(std::vector<const QueryNode*> leaves, Analyzer& analyzer, const Expander& expander);

  // For each leaf whether the article meets it, word by word.
  std::vector<bool> met_by(const Article& article);

 private:
  // A leaf that may begin with a word; of a phrase, one of its readings.
  struct Beginning {
    std::size_t leaf;
    const Reading* reading = nullptr;
  };
  using ByFirstWord = std::unordered_map<std::string, std::vector<Beginning>>;
  // Of which leaves words are looked for: those of titles, the others, or both.
  enum class Place { kTitle, kText, kBoth };

  void look_through_parts(std::string_view text, std::vector<bool>& met);
  void look_through(const std::vector<Token>& tokens, Place place, std::vector<bool>& met) const;
  bool stands_at(const std::vector<Token>& tokens, std::size_t at, const Beginning& sought) const;

  std::size_t longest_ = 1;  // words of a leaf
  std::vector<const QueryNode*> leaves_;
  Analyzer& analyzer_;
  ByFirstWord literals_;  // by the exact form of the first word
  ByFirstWord phrases_;   // by the folded stem of the first word
  Beginnings asked_;      // forms of all words
};

}  // namespace newsidx
