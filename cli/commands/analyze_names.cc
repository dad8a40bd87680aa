#include "cli/commands/analyze_names.h"

#include <fmt/format.h>

#include <iostream>
#include <vector>

#include "cli/options.h"
#include "newsidx/beginning.h"
#include "newsidx/utf8.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

// Lines that follow each other are taken for one article: so many, and so many bytes.
constexpr std::size_t kLinesTogether = 40;
constexpr std::size_t kBytesTogether = 1U << 16U;

class NamePrinter {
 public:
  NamePrinter(NameReader& reader, bool resolve) : reader_(reader), resolve_(resolve) {}

  // A long line is read in parts.
  void line(std::string_view line) {
    ++number_;
    std::size_t at = 0;
    do {
      std::string_view part = beginning_of(line.substr(at), kBytesTogether);
      if (part.empty()) part = line.substr(at, kBytesTogether);  // no UTF-8
      add_part(part, at);
      at += part.size();
    } while (at < line.size());
  }

  void add_part(std::string_view line, std::size_t offset) {
    parts_.push_back({text_.size(), number_, offset});
    // Bytes that are no UTF-8 become as many characters that are nobody's name.
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t bad = std::min(find_invalid_utf8(line, at), line.size());
      text_ += line.substr(at, bad - at);
      if (bad < line.size()) text_ += '\x01';
      at = bad + 1;
    }
    text_ += '\n';
    if (parts_.size() == kLinesTogether || text_.size() >= kBytesTogether) flush();
  }

  void flush() {
    NamesOfText names;
    if (resolve_)
      names = reader_.read(text_);
    else
      names.mentions = reader_.mentions(text_);
    found_ |= !names.mentions.empty();
    part_ = 0;
    auto office = names.offices.begin();
    for (std::size_t m = 0; m < names.mentions.size(); ++m) {
      const Mention& mention = names.mentions[m];
      for (; office != names.offices.end() && office->begin < mention.begin; ++office)
        print_office(*office, names);
      Json json = place_of(mention.begin, mention.end);
      const EntityType type = resolve_ ? names.entities[names.entity_of[m]].type : mention.type;
      json["type"] = entity_type_name(type);
      json["text"] = text_.substr(mention.begin, mention.end - mention.begin);
      json["name"] = mention.name;
      if (resolve_) json["entity"] = names.entities[names.entity_of[m]].name;
      write_out(dump(json) + "\n");
    }
    for (; office != names.offices.end(); ++office) print_office(*office, names);
    parts_.clear();
    text_.clear();
  }

  bool found() const { return found_; }

 private:
  // Of text_, in which places are asked for in order.
  Json place_of(std::size_t begin, std::size_t end) {
    while (part_ + 1 < parts_.size() && parts_[part_ + 1].begin <= begin) ++part_;
    const Part& part = parts_[part_];
    return {{"line", part.line},
            {"start", begin - part.begin + part.offset},
            {"end", end - part.begin + part.offset}};
  }

  // Has no name of its own.
  void print_office(const OfficeMention& office, const NamesOfText& names) {
    const NamedEntity& entity = names.entities[office.entity];
    Json json = place_of(office.begin, office.end);
    json["type"] = entity_type_name(entity.type);
    json["text"] = text_.substr(office.begin, office.end - office.begin);
    json["entity"] = entity.name;
    write_out(dump(json) + "\n");
  }

  struct Part {
    std::size_t begin;   // in text_
    std::size_t line;    // its number, from 1
    std::size_t offset;  // in the line
  };

  NameReader& reader_;
  bool resolve_;
  std::string text_;
  std::vector<Part> parts_;  // of text_: lines, or parts of one
  std::size_t part_ = 0;     // the one that was printed last
  std::size_t number_ = 0;   // of the last line
  bool found_ = false;
};

}  // namespace

int print_names(NameReader& reader, bool resolve) {
  NamePrinter printer(reader, resolve);
  for (std::string line; std::getline(std::cin, line);) printer.line(line);
  printer.flush();
  return printer.found() ? kDone : kNothingFound;
}

}  // namespace newsidx::cli
