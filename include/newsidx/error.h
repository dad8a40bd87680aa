// The one exception of the library, and the exit codes it stands for.
#pragma once

#include <stdexcept>
#include <string>

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

// what() is the message: what happened, and where. hint() says what to do; it may be empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = "");

  ErrorCode code() const noexcept { return code_; }
  const std::string& hint() const noexcept { return hint_; }

 private:
  ErrorCode code_;
  std::string hint_;
};

}  // namespace newsidx
