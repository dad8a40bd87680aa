#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/formats/article_draft.h"
#include "indexer/formats/reader.h"
#include "newsidx/utf8.h"
#include "store/fields.h"
#include "text/decode.h"

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
      : request_(request), draft_(std::move(place), sink) {}

  void read(std::string_view line) {
    std::optional<std::string> text = draft_.decode(line, NulBytes::kKept);
    if (!text || trim(*text).empty()) return;
    if (text->find('\0') != std::string::npos) text = escape_nul_bytes(*text);
    Json object;
    std::string original;
    if (!parse(*text, line.size(), object) || !take_fields(object) || !take_text(object, original))
      return;
    take_extra(object);
    draft_.finish(std::move(original));
  }

 private:
  bool parse(const std::string& text, std::size_t line_bytes, Json& object) {
    try {
      object = Json::parse(text, [](int depth, Json::parse_event_t, const Json&) {
        if (depth > kMaxDepth) throw TooDeep();
        return true;
      });
    } catch (const Json::parse_error& error) {
      return draft_.refuse(fmt::format("broken JSON at byte {} of {}",
                                       std::min(error.byte, line_bytes), line_bytes));
    } catch (const Json::exception&) {
      return draft_.refuse("a number in it is beyond all bounds");
    } catch (const TooDeep&) {
      return draft_.refuse(fmt::format("nested deeper than {}", kMaxDepth));
    }
    if (!object.is_object())
      return draft_.refuse(object.is_array() ? kManyLines : "not a JSON object");
    for (const std::string& name : request_.leave_out) object.erase(name);
    return true;
  }

  // False (and a refusal) when one is neither text nor number.
  bool take_fields(Json& object) {
    for (const FieldId id : {FieldId::kId, FieldId::kTitle, FieldId::kSource, FieldId::kAuthor,
                             FieldId::kSection, FieldId::kUrl, FieldId::kDate}) {
      const std::string name(field(id).name);
      const auto found = object.find(name);
      if (found == object.end()) continue;
      const Json value = std::move(*found);
      object.erase(found);
      if (value.is_null()) continue;
      if (!value.is_string() && !value.is_number())
        return draft_.refuse(fmt::format("its {} is neither text nor a number", name));
      if (!draft_.set(id, value.is_string() ? value.get_ref<const std::string&>() : value.dump()))
        return false;
    }
    return true;
  }

  // False (and a refusal) when there is none to read.
  bool take_text(Json& object, std::string& original) {
    const auto found = object.find(std::string(field(FieldId::kText).name));
    const bool is_text = found != object.end() && found->is_string();
    if (!is_text) {
      const bool missing = found == object.end() || found->is_null();
      return draft_.refuse(missing ? "it has no text" : "its text is no JSON string");
    }
    original = std::move(found->get_ref<std::string&>());
    object.erase(found);
    return draft_.set_text(original);
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
      if (!unnamed && !value.is_null()) draft_.set_extra(name, value.dump());
    }
  }

  const AddRequest& request_;
  ArticleDraft draft_;
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
