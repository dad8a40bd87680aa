// What newsidx add and newsidx reindex share: how articles are read, and what is said of them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/options.h"
#include "cli/text/progress.h"
#include "newsidx/indexer.h"
#include "newsidx/status.h"

namespace newsidx::cli {

struct IntakeOptions {
  std::string date;
  std::string follow;
  std::string stemmer;

  void add_to(CLI::App& command, AddRequest& request, StemmerChoice& choice);
  // Sets what has to be understood first. Throws Error(kUsage).
  void complete(AddRequest& request, StemmerChoice& choice) const;
};

// --input, with the formats that there are.
void add_input_option(CLI::App& command, InputFormat& format);

// Options of the writing itself: --jobs, --memory, --lock-wait.
void add_writing_options(CLI::App& command, IndexerOptions& writing);
// --lock-wait; what `wait` holds is the default.
void add_lock_wait_option(CLI::App& command, std::chrono::seconds& wait);

// Prints refusals, notes and progress as they come, and keeps the refusals in the run.
class IntakeMessages {
 public:
  IntakeMessages(const CommonOptions& common, Run& run);
  IntakeMessages(const IntakeMessages&) = delete;
  IntakeMessages& operator=(const IntakeMessages&) = delete;

  const AddObserver& observer() const { return observer_; }
  // Says what was not printed.
  void finish();

 private:
  const CommonOptions& common_;
  Run& run_;
  ProgressLine progress_;
  std::size_t notes_ = 0;
  AddObserver observer_;
};

// 1 article, 2 articles.
std::string counted(std::uint64_t count, const std::string& what);

// Of a run that found no file to read: an empty folder is likely another than was meant.
void complain_nothing_read(const AddReport& report);

// The lines of a summary that tell how articles were taken.
std::string intake_summary(const AddReport& report);

}  // namespace newsidx::cli
