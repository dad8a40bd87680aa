#include "cli/analyze_names.h"

#include <fmt/format.h>

#include <iostream>
#include <vector>

#include "cli/json.h"
#include "cli/options.h"
#include "entities/aliases.h"
#include "entities/article_names.h"
#include "entities/name_finder.h"
#include "text/utf8.h"

namespace newsidx::cli {
namespace {

// Lines that follow each other are taken for one article: so many, and so many bytes.
constexpr std::size_t kLinesTogether = 40;
constexpr std::size_t kBytesTogether = 1U << 16U;

class NamePrinter {
 public:
  NamePrinter(const std::string& model, std::shared_ptr<const AliasTable> aliases)
      : finder_(model.empty() ? NameModel::shipped() : NameModel::open(model)),
        aliases_(std::move(aliases)) {}

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
    const std::vector<Mention>& mentions = finder_.find(text_);
    found_ |= !mentions.empty();
    ArticleNames names;
    if (aliases_) names = resolve_article_names(text_, mentions);
    line_ = 0;
    auto office = names.offices.begin();
    for (std::size_t m = 0; m < mentions.size(); ++m) {
      const Mention& mention = mentions[m];
      for (; office != names.offices.end() && office->begin < mention.begin; ++office)
        print_office(*office, names);
      Json json = place_of(mention.begin, mention.end);
      const EntityType type = aliases_ ? names.entities[names.entity_of[m]].type : mention.type;
      json["type"] = entity_type_name(type);
      json["text"] = text_.substr(mention.begin, mention.end - mention.begin);
      json["name"] = mention.name;
      if (aliases_) json["entity"] = entity_name(names.entities[names.entity_of[m]]);
      write_out(dump(json) + "\n");
    }
    for (; office != names.offices.end(); ++office) print_office(*office, names);
    first_ += begins_.size();
    begins_.clear();
    text_.clear();
  }

  bool found() const { return found_; }

 private:
  // Of text_, in which places are asked for in order.
  Json place_of(std::size_t begin, std::size_t end) {
    while (line_ + 1 < begins_.size() && begins_[line_ + 1] <= begin) ++line_;
    return {
        {"line", first_ + line_}, {"start", begin - begins_[line_]}, {"end", end - begins_[line_]}};
  }

  std::string entity_name(const NamedEntity& entity) const {
    return aliases_->canonical(entity.type, entity.name);
  }

  // Has no name of its own.
  void print_office(const OfficeMention& office, const ArticleNames& names) {
    const NamedEntity& entity = names.entities[office.entity];
    Json json = place_of(office.begin, office.end);
    json["type"] = entity_type_name(entity.type);
    json["text"] = text_.substr(office.begin, office.end - office.begin);
    json["entity"] = entity_name(entity);
    write_out(dump(json) + "\n");
  }

  NameFinder finder_;
  std::shared_ptr<const AliasTable> aliases_;
  std::string text_;
  std::vector<std::size_t> begins_;  // of the lines in text_
  std::size_t first_ = 1;            // number of the first of them
  std::size_t line_ = 0;             // of those, the one that was printed last
  bool found_ = false;
};

}  // namespace

int print_names(const std::string& model, std::shared_ptr<const AliasTable> aliases) {
  NamePrinter printer(model, std::move(aliases));
  for (std::string line; std::getline(std::cin, line);) printer.line(line);
  printer.flush();
  return printer.found() ? kDone : kNothingFound;
}

}  // namespace newsidx::cli
