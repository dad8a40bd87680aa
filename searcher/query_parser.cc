#include "searcher/query_parser.h"

#include <fmt/format.h>

#include "newsidx/error.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

bool is_quote(char32_t code) {
  return code == '"' || code == U'“' || code == U'”' || code == U'„' || code == U'«' ||
         code == U'»';
}

// The query on a line of its own and a caret under the byte offset.
std::string with_caret(std::string_view query, std::size_t at) {
  return fmt::format("  {}\n  {:>{}}", query, '^', count_code_points(query.substr(0, at)) + 1);
}

// The tokens of a part of the query that begins at `offset`.
std::vector<Token> read_tokens(std::string_view part, std::size_t offset, Analyzer& analyzer) {
  std::vector<Token> tokens = analyzer.analyze(part);
  for (Token& token : tokens) {
    token.begin += offset;
    token.end += offset;
    analyzer.restore(token);
  }
  return tokens;
}

void append_words(std::vector<Token> tokens, ParsedQuery& query) {
  for (Token& token : tokens) query.units.push_back({{std::move(token)}});
}

void append_phrase(std::vector<Token> tokens, ParsedQuery& query) {
  if (!tokens.empty()) query.units.push_back({std::move(tokens)});
}

}  // namespace

ParsedQuery parse_query(std::string_view raw, Analyzer& analyzer) {
  if (raw.size() > kMaxQueryBytes)
    throw Error(ErrorCode::kUsage, fmt::format("the query is longer than {} bytes", kMaxQueryBytes),
                "leave words out: the rarest few decide");
  if (const std::size_t invalid = find_invalid_utf8(raw); invalid != std::string_view::npos)
    throw Error(ErrorCode::kUsage, fmt::format("the query is not UTF-8 (byte {})", invalid + 1),
                "set the terminal to UTF-8, or convert the file of queries with iconv");
  const std::string query = clean_text(raw).text;

  ParsedQuery parsed;
  std::size_t start = 0;   // of the text since the last quote
  std::size_t opened = 0;  // where the open quote stands
  bool inside = false;
  for (std::size_t i = 0; i < query.size();) {
    const std::size_t at = i;
    if (!is_quote(next_code_point(query, i))) continue;
    const std::string_view segment = std::string_view(query).substr(start, at - start);
    if (inside)
      append_phrase(read_tokens(segment, start, analyzer), parsed);
    else
      append_words(read_tokens(segment, start, analyzer), parsed);
    inside = !inside;
    opened = at;
    start = i;
  }
  if (inside)
    throw Error(ErrorCode::kUsage,
                "the query has a quote that is not closed\n" + with_caret(query, opened),
                "close it, or leave it out");
  append_words(read_tokens(std::string_view(query).substr(start), start, analyzer), parsed);
  return parsed;
}

}  // namespace newsidx
