// Words of a query that were mistyped, mended against the index's own vocabulary.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "newsidx/searcher.h"
#include "searcher/query/query_parser.h"
#include "searcher/query/query_work.h"
#include "store/archive.h"
#include "text/analyzer.h"

namespace newsidx {

// Mends words. A word stays when the index has it, or its stem by the lexicon, and a number, an
// acronym or a word of fewer than four letters does in any case. Mended are words that stand
// nowhere, or by a guessed or rare stem only, where the index has a far commoner word one letter
// away (two, in a long word), a word with the suffix whose apostrophe was left out (Oreşkinin), or
// two words that were run together.
//
// It compares kMaxCompared words of the index at most, over all that it is asked. Not thread-safe.
class Mender {
 public:
  // The work must outlive it.
  Mender(Analyzer& analyzer, const Xapian::Database& database, QueryWork& work)
      : analyzer_(analyzer), database_(database), work_(work) {}

  // What to look up in the place of this word, or of two with a space between; nothing when it is
  // to stay.
  std::optional<std::string> mend(const Token& typed, bool may_part);

  // A field's value likewise, word by word; nothing when it stays.
  std::optional<std::string> mend_value(const std::string& value);

  // The first word that might be mistaken and was not compared with all that it should be, as there
  // were too many before it; empty: there is none.
  const std::string& first_left() const { return first_left_; }

 private:
  struct Candidate {
    std::string word;
    double worth = 0;
    Xapian::doccount articles = 0;
  };

  bool is_exhausted() const { return work_.done.words_compared >= kMaxCompared; }
  std::optional<std::string> find(const Token& typed, bool may_part);
  Xapian::doccount articles(std::string_view prefix, const std::string& form) const;
  Xapian::doccount stem_articles(const std::string& folded) const;
  Xapian::doccount word_articles(const std::string& word) const;
  bool is_guessed(const std::string& word) const;
  bool may_be_mistaken(const Token& typed) const;
  std::string shown(const std::string& word) const;
  std::optional<Candidate> similar(const std::string& word, int mistakes);
  std::optional<Candidate> without_suffix(const std::string& word) const;
  std::optional<Candidate> run_together(const std::string& word) const;

  Analyzer& analyzer_;
  const Xapian::Database& database_;
  QueryWork& work_;
  std::string first_left_;
  std::unordered_map<std::string, std::optional<std::string>> mended_;  // by tokens_key()
};

// The query's text with its mistyped words mended, two that were run together as a phrase; nothing
// when there are none. Says in `mendings` which. With `phrases` the words of a phrase that no
// article has stand without quotes, where the query has other words as well: a headline's quotation
// may be in nobody's text.
//
// Looked at are the words that are to be found, not those in quotes or behind =, which mean what
// they say. Where there are too many, a note for `notes` says from which on none was looked at.
std::optional<std::string> mend_query(const ParsedQuery& query, Analyzer& analyzer,
                                      const Archive& archive, bool phrases,
                                      std::vector<Mending>& mendings, std::vector<Message>& notes,
                                      QueryWork& work);

}  // namespace newsidx
