#include "fit/names/annotated_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "newsidx/error.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

std::optional<EntityType> type_of(std::string_view tag) {
  if (tag == "PER") return EntityType::kPerson;
  if (tag == "LOC") return EntityType::kPlace;
  if (tag == "ORG") return EntityType::kOrganization;
  return std::nullopt;
}

class ConllReader {
 public:
  explicit ConllReader(const std::string& name) : name_(name) {}

  void line(std::string_view line) {
    ++number_;
    if (trim(line).empty()) {
      end_sentence();
      return;
    }
    const std::size_t tab = line.rfind('\t');
    const std::string_view tag = tab == std::string_view::npos ? "" : line.substr(tab + 1);
    const bool begins = tag.starts_with("B-");
    const auto type =
        tag.size() > 2 && (begins || tag.starts_with("I-")) ? type_of(tag.substr(2)) : std::nullopt;
    if (tab == std::string_view::npos ||
        (!type && tag != "O" && !tag.starts_with("B-") && !tag.starts_with("I-")))
      throw Error(ErrorCode::kInputRefused, fmt::format("{}:{}: no tagged token", name_, number_),
                  "write token<TAB>tag, with tags such as B-PER, I-PER and O");
    std::string& text = current_.text;
    if (in_sentence_) text += ' ';
    in_sentence_ = true;
    const std::size_t begin = text.size();
    text += line.substr(0, std::min(line.find('\t'), tab));
    if (type && !begins && open_ == type)
      current_.names.back().end = text.size();
    else if (type)
      current_.names.push_back({begin, text.size(), *type});
    open_ = type;
  }

  std::vector<AnnotatedText> texts() {
    end_sentence();
    end_text();
    return std::move(texts_);
  }

 private:
  void end_sentence() {
    if (!in_sentence_) return;
    in_sentence_ = false;
    open_.reset();
    current_.text += '\n';
    if (++sentences_ == kSentencesTogether) end_text();
  }

  void end_text() {
    if (sentences_ > 0) texts_.push_back(std::move(current_));
    current_ = {};
    sentences_ = 0;
  }

  const std::string& name_;
  std::size_t number_ = 0;
  std::size_t sentences_ = 0;
  bool in_sentence_ = false;
  std::optional<EntityType> open_;
  AnnotatedText current_;
  std::vector<AnnotatedText> texts_;
};

}  // namespace

std::vector<AnnotatedText> read_conll(std::string_view lines, const std::string& name) {
  ConllReader reader(name);
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    reader.line(line);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return reader.texts();
}

std::vector<NameLabel> labels_of(const AnnotatedText& text, const std::vector<NameToken>& tokens) {
  std::vector<NameLabel> labels(tokens.size(), kOutside);
  std::size_t name = 0;
  bool inside = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    while (name < text.names.size() && text.names[name].end <= tokens[i].begin) {
      ++name;
      inside = false;
    }
    if (name == text.names.size()) break;
    const MarkedName& marked = text.names[name];
    if (tokens[i].end <= marked.begin) continue;
    // A mark at the name's edge is none of its words.
    if (!tokens[i].word && (!inside || tokens[i].end >= marked.end)) continue;
    const bool ended = tokens[i].starts_chain || (i > 0 && ends_name(text.text, tokens[i - 1]));
    labels[i] = inside && !ended ? inside_label(marked.type) : begin_label(marked.type);
    inside = true;
  }
  return labels;
}

}  // namespace newsidx
