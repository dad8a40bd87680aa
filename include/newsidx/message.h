// What the library says to people: a kind with its arguments, which the catalogue has words for in
// each language. Errors and notes are made of these. Whoever shows one may say it in words of its
// own, such as what to type or where to click.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/language.h"

namespace newsidx {

// In the catalogue's order (messages/), which has the words and tells what the arguments are.
enum class MessageKind : std::uint16_t {
  // What somebody else says, such as the operating system: the text, and what to do.
  kSaid,

  // A query that cannot be understood, or that asks for too much.
  kQueryTooLong,
  kQueryNotUtf8,
  kQueryTooDeep,
  kQueryOpenQuote,
  kQueryOpenParenthesis,
  kQueryLoneParenthesis,
  kQueryNothingBefore,
  kQueryNothingBehind,
  kQueryOnlyExcluded,
  kQueryUnknownField,
  kQueryNoNames,
  kQueryUnknownTopic,
  kQueryUnknownTopicClose,
  kQueryFieldNotSearched,
  kQueryFieldInField,
  kQueryEmptyField,
  kQueryNotADate,
  kQueryDatesReversed,
  kQueryNearDistance,
  kQueryNearOperand,
  kQueryNotInField,
  kQueryTooManyWords,
  kQueryTooManyValues,
  kQueryTooManyToCheck,
  kQueryTooManyParts,
  kQueryTooManyTogether,
  kQueryTooManyPlaces,
  kQueryTooManyPostings,
  kQueryNameTooLong,
  kQueryHalfLifeTooLong,
  kTimeOverReading,
  kTimeOverSpelling,
  kTimeOverExpanding,
  kTimeOverChecking,
  kTimeOverMatching,
  kTimeOverRanking,
  kTimeOverCounting,
  kTimeOverShowing,

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

  kEnd,  // none: how many there are
};

inline constexpr std::size_t kMessageKinds = static_cast<std::size_t>(MessageKind::kEnd);

// How an argument is kept: numbers as C writes them; the catalogue phrases them.
std::string message_argument(double number);
inline std::string message_argument(std::integral auto number) { return std::to_string(number); }
inline std::string message_argument(std::string_view text) { return std::string(text); }
inline std::string message_argument(const std::string& text) { return text; }
inline std::string message_argument(const char* text) { return text; }
inline std::string message_argument(const std::filesystem::path& path) { return path.string(); }

struct Message {
  MessageKind kind = MessageKind::kSaid;
  std::vector<std::string> arguments;

  // As many arguments as the kind's words have places for.
  template <typename... Values>
  Message(MessageKind of, const Values&... values)
      : kind(of), arguments{message_argument(values)...} {}

  bool operator==(const Message&) const = default;
};

// What happened, and where.
std::string message_text(const Message& message, Language language = Language::kEnglish);
// What to do about it, wherever one reads it; may be empty.
std::string message_advice(const Message& message, Language language = Language::kEnglish);

// Words with the arguments in their places: {0} is the first, {1#} a number, written as the
// language writes it. For whoever has words of its own for a kind. An argument that is missing is a
// bug.
std::string fill(std::string_view words, const std::vector<std::string>& arguments,
                 Language language);

}  // namespace newsidx
