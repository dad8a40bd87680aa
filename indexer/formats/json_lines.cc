#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "indexer/formats/reader.h"
#include "store/fields.h"
#include "text/clean.h"
#include "text/decode.h"
#include "text/headline.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

using Json = nlohmann::json;

// Deeper than any article; beyond some thousands the library that writes JSON overflows the stack.
constexpr int kMaxDepth = 100;

struct TooDeep {};

constexpr const char* kManyLines =
    "a JSON array or document, not one object a line; convert it with jq -c";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Whether a first line is the beginning of a document that goes on over the next lines.
bool begins_document(std::string_view line) {
  line.remove_suffix(line.size() - (line.find_last_not_of(" \t\r\n") + 1));
  line.remove_prefix(line.find_first_not_of(" \t\r\n"));
  return line == "{" || (line.starts_with('[') && !line.ends_with(']'));
}

// The line with its NUL bytes as JSON has them: escaped in strings (but after a backslash, where
// nothing helps), spaces elsewhere.
std::string escape_nul_bytes(std::string_view line) {
  std::string out;
  bool in_string = false;
  bool escaped = false;
  for (const char c : line) {
    if (c == '\0')
      out += in_string && !escaped ? "\\u0000" : " ";
    else
      out += c;
    in_string ^= c == '"' && !escaped;
    escaped = in_string && c == '\\' && !escaped;
  }
  return out;
}

// No address holds control codes; as a browser would write them they can be typed.
std::string escape_control_codes(std::string_view url) {
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("%{:02X}", byte);
    else
      out += c;
  }
  return out;
}

enum class LineStatus { kLine, kTooLong, kEnd };

// The next line without its line feed. Of a line longer than max_bytes the rest is read over.
LineStatus next_line(std::istream& in, std::size_t max_bytes, std::string& line,
                     std::size_t& bytes) {
  line.clear();
  bytes = 0;
  bool too_long = false;
  std::streambuf* buffer = in.rdbuf();
  while (true) {
    const int c = buffer->sbumpc();
    if (c == std::char_traits<char>::eof()) {
      if (bytes == 0) return LineStatus::kEnd;
      break;
    }
    ++bytes;
    if (c == '\n') break;
    if (line.size() < max_bytes)
      line += static_cast<char>(c);
    else
      too_long = true;
  }
  return too_long ? LineStatus::kTooLong : LineStatus::kLine;
}

// One line of the file, on its way to being an article.
class LineReader {
 public:
  LineReader(std::string place, const AddRequest& request, ArticleSink& sink)
      : place_(std::move(place)), request_(request), sink_(sink) {}

  void read(std::string_view line) {
    Decoded decoded = decode(line, NulBytes::kKept);
    if (decoded.nul_bytes > 0) decoded.text = escape_nul_bytes(decoded.text);
    if (!decoded.problem.empty()) return sink_.refused(place_, decoded.problem);
    if (trim(decoded.text).empty()) return;
    Json object;
    try {
      object = Json::parse(decoded.text, [](int depth, Json::parse_event_t, const Json&) {
        if (depth > kMaxDepth) throw TooDeep();
        return true;
      });
    } catch (const Json::parse_error& error) {
      return sink_.refused(place_, fmt::format("broken JSON at byte {} of {}",
                                               std::min(error.byte, line.size()), line.size()));
    } catch (const Json::exception&) {
      return sink_.refused(place_, "a number in it is beyond all bounds");
    } catch (const TooDeep&) {
      return sink_.refused(place_, fmt::format("nested deeper than {}", kMaxDepth));
    }
    if (!object.is_object())
      return sink_.refused(place_, object.is_array() ? kManyLines : "not a JSON object");
    for (const std::string& name : request_.leave_out) object.erase(name);
    if (!take_fields(object) || !take_text(object)) return;
    take_title();
    take_extra(object);
    if (decoded.encoding != "UTF-8") sink_.converted(std::string(decoded.encoding));
    // A NUL is a control code as well, once it is in a text.
    repairs_ -= std::min(repairs_, decoded.nul_bytes);
    if (const std::string what = describe_mending(decoded, repairs_); !what.empty())
      sink_.mended(place_, what);
    sink_.article(std::move(article_), place_);
  }

 private:
  // The value of a field as one line of text; false (and a refusal) when it is neither text nor
  // number.
  bool take_line(Json& object, FieldId id, std::string& out) {
    const std::string name(field(id).name);
    const auto found = object.find(name);
    if (found == object.end()) return true;
    const Json value = std::move(*found);
    object.erase(found);
    if (value.is_null()) return true;
    if (value.is_number()) {
      out = value.dump();
    } else if (value.is_string()) {
      const std::string& given = value.get_ref<const std::string&>();
      // A key is taken as it is: cleaning could make one of two.
      const bool is_key = id == FieldId::kId || id == FieldId::kUrl;
      out = is_key ? std::string(trim(given)) : collapse_spaces(clean(given));
      if (id == FieldId::kUrl) out = escape_control_codes(out);
    } else {
      sink_.refused(place_, fmt::format("its {} is neither text nor a number", name));
      return false;
    }
    return true;
  }

  bool take_fields(Json& object) {
    std::string date;
    if (!take_line(object, FieldId::kId, article_.id) ||
        !take_line(object, FieldId::kTitle, article_.title) ||
        !take_line(object, FieldId::kDate, date) ||
        !take_line(object, FieldId::kSource, article_.source) ||
        !take_line(object, FieldId::kAuthor, article_.author) ||
        !take_line(object, FieldId::kSection, article_.section) ||
        !take_line(object, FieldId::kUrl, article_.url))
      return false;
    if (date.empty()) return true;
    article_.date = parse_date(date);
    if (!article_.date)
      sink_.refused(place_,
                    fmt::format("its date is no day of the calendar: {}", cut_to_bytes(date, 40)));
    return article_.date.has_value();
  }

  // False (and a refusal) when there is none to read.
  bool take_text(Json& object) {
    const auto found = object.find(std::string(field(FieldId::kText).name));
    const bool is_text = found != object.end() && found->is_string();
    if (!is_text) {
      const bool missing = found == object.end() || found->is_null();
      sink_.refused(place_, missing ? "it has no text" : "its text is no JSON string");
      return false;
    }
    std::string came = std::move(found->get_ref<std::string&>());
    object.erase(found);
    article_.text = clean(came);
    if (article_.text.empty()) {
      sink_.refused(place_, "no text in it");
      return false;
    }
    if (article_.text != came) article_.raw = std::move(came);
    return true;
  }

  void take_title() {
    const std::string came = article_.text;
    if (article_.title.empty()) {
      const Headline headline = find_headline(came);
      article_.title = headline.title;
      article_.title_from_text = !headline.own_line;
      article_.text = headline.rest;
    } else if (const std::size_t end = came.find('\n'); end != std::string::npos) {
      // A given title that stands again as the first line is no part of the body.
      if (collapse_spaces(std::string_view(came).substr(0, end)) == article_.title)
        article_.text = trim(std::string_view(came).substr(end));
    }
    if (article_.raw.empty() && article_.text != came) article_.raw = came;
  }

  // What `newsidx get` printed (docs/json.md) has them together under "extra".
  void take_extra(Json& object) {
    const auto version = object.find("v");
    const auto extra = object.find("extra");
    if (version != object.end() && version->is_number() && extra != object.end() &&
        extra->is_object()) {
      Json own = std::move(*extra);
      object = std::move(own);
    }
    for (const auto& [name, value] : object.items()) {
      const bool unnamed = name == field(FieldId::kText).name || name == field(FieldId::kPath).name;
      if (!unnamed && !value.is_null()) article_.extra[name] = value.dump();
    }
  }

  std::string clean(std::string_view text) {
    Cleaned cleaned = clean_text(text);
    repairs_ += cleaned.repairs;
    return std::move(cleaned.text);
  }

  std::string place_;
  const AddRequest& request_;
  ArticleSink& sink_;
  Article article_;
  std::size_t repairs_ = 0;
};

}  // namespace

void read_json_lines(std::istream& in, const std::string& place, const AddRequest& request,
                     ArticleSink& sink) {
  std::string line;
  std::size_t bytes = 0;
  bool nothing_read = true;
  for (std::size_t number = 1;; ++number) {
    const LineStatus status =
        next_line(in, static_cast<std::size_t>(request.max_article_bytes), line, bytes);
    if (status == LineStatus::kEnd) {
      if (number == 1) sink.refused(place, "empty file");
      return;
    }
    const std::string line_place = fmt::format("{}:{}", place, number);
    if (status == LineStatus::kTooLong)
      sink.refused(line_place, fmt::format("larger than {} bytes; --max-article-bytes allows more",
                                           request.max_article_bytes));
    else if (nothing_read && !is_blank(line) && begins_document(line))
      return sink.refused(line_place, kManyLines);
    else
      LineReader(line_place, request, sink).read(line);
    nothing_read = nothing_read && is_blank(line);
    sink.advanced(bytes);
  }
}

}  // namespace newsidx
