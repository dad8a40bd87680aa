// Everything that is said about a query, in each language. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "newsidx/error.h"
#include "newsidx/language.h"

namespace newsidx {

enum class QueryMessage {
  kTooLong,
  kNotUtf8,
  kTooDeep,
  kOpenQuote,
  kOpenParenthesis,
  kLoneParenthesis,
  kNothingBefore,
  kNothingBehind,
  kOnlyExcluded,
  kUnknownField,
  kNoNames,
  kUnknownTopic,
  kUnknownTopicClose,
  kFieldNotSearched,
  kFieldInField,
  kEmptyField,
  kNotADate,
  kDatesReversed,
  kNearDistance,
  kNearOperand,
  kNotInField,
  kTooManyWords,
  kTooManyValues,
  kTooManyToCheck,
  // Notes: how something was understood.
  kNoteNoWord,
  kNoteNoValue,
  kNoteNoValueClose,
  kNoteOpenQuote,
  kNoteSign,
  kNoteShortPrefix,
  kNoteSpaceAfterField,
  kNoteUnknownField,
  kNoteUnknownFieldClose,
  kNoteAllCapitals,
  kNoteSomeChecked,
  kNoteMended,
  kNotePhraseNowhere,
};

struct MessageArguments {
  std::string_view first{};
  std::string_view second{};
};

std::string message_text(QueryMessage message, Language language, MessageArguments arguments = {});

// With the query on a line of its own and a caret under the byte offset; of a long query a stretch
// around it. The query is valid UTF-8.
Error query_error(QueryMessage message, Language language, std::string_view query, std::size_t at,
                  MessageArguments arguments = {});

// The same without the query.
Error query_error(QueryMessage message, Language language, MessageArguments arguments = {});

}  // namespace newsidx
