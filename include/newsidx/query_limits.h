// What bounds a search: its time limit, how it ends when it asks for too much, and what it did.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include "newsidx/error.h"

namespace newsidx {

// How long a request may take unless its caller says otherwise. It is looked at between the steps
// of a search, so the end may come some hundredths of a second late, later where a part of the
// index is on another machine. 0: no limit.
inline constexpr std::chrono::milliseconds kDefaultTimeLimit{10'000};

// SearchRequest::recency_half_life, in days.
inline constexpr std::uint32_t kMaxHalfLife = 3650;

// A request that is understood, and asks for more than one search does. A kind of kUsage, and of
// its exit code: what helps is to ask for less. Trying the same again, as scripts do on kBusy's,
// would cost as much again. It is a type of its own so that a caller can tell it from a query that
// cannot be understood.
class TooMuch : public Error {
 public:
  enum class Reason {
    kTime,  // the time limit is over; with a longer one it may succeed
    kWork,  // it has too many parts, or parts that mean too much, whatever the time
  };

  TooMuch(Reason reason, Message message, std::optional<QueryPlace> place = {})
      : Error(ErrorCode::kUsage, std::move(message), std::move(place)), reason_(reason) {}

  Reason reason() const noexcept { return reason_; }

 private:
  Reason reason_;
};

// What a request took, in counts that are the same on every machine.
struct WorkDone {
  std::uint64_t words_expanded = 0;  // words and phrases whose other forms were looked up
  std::uint64_t words_compared = 0;  // of the index, with words that may be mistyped
  std::uint64_t values_found = 0;    // words of the index that begin so, and values of fields
  std::uint64_t values_looked_through = 0;  // of the index, for those that have some words
  std::uint64_t terms_searched = 0;         // posting lists of the queries that were run
  std::uint64_t positions_read = 0;         // lists of places that phrases and NEAR read, at most
  std::uint64_t articles_read = 0;          // whole, for what the index cannot tell of them
};

}  // namespace newsidx
