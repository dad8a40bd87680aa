// The files of an evaluation, and what in them could not be used.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/commands/topic_reader.h"
#include "newsidx/evaluation.h"

namespace newsidx::cli {

// Queries to search for, each qid once and as a run has it.
struct Topics {
  std::vector<Topic> list;
  std::set<std::string> qids;
};

// Reads files (- for standard input). A line that cannot be used is named on standard error and
// left out. Every member that reads throws Error: kNotFound for a file that is not there or is
// empty; kInputRefused for one that has nothing to use or, when strict, anything that cannot be
// used.
class EvaluationInput {
 public:
  explicit EvaluationInput(bool strict) : strict_(strict) {}

  Qrels qrels(const std::string& file);
  RankedRun run(const std::string& file);
  Topics topics(const std::string& file);

  // Names what cannot be used.
  void refuse(const std::string& what);
  // Throws Error(kInputRefused) when strict and something was refused; names the file.
  void stop_if_strict(const std::string& file) const;

  bool refused() const { return refused_; }

 private:
  void tell(const std::string& file, const std::vector<LineFault>& faults);

  bool strict_;
  bool refused_ = false;
};

}  // namespace newsidx::cli
