#include "text/clean.h"

#include <libxml/HTMLparser.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <new>

#include "newsidx/utf8.h"
#include "text/decode.h"

namespace newsidx {
namespace {

constexpr std::string_view kAdvertisement = "REKLAM";

// A longer tag is taken for text, so that time stays in proportion to length.
constexpr std::size_t kMaxTagBytes = 2000;

// Appends what is to be read of a character: line ends, control codes, and characters that are only
// there for typesetting become others, or nothing.
void append_clean(Cleaned& out, char32_t code) {
  if (code == '\r') {
    out.text += '\n';
  } else if (code < 0x20 && code != '\n' && code != '\t') {
    out.text += ' ';
    out.repairs += code != '\f' && code != '\v';
  } else if (code >= 0x7F && code < 0xA0) {
    const char32_t meant =
        code == 0x7F ? 0 : windows_1254_high_control(static_cast<unsigned char>(code));
    append_code_point(out.text, meant != 0 ? meant : U' ');
    ++out.repairs;
  } else if (code == 0xA0) {
    out.text += ' ';
  } else if (code != 0xAD && code != 0x200B && code != 0x2060 && code != 0xFEFF) {
    append_code_point(out.text, code);
  }
}

Cleaned replace_controls(std::string_view text) {
  Cleaned result;
  result.text.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char32_t code = next_code_point(text, i);
    if (code == '\r' && i < text.size() && text[i] == '\n') continue;
    if (code >= 0x20 && code < 0x7F)
      result.text += static_cast<char>(code);
    else
      append_clean(result, code);
  }
  return result;
}

bool is_name_char(char c) {
  return (c >= '0' && c <= '9') || is_letter(static_cast<unsigned char>(c));
}

// The length of the HTML tag or comment at text[at] == '<', 0 when it is none; `block` tells
// whether it separates lines. Only the names of real HTML elements count, so that "a < b" stays.
std::size_t tag_length(std::string_view text, std::size_t at, bool& block) {
  constexpr std::array<std::string_view, 22> kBlocks = {
      "p",          "br",      "div",     "li",     "ul",         "ol", "tr", "td",
      "th",         "table",   "h1",      "h2",     "h3",         "h4", "h5", "h6",
      "blockquote", "section", "article", "figure", "figcaption", "hr"};
  constexpr std::array<std::string_view, 17> kInline = {
      "a",   "b",     "i",   "u",     "em",    "strong", "span",   "font", "img",
      "sup", "small", "sub", "thead", "tbody", "center", "iframe", "s"};
  block = false;
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("<!--")) {
    const std::size_t end = rest.find("-->");
    return end == std::string_view::npos ? 0 : end + 3;
  }
  std::size_t i = rest.size() > 1 && rest[1] == '/' ? 2 : 1;
  std::string name;
  for (; i < rest.size() && name.size() < 12 && is_name_char(rest[i]); ++i)
    name += static_cast<char>(rest[i] >= 'A' && rest[i] <= 'Z' ? rest[i] + 32 : rest[i]);
  block = std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
  if (!block && std::find(kInline.begin(), kInline.end(), name) == kInline.end()) return 0;
  if (i >= rest.size() || (rest[i] != '>' && rest[i] != '/' && rest[i] != ' ' && rest[i] != '\n'))
    return 0;
  const std::size_t end = rest.substr(0, kMaxTagBytes).find('>', i);
  return end == std::string_view::npos ? 0 : end + 1;
}

// The code point of the character reference at text[at] == '&', 0 when it is none.
char32_t entity(std::string_view text, std::size_t at, std::size_t& length) {
  const std::size_t end = text.substr(at, 12).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  length = end + 1;
  std::string_view name = text.substr(at + 1, end - 1);
  if (name[0] != '#') {
    if (name == "apos") return '\'';  // XML's; not among HTML 4's
    const std::string terminated(name);
    const htmlEntityDesc* found =
        htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
    return found == nullptr ? 0 : found->value;
  }
  name.remove_prefix(1);
  const bool hex = !name.empty() && (name[0] == 'x' || name[0] == 'X');
  if (hex) name.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [stop, error] =
      std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
  const bool whole = error == std::errc() && stop == name.data() + name.size();
  if (!whole || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0;
  return code;
}

// Of text without control codes; what references bring in is cleaned as well.
void remove_html(Cleaned& cleaned) {
  const std::string given = std::move(cleaned.text);
  const std::string_view text = given;
  cleaned.text = {};
  std::string& out = cleaned.text;
  out.reserve(text.size());
  // Behind the last end of a comment none is looked for, which would take quadratic time.
  const std::size_t last_comment_end = text.rfind("-->");
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t special = std::min(text.find_first_of("<&", i), text.size());
    out.append(text, i, special - i);
    i = special;
    if (i == text.size()) break;
    std::size_t length = 0;
    if (text[i] == '<') {
      bool block = false;
      const bool comment = text.substr(i).starts_with("<!--");
      const bool closed = last_comment_end != std::string_view::npos && i < last_comment_end;
      if (!comment || closed) length = tag_length(text, i, block);
      if (length > 0 && block) out += '\n';
    } else if (const char32_t code = entity(text, i, length); code != 0) {
      append_clean(cleaned, code);
    } else {
      length = 0;
    }
    if (length == 0) out += text[i++];
    i += length;
  }
}

void normalize(std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_SUCCESS(status) && nfc->isNormalizedUTF8(text, status)) return;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  if (U_SUCCESS(status)) nfc->normalizeUTF8(0, text, sink, nullptr, status);
  // A text must not stay as it came for want of memory: its words would be others.
  if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  if (U_SUCCESS(status)) text = std::move(out);
}

bool ends_sentence(char32_t code) {
  return code == '.' || code == '!' || code == '?' || code == U'…' || code == '"' || code == U'”' ||
         code == '\n' || code == ':' || code == ')';
}

// Whether the next word begins with a capital or a digit but is not a capital word itself, as in
// "REKLAM KURULU" (then REKLAM is a word of a headline).
bool begins_sentence(std::string_view rest) {
  if (rest.starts_with(kAdvertisement)) return true;  // the word once more
  std::size_t i = 0;
  char32_t code = next_code_point(rest, i);
  while (i < rest.size() && (code == '"' || code == U'“' || code == '\'' || code == U'‘'))
    code = next_code_point(rest, i);
  if (is_digit(code)) return true;
  if (!is_upper(code)) return false;
  if (i >= rest.size()) return true;
  const char32_t second = next_code_point(rest, i);
  return !is_upper(second);
}

bool is_blank_byte(char c) { return c == ' ' || c == '\t'; }

// Whether REKLAM, which stands before `rest`, is no word of the text, given what has been kept
// before it.
bool is_advertisement(std::string_view kept, std::string_view rest) {
  const bool at_line_end = rest.empty() || rest.front() == '\n';
  if (!at_line_end && !is_blank_byte(rest.front())) return false;
  if (!kept.empty() && !is_blank_byte(kept.back()) && kept.back() != '\n') return false;
  while (!kept.empty() && is_blank_byte(kept.back())) kept.remove_suffix(1);
  std::size_t end = kept.size();
  if (end > 0 && !ends_sentence(previous_code_point(kept, end))) return false;
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  return rest.empty() || rest.front() == '\n' || begins_sentence(rest);
}

std::string without_advertisement_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t done = 0;
  for (std::size_t at = text.find(kAdvertisement); at != std::string_view::npos;
       at = text.find(kAdvertisement, done)) {
    out.append(text, done, at - done);
    done = at + kAdvertisement.size();
    if (!is_advertisement(out, text.substr(done))) {
      out += kAdvertisement;
      continue;
    }
    while (!out.empty() && is_blank_byte(out.back())) out.pop_back();
    while (done < text.size() && is_blank_byte(text[done])) ++done;
    const bool at_line_begin = out.empty() || out.back() == '\n';
    if (!at_line_begin && done < text.size() && text[done] != '\n') out += ' ';
  }
  out.append(text, done);
  return out;
}

}  // namespace

Cleaned clean_typed(std::string_view text) {
  Cleaned result = replace_controls(text);
  if (result.text.find_first_of("<&") != std::string::npos) remove_html(result);
  normalize(result.text);
  result.text = trim(result.text);
  return result;
}

Cleaned clean_text(std::string_view text) {
  Cleaned result = clean_typed(text);
  if (result.text.find(kAdvertisement) != std::string::npos)
    result.text = trim(without_advertisement_marks(result.text));
  return result;
}

std::string without_invisible(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (!is_ignorable(next_code_point(text, i))) shown.append(text, begin, i - begin);
  }
  return shown;
}

std::string to_nfc(std::string_view text) {
  std::string composed(text);
  normalize(composed);
  return composed;
}

}  // namespace newsidx
