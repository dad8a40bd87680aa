// A parsed query made ready to run on one index: whoever searches, counts or draws timelines of
// what a query finds begins here.
#pragma once

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entities/aliases.h"
#include "newsidx/date.h"
#include "newsidx/language.h"
#include "searcher/query_builder.h"
#include "searcher/query_parser.h"
#include "store/record.h"

namespace newsidx {

struct CompileSettings {
  bool match_all = false;    // every word that has no operator is required, too
  std::optional<Date> from;  // both inclusive
  std::optional<Date> to;
  Language language = Language::kEnglish;  // of errors and notes
  std::shared_ptr<const AliasTable> aliases = AliasTable::shipped();
  bool names = true;  // whether the index has people, places, organisations and topics
};

struct CompiledQuery {
  // With the limits of dates, and with weights for weighting(). Empty: it finds nothing.
  Xapian::Query query;
  ExpandedQuery words;            // that ranking goes by and that are marked
  std::vector<QueryUnit> marked;  // what else is to be marked
  bool asks = false;              // for anything: not only punctuation
  bool ranks = false;             // by words; else all that match are as good
  bool is_complete = true;        // else some that match may be missing: too many had to be read
  std::vector<std::string> notes;
};

// So many articles are read at most to see whether they have a literal (exact_check.h).
inline constexpr Xapian::doccount kMaxChecked = 2000;

// Throws Error(kUsage): a beginning or value that too many terms meet, a literal to be left out
// that too many articles may have.
CompiledQuery compile(const ParsedQuery& parsed, Analyzer& analyzer,
                      const Xapian::Database& database, RecordCodec& codec,
                      const CompileSettings& settings);

}  // namespace newsidx
