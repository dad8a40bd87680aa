#include "cli/commands/topic_reader.h"

#include <fmt/format.h>

#include <iostream>
#include <string_view>
#include <utility>

#include "cli/output.h"
#include "newsidx/error.h"
#include "newsidx/utf8.h"

namespace newsidx::cli {
TopicReader::TopicReader(std::string file)
    : name_(std::move(file)), in_(name_ == "-" ? std::cin : file_) {
  if (name_ == "-") return;
  file_.open(name_);
  if (!file_ || file_.peek() == std::ifstream::traits_type::eof())
    throw Error(ErrorCode::kNotFound, name_ + ": no queries to read there", "check the path");
}

std::optional<Topic> TopicReader::next() {
  for (std::string line; std::getline(in_, line);) {
    if (++line_number_ == 1 && line.starts_with(kByteOrderMark))
      line.erase(0, kByteOrderMark.size());
    if (line.ends_with('\r')) line.pop_back();
    if (trim(line).empty()) continue;
    const std::string place = fmt::format("{}:{}", name_, line_number_);
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || tab == 0 || trim(line.substr(tab)).empty()) {
      complain(place + ": not of the form qid<TAB>query");
      refused_ = true;
      continue;
    }
    return Topic{line.substr(0, tab), line.substr(tab + 1), place};
  }
  return std::nullopt;
}

}  // namespace newsidx::cli
