// What a word of a query is looked up as besides itself.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/query_parser.h"

namespace newsidx {

// Of one token. Folded stems are without prefix.
struct Expansion {
  std::vector<std::string> folded;     // counted as the word itself; its own folded stem first
  std::vector<std::string> spellings;  // exact forms with the Turkish letters that were not typed
  std::vector<std::string> foreign;    // whole terms: other spellings of a foreign name
  std::vector<std::string> related;    // folded stems of words that derivation relates
  std::vector<std::vector<std::string>> phrases;  // folded stems side by side: a compound written
                                                  // apart, an acronym's long form
};

// Of words that stand side by side in the query, units [first, first + count): what says the same
// in one word.
struct JoinedWord {
  std::size_t first = 0;
  std::size_t count = 0;
  std::string folded;  // a compound written together, or the acronym
};

// Looks expansions up in the analyzer's lexicon and keeps those that the index knows.
// Not thread-safe.
class Expander {
 public:
  Expander(Analyzer& analyzer, const Xapian::Database& database)
      : analyzer_(analyzer), database_(database) {}

  Expansion expand(const Token& token) const;
  std::vector<JoinedWord> join(const std::vector<QueryUnit>& units) const;

 private:
  bool known(std::string_view prefix, const std::string& form) const;
  void add_relatives(const Token& token, Expansion& expansion) const;
  void add_parts(const Token& token, Expansion& expansion) const;

  Analyzer& analyzer_;
  const Xapian::Database& database_;
};

}  // namespace newsidx
