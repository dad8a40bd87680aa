// Everything that is said about a query, in each language. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "newsidx/error.h"
#include "newsidx/language.h"
#include "newsidx/query_limits.h"

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
  kTooManyParts,
  kTooManyTogether,
  kTooManyPlaces,
  kTooManyPostings,
  kNameTooLong,
  kTimeOver,
  // What was too much when the time was over: the second argument of kTimeOver, and what to do.
  kStageReading,
  kStageSpelling,
  kStageExpanding,
  kStageChecking,
  kStageMatching,
  kStageRanking,
  kStageCounting,
  kStageShowing,
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
  kNoteSomeMended,
  kNoteSomeValuesMended,
  kNoteStoryCut,
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

// What is understood, and is more than is searched at once.
TooMuch work_error(QueryMessage message, Language language, std::string_view query, std::size_t at,
                   MessageArguments arguments = {});
TooMuch work_error(QueryMessage message, Language language, MessageArguments arguments = {});

// The time limit is over, at a stage that has a message of its own.
TooMuch time_error(Language language, std::chrono::milliseconds limit, QueryMessage stage);

}  // namespace newsidx
