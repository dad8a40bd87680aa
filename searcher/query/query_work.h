// What one request may do and has done: its deadline, and the budgets that its parts share. Every
// part of a search that can take long is given this, and says what it is about to do.
#pragma once

#include <xapian.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "newsidx/query_limits.h"

namespace newsidx {

// What a request is at; the catalogue has how that is said.
enum class Stage {
  kReading,    // the query, or a story
  kSpelling,   // mistyped words
  kExpanding,  // forms of words, beginnings, values
  kChecking,   // articles, for literals
  kMatching,
  kRanking,
  kCounting,
  kShowing,  // passages, profiles
};

// The budgets are of whole requests, and none grows with the index but positions and postings. They
// were chosen so that no query takes two seconds on 20,000 articles (bench/worst_queries).

// Words that begin so, and values of fields, counted wherever they stand in the query.
inline constexpr std::uint64_t kMaxValues = 5'000;
// Of the index's words, compared with words that may be mistyped: some tens of words.
inline constexpr std::uint64_t kMaxCompared = 300'000;
// Posting lists of one Xapian query: memory goes by these, about a kilobyte each.
inline constexpr std::uint64_t kMaxSearchedTerms = 60'000;

// Not thread-safe.
class QueryWork {
 public:
  using Clock = std::chrono::steady_clock;

  // Without a deadline.
  QueryWork() = default;
  // With one from now on, unless the limit is 0. `now` is for tests.
  explicit QueryWork(std::chrono::milliseconds limit, Clock::time_point (*now)() = &Clock::now);
  QueryWork(const QueryWork&) = delete;
  QueryWork& operator=(const QueryWork&) = delete;

  // Whether Xapian's matcher can be stopped, which it can on this machine alone; no, unless said.
  void set_local(bool local) { local_ = local; }
  bool stops_matcher() const { return local_ && limited_; }

  // Begins a stage. Throws TooMuch when the time is over.
  void enter(Stage stage) {
    stage_ = stage;
    check_time();
  }
  // Some 30 ns. Throws TooMuch when the time is over.
  void check_time() const {
    if (limited_ && now_() > end_) time_is_over();
  }
  // The same for what is called for each of very many: looks at the clock now and then.
  void tick() {
    if ((++ticks_ & 0xFF) == 0) check_time();
  }
  // How long there is left, in seconds; a negative number: no deadline.
  double seconds_left() const;

  // Throws TooMuch at once: what is to come would take longer than there is left.
  [[noreturn]] void time_is_over() const;

  WorkDone done;

 private:
  bool local_ = false;
  bool limited_ = false;
  Clock::time_point end_;
  std::chrono::milliseconds limit_{0};
  Clock::time_point (*now_)() = &Clock::now;
  Stage stage_ = Stage::kReading;
  std::uint32_t ticks_ = 0;
};

// Stops Xapian's matcher at the deadline, by the articles that match. On a part of the index that
// is on another machine no such thing can run, so what is known before (query_cost.h) must do
// there.
class DeadlineSpy : public Xapian::MatchSpy {
 public:
  explicit DeadlineSpy(QueryWork& work) : work_(work) {}
  void operator()(const Xapian::Document& document, double weight) override;

 private:
  QueryWork& work_;
};

}  // namespace newsidx
