// Queries from a file, as evaluations have them.
#pragma once

#include <cstddef>
#include <fstream>
#include <istream>
#include <optional>
#include <string>

namespace newsidx::cli {

struct Topic {
  std::string qid;
  std::string query;
  std::string place;  // file:line
};

// Reads `qid<TAB>query` lines; empty ones are left out. A line of another form is named on standard
// error, and the reading goes on.
class TopicReader {
 public:
  // `file`: - for standard input. Throws Error(kNotFound) for one that is not there or is empty.
  explicit TopicReader(std::string file);

  // None at the end.
  std::optional<Topic> next();

  // Whether a line was refused so far.
  bool refused() const { return refused_; }

 private:
  std::string name_;
  std::ifstream file_;
  std::istream& in_;
  std::size_t line_number_ = 0;
  bool refused_ = false;
};

}  // namespace newsidx::cli
