// A line on the terminal that tells how far a run is.
#pragma once

#include <chrono>

#include "newsidx/indexer.h"

namespace newsidx::cli {

// Does nothing unless standard error is a terminal and `wanted`.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Redraws at most ten times a second.
  void show(const AddProgress& progress);

  // Clears the line, so that something else can be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_ = false;
  bool wanted_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace newsidx::cli
