// Query text -> operators, quoted parts, fields and stretches of plain text. An operator is one
// only where a person meant it: headlines are pasted as they stand (docs/query-language.md).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "newsidx/message.h"
#include "store/fields.h"

namespace newsidx {

struct Lexeme {
  enum class Kind {
    kText,     // words, without white space; perhaps only punctuation
    kPrefix,   // word*
    kQuoted,   // between quotes
    kValue,    // of a field that is no text, quotes and all
    kField,    // name: and directly behind it the value
    kLiteral,  // = and directly behind it what is meant literally
    kMust,
    kMustNot,
    kAnd,
    kOr,
    kNot,
    kNear,
    kOpen,
    kClose,
    kEnd,
  };
  Kind kind = Kind::kEnd;
  std::size_t begin = 0;  // byte offsets into the query: [begin, end)
  std::size_t end = 0;
  // What is within the quotes, before the *, before the colon.
  std::size_t inner_begin = 0;
  std::size_t inner_end = 0;
  FieldId field = FieldId::kText;
  std::size_t distance = 0;  // of kNear
};

// AND, OR, NOT, NEAR.
inline bool is_connective(Lexeme::Kind kind) {
  using Kind = Lexeme::Kind;
  return kind == Kind::kAnd || kind == Kind::kOr || kind == Kind::kNot || kind == Kind::kNear;
}

// Whatever is no text, quoted or not, and no grouping.
inline bool is_operator(Lexeme::Kind kind) {
  using Kind = Lexeme::Kind;
  return kind != Kind::kText && kind != Kind::kQuoted && kind != Kind::kOpen &&
         kind != Kind::kClose && kind != Kind::kEnd;
}

inline constexpr std::size_t kDefaultNear = 10;
// Below the gap that indexes have between title and text.
inline constexpr std::size_t kMaxNear = 100;

struct LexedQuery {
  std::vector<Lexeme> lexemes;  // ends with kEnd
  // The stretches outside quotes, each of which is analyzed as one text.
  std::vector<std::pair<std::size_t, std::size_t>> plain;
  std::vector<Message> notes;  // what is read otherwise than it might have been meant
};

// `query` is clean (text/clean.h). Throws Error(kUsage): an unknown field; a quote or parenthesis
// without its other half, in a query that has operators; a distance out of range.
LexedQuery lex_query(std::string_view query);

}  // namespace newsidx
