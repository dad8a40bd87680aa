// The one exception of the library, and the exit codes it stands for.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>

#include "newsidx/message.h"

namespace newsidx {

// What kind of failure; the values are the program's exit codes (those of sysexits.h where one
// fits).
enum class ErrorCode {
  kUsage = 64,          // command line or query that cannot be understood
  kInputRefused = 65,   // the input as a whole was refused
  kNotFound = 66,       // no such input, no such index
  kInternal = 70,       // a bug in newsidx
  kCannotCreate = 73,   // an output or an index cannot be created
  kIo = 74,             // reading or writing failed, disk full, index corrupt
  kBusy = 75,           // another writer holds the index: try again
  kConfiguration = 78,  // settings do not fit, such as an index of another analyzer
};

// Where in a query something is wrong.
struct QueryPlace {
  std::string query;   // valid UTF-8
  std::size_t at = 0;  // byte offset
};

// what() is the message in English, for logs: what happened, and where.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, Message message, std::optional<QueryPlace> place = {});
  // Of a text that is no kind's.
  Error(ErrorCode code, const std::string& text, const std::string& advice = "");

  ErrorCode code() const noexcept { return code_; }
  const Message& message() const noexcept { return message_; }
  // With errors of a query only.
  const std::optional<QueryPlace>& place() const noexcept { return place_; }

 private:
  ErrorCode code_;
  Message message_;
  std::optional<QueryPlace> place_;
};

}  // namespace newsidx
