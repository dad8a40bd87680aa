#include "cli/commands/evaluation_input.h"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <utility>

#include "cli/output.h"
#include "cli/text/render_hits.h"
#include "newsidx/error.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kToldFaults = 20;  // of one file

template <typename Read>
auto parse(const std::string& name, const Read& read) {
  if (name == "-") return read(std::cin);
  std::ifstream file(name);
  if (!file || file.peek() == std::ifstream::traits_type::eof())
    throw Error(ErrorCode::kNotFound, name + ": nothing to read there", "check the path");
  return read(file);
}

}  // namespace

Qrels EvaluationInput::qrels(const std::string& file) {
  ReadQrels read = parse(file, read_qrels);
  tell(file, read.refused);
  if (read.qrels.empty())
    throw Error(ErrorCode::kInputRefused, file + ": no judgement in it",
                "qrels are lines of the form: qid 0 id grade");
  return std::move(read.qrels);
}

RankedRun EvaluationInput::run(const std::string& file) {
  ReadRun read = parse(file, read_run);
  tell(file, read.refused);
  if (read.run.empty())
    throw Error(ErrorCode::kInputRefused, file + ": no hit in it",
                "a run is lines of the form: qid Q0 id rank score tag");
  return std::move(read.run);
}

Topics EvaluationInput::topics(const std::string& file) {
  Topics topics;
  TopicReader reader(file);
  while (auto topic = reader.next()) {
    topic->qid = trec_word(topic->qid);
    if (topics.qids.insert(topic->qid).second)
      topics.list.push_back(std::move(*topic));
    else
      refuse(fmt::format("{}: query '{}' stands before", topic->place, topic->qid));
  }
  refused_ |= reader.refused();
  stop_if_strict(file);
  return topics;
}

void EvaluationInput::refuse(const std::string& what) {
  complain(what);
  refused_ = true;
}

void EvaluationInput::stop_if_strict(const std::string& file) const {
  if (refused_ && strict_)
    throw Error(ErrorCode::kInputRefused, file + ": refused, as not all of it can be used",
                "mend what is named above, or leave out --strict");
}

void EvaluationInput::tell(const std::string& file, const std::vector<LineFault>& faults) {
  for (std::size_t i = 0; i < faults.size() && i < kToldFaults; ++i)
    refuse(fmt::format("{}:{}: {}", file, faults[i].line, faults[i].reason));
  if (faults.size() > kToldFaults)
    complain(fmt::format("{}: and {} more lines refused", file, faults.size() - kToldFaults));
  stop_if_strict(file);
}

}  // namespace newsidx::cli
