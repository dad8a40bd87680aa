// Query text -> what it asks for. docs/query-language.md explains it; the grammar, loosest first:
//   query  = any
//   any    = all { OR all }
//   all    = run { AND run }
//   run    = { [ + | - | NOT ] near }     + and - directly before what they are about
//   near   = item { NEAR[/n] item }       of words, beginnings and groups of these
//   item   = word | word* | "phrase" | =word | ="literal phrase" | ( any )
//          | field:value                  without white space around the colon
//   value  = item                         of title: within the title
//          | [=] ( word | "value" ) [*] | ( any of such values )      of source, author, section
//          | day | [day]..[day] | ( any of such days )                of date
//          | what is no white space | "value" | ( any of these )      of id, url
// OR is OR, VEYA; AND is AND, VE; NOT is NOT, DEĞİL; NEAR is NEAR, YAKIN; in capitals. Quotes are
// " “ ” « » „.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/message.h"
#include "searcher/query/query_ast.h"
#include "text/analyzer.h"

namespace newsidx {

// One thing asked for: a word (one token), or a phrase (several, which must stand side by side).
struct QueryUnit {
  std::vector<Token> tokens;  // offsets are into the query; never empty

  bool is_phrase() const { return tokens.size() > 1; }
};

struct ParsedQuery {
  QueryNode root;  // a RunNode that is empty when the query asks for nothing
  // The words and phrases that may stand anywhere and are not left out, in the order of the query:
  // what ranking goes by, and all there is when is_plain.
  std::vector<QueryUnit> units;
  bool is_plain = true;        // words and phrases, and no operator that means anything
  std::vector<Message> notes;  // what is read otherwise than it might have been meant
  std::string text;            // what offsets are into: the query, cleaned
};

inline constexpr std::size_t kMaxQueryBytes = 10'000;
inline constexpr std::size_t kMaxQueryDepth = 50;

struct ParseSettings {
  std::optional<Date> today;  // else by the computer's clock
  std::size_t max_bytes = kMaxQueryBytes;
};

// `text` need not be valid UTF-8. Throws Error(kUsage), mostly with a caret under the place: a
// query that cannot be understood, text that is no UTF-8, a query too long.
ParsedQuery parse_query(std::string_view text, Analyzer& analyzer,
                        const ParseSettings& settings = {});

}  // namespace newsidx
