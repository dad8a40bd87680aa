#include "cli/analyze_names.h"

#include <fmt/format.h>

#include <iostream>
#include <vector>

#include "cli/json.h"
#include "cli/options.h"
#include "entities/name_finder.h"
#include "text/utf8.h"

namespace newsidx::cli {
namespace {

// Lines that follow each other are taken for one article: so many, and so many bytes.
constexpr std::size_t kLinesTogether = 40;
constexpr std::size_t kBytesTogether = 1U << 16U;

class NamePrinter {
 public:
  explicit NamePrinter(const std::string& model)
      : finder_(model.empty() ? NameModel::shipped() : NameModel::open(model)) {}

  void line(std::string_view line) {
    begins_.push_back(text_.size());
    // Bytes that are no UTF-8 become as many characters that are nobody's name.
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t bad = std::min(find_invalid_utf8(line, at), line.size());
      text_ += line.substr(at, bad - at);
      if (bad < line.size()) text_ += '\x01';
      at = bad + 1;
    }
    text_ += '\n';
    if (begins_.size() == kLinesTogether || text_.size() >= kBytesTogether) flush();
  }

  void flush() {
    std::size_t line = 0;
    for (const Mention& mention : finder_.find(text_)) {
      while (line + 1 < begins_.size() && begins_[line + 1] <= mention.begin) ++line;
      const Json json = {{"line", first_ + line},
                         {"start", mention.begin - begins_[line]},
                         {"end", mention.end - begins_[line]},
                         {"type", entity_type_name(mention.type)},
                         {"text", text_.substr(mention.begin, mention.end - mention.begin)},
                         {"name", mention.name}};
      write_out(dump(json) + "\n");
      found_ = true;
    }
    first_ += begins_.size();
    begins_.clear();
    text_.clear();
  }

  bool found() const { return found_; }

 private:
  NameFinder finder_;
  std::string text_;
  std::vector<std::size_t> begins_;  // of the lines in text_
  std::size_t first_ = 1;            // number of the first of them
  bool found_ = false;
};

}  // namespace

int print_names(const std::string& model) {
  NamePrinter printer(model);
  for (std::string line; std::getline(std::cin, line);) printer.line(line);
  printer.flush();
  return printer.found() ? kDone : kNothingFound;
}

}  // namespace newsidx::cli
