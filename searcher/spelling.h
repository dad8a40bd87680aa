// Words of a query that were mistyped, mended against the index's own vocabulary.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <vector>

#include "newsidx/searcher.h"
#include "searcher/query_parser.h"
#include "text/analyzer.h"

namespace newsidx {

// The query's text with its mistyped words mended, two that were run together as a phrase; nothing
// when there are none. Says in `mendings` which. With `phrases` the words of a phrase that no
// article has stand without quotes, where the query has other words as well: a headline's quotation
// may be in nobody's text.
//
// Looked at are the words that are to be found, not those in quotes or behind =, which mean what
// they say. A word stays when the index has it, or its stem by the lexicon, and a number, an
// acronym or a word of fewer than four letters does in any case. Mended are words that stand
// nowhere, or by a guessed or rare stem only, where the index has a far commoner word one letter
// away (two, in a long word), a word with the suffix whose apostrophe was left out (Oreşkinin), or
// two words that were run together.
std::optional<std::string> mend_query(const ParsedQuery& query, Analyzer& analyzer,
                                      const Xapian::Database& database, bool phrases,
                                      std::vector<Mending>& mendings);

// A field's value likewise, word by word; nothing when it stays.
std::optional<std::string> mend_value(const std::string& value, Analyzer& analyzer,
                                      const Xapian::Database& database);

}  // namespace newsidx
