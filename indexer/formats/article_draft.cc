#include "indexer/formats/article_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "newsidx/beginning.h"
#include "newsidx/utf8.h"
#include "text/clean.h"
#include "text/headline.h"

namespace newsidx {
namespace {

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

}  // namespace

bool ArticleDraft::refuse(const std::string& reason) {
  sink_.refused(place_, reason);
  return false;
}

std::optional<std::string> ArticleDraft::decode(std::string_view bytes, NulBytes nul_bytes) {
  decoded_ = newsidx::decode(bytes, nul_bytes);
  nul_bytes_ = nul_bytes;
  if (decoded_.problem.empty()) return std::exchange(decoded_.text, {});
  refuse(decoded_.problem);
  return std::nullopt;
}

bool ArticleDraft::set(FieldId id, std::string_view value) {
  switch (id) {
    case FieldId::kId:
      // A key is taken as it is: cleaning could make one of two.
      article_.id = trim(value);
      return true;
    case FieldId::kUrl:
      article_.url = escape_control_codes(trim(value));
      return true;
    case FieldId::kDate:
      break;
    case FieldId::kTitle:
      article_.title = collapse_spaces(clean(value));
      return true;
    case FieldId::kSource:
      article_.source = collapse_spaces(clean(value));
      return true;
    case FieldId::kAuthor:
      article_.author = collapse_spaces(clean(value));
      return true;
    case FieldId::kSection:
      article_.section = collapse_spaces(clean(value));
      return true;
    default:
      return true;
  }
  const std::string date = collapse_spaces(clean(value));
  if (date.empty()) return true;
  article_.date = parse_date(date);
  return article_.date ||
         refuse(fmt::format("its date is no day of the calendar: {}", cut_to_bytes(date, 40)));
}

bool ArticleDraft::set_text(std::string_view text) {
  article_.text = clean(text);
  return !article_.text.empty() || refuse("no text in it");
}

void ArticleDraft::finish(std::string&& original) {
  find_title();
  if (article_.text != original) article_.raw = std::move(original);
  if (decoded_.encoding != "UTF-8") sink_.converted(std::string(decoded_.encoding));
  if (const std::string what = describe_mending(); !what.empty()) sink_.mended(place_, what);
  sink_.article(std::move(article_), place_);
}

void ArticleDraft::find_title() {
  if (article_.title.empty()) {
    Headline headline = find_headline(article_.text);
    article_.title = headline.title;
    article_.title_from_text = !headline.own_line;
    article_.text = headline.rest;
  } else if (const std::size_t end = article_.text.find('\n'); end != std::string::npos) {
    // A given title that stands again as the first line is no part of the body.
    const std::string_view text = article_.text;
    if (collapse_spaces(text.substr(0, end)) == article_.title)
      article_.text = std::string(trim(text.substr(end)));
  }
}

std::string ArticleDraft::clean(std::string_view text) {
  Cleaned cleaned = clean_text(text);
  control_codes_ += cleaned.repairs;
  return std::move(cleaned.text);
}

std::string ArticleDraft::describe_mending() const {
  std::string text;
  const auto tell = [&](const char* what, std::size_t count) {
    if (count > 0) text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", what, count);
  };
  tell("NUL bytes replaced by spaces", decoded_.nul_bytes);
  tell("bytes of windows-1254 amid UTF-8 converted", decoded_.mended);
  // One that was kept is a control code as well, once it is in a text.
  const std::size_t kept = nul_bytes_ == NulBytes::kKept ? decoded_.nul_bytes : 0;
  tell("control codes mended", control_codes_ - std::min(control_codes_, kept));
  return text;
}

}  // namespace newsidx
