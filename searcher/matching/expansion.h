// What a word of a query is looked up as besides itself.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "searcher/query/query_parser.h"
#include "searcher/query/query_shouting.h"
#include "searcher/query/query_work.h"
#include "store/archive.h"

namespace newsidx {

// Another spelling of a foreign name: a term by its prefix and form.
struct ForeignSpelling {
  std::string_view prefix;
  std::string form;

  std::string term() const { return std::string(prefix) + form; }
  bool operator==(const ForeignSpelling&) const = default;
};

// Side by side: the folded stems any of which may stand at each place.
using Reading = std::vector<std::vector<std::string>>;

// Of one token or one phrase. Folded stems are without prefix.
struct Expansion {
  std::vector<std::string> exact;      // terms of the word itself
  std::vector<std::string> folded;     // counted as the word itself; its own folded stem first
  std::vector<std::string> spellings;  // exact forms with the Turkish letters that were not typed
  std::vector<ForeignSpelling> foreign;
  std::vector<std::string> related;  // whole terms of stems that derivation relates
  std::vector<std::string> coarse;   // whole terms of words that begin alike
  // Folded stems side by side: of a compound written apart, and of what an acronym stands for.
  std::vector<std::vector<std::string>> apart;
  std::vector<std::vector<std::string>> long_forms;
  bool known = false;  // whether the index has the word itself, in any of its forms
  // Of a phrase, which has nothing of the above: as typed, then with one compound in it written
  // together or apart where the query has it otherwise.
  std::vector<Reading> readings;
};

// Each reading's folded stems, one choice for each place, but for what was typed; a few at most.
std::vector<std::vector<std::string>> other_stems(const std::vector<Reading>& readings);

// A unit that any word is which an expansion's related term is of.
QueryUnit related_unit(const std::string& term);

// A unit that any words with these folded stems are.
QueryUnit folded_unit(const std::vector<std::string>& folded);

// What says in one word the same as units [first, first + count) of the query, which stand side by
// side.
struct JoinedWord {
  std::size_t first = 0;
  std::size_t count = 0;
  std::vector<std::string> terms;  // whole; any of them counts as the word
  bool acronym = false;            // else a compound written together
};

// One for each term of words; names mark nothing.
std::vector<QueryUnit> joined_units(const JoinedWord& joined);

// Looks expansions up in the analyzer's lexicon and keeps those that the index knows; each once,
// however often it is asked for. Not thread-safe.
class Expander {
 public:
  // `query` is what the tokens' offsets are into (ParsedQuery::text); it must outlive this. Its
  // capitals tell what is an acronym. The work, if given, must outlive it, too; TooMuch is thrown
  // when its time is over.
  Expander(Analyzer& analyzer, const Archive& archive, std::string_view query,
           QueryWork* work = nullptr)
      : analyzer_(analyzer),
        archive_(archive),
        database_(archive.database()),
        query_(query),
        shouted_(is_shouted(query)),
        work_(work) {}

  // These live as long as the expander.
  const Expansion& expand(const Token& token) const;
  const Expansion& expand_phrase(const std::vector<Token>& tokens) const;
  std::vector<JoinedWord> join(const std::vector<QueryUnit>& units) const;

 private:
  Expansion make(const Token& token) const;
  Expansion make_phrase(const std::vector<Token>& tokens) const;
  void count_one() const;
  bool known(std::string_view prefix, const std::string& form) const;
  void add_spellings(const Token& token, Expansion& expansion) const;
  bool is_small_word(const std::string& exact) const;
  bool is_typed_in_capitals(const Token& token) const;
  bool may_be_acronym(const Token& token) const;
  void add_long_forms(const Token& token, Expansion& expansion) const;
  std::vector<std::string> acronym_terms(const std::string& acronym,
                                         const std::vector<std::string>& stems) const;
  const Token* together(const Token& left, const Token& right) const;
  void add_foreign(const Token& token, Expansion& expansion) const;
  void add_relatives(const Token& token, Expansion& expansion) const;
  void add_parts(const std::string& word, Expansion& expansion) const;
  bool is_part(const std::string& word, std::vector<std::string>& stems) const;

  Analyzer& analyzer_;
  const Archive& archive_;
  const Xapian::Database& database_;
  std::string_view query_;
  bool shouted_;
  QueryWork* work_;
  mutable std::unordered_map<std::string, Expansion> made_;  // by tokens_key()
};

}  // namespace newsidx
