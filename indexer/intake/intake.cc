#include "indexer/intake/intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "indexer/formats/format_table.h"
#include "indexer/intake/article_id.h"
#include "indexer/writer.h"
#include "newsidx/beginning.h"
#include "newsidx/displayable.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

constexpr std::size_t kShownId = 60;  // bytes

// The first character of an id that nobody can type, nor a list of ids hold.
std::optional<char32_t> untypable(std::string_view id) {
  for (std::size_t i = 0; i < id.size();)
    if (const char32_t code = next_code_point(id, i); is_control(code)) return code;
  return std::nullopt;
}

// The name of the folder that the file lies in, also where the path does not name it.
std::string folder_name(const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(file, error).lexically_normal();
  return text_of_file_name(whole.parent_path().filename().string());
}

}  // namespace

Intake::Intake(const AddRequest& request, const AddObserver& observer,
               const std::function<bool()>& stop, AddReport& report, Take take)
    : request_(request),
      observer_(observer),
      stop_(stop),
      report_(report),
      take_(std::move(take)) {}

void Intake::article(Article&& article, const std::string& place) {
  stop_if_asked();
  if (const auto code = untypable(article.id))
    return refused(place,
                   fmt::format("its id holds a control character (U+{:04X}), so that it could "
                               "not be typed: {}",
                               static_cast<std::uint32_t>(*code),
                               displayable(cut_to_bytes(article.id, kShownId))));
  if (article.source.empty()) article.source = request_.source;
  if (article.source.empty() && request_.source_from_folder)
    article.source = folder_name(file_->path);
  if (article.id.empty()) article.id = make_article_id(article);
  article.path = file_->name;
  find_date(article);
  const bool is_long = article.text.size() > kReadForNames;
  try {
    take_(std::move(article), place_in_file(place));
  } catch (const ArticleRefused& refusal) {
    return refused(place, refusal.reason);
  }
  if (is_long && observer_.note)
    observer_.note({place, fmt::format("long: its names, topics and acronyms are those of its "
                                       "first {} kB; its words are indexed to the end",
                                       kReadForNames >> 10U)});
  show_progress();
}

std::string Intake::Place::text() const {
  return line == 0 ? file : fmt::format("{}:{}", file, line);
}

// Readers tell places as FILE or FILE:LINE.
Intake::Place Intake::place_in_file(const std::string& place) const {
  Place found{file_->name, 0};
  if (place.size() > found.file.size() + 1 && place.starts_with(found.file + ':'))
    std::from_chars(place.data() + found.file.size() + 1, place.data() + place.size(), found.line);
  return found;
}

void Intake::refused(const std::string& place, const std::string& reason) {
  stop_if_asked();  // what is cut off by the end is no bad article
  ++report_.refused;
  if (observer_.refused) observer_.refused({place, reason});
}

void Intake::mended(const std::string& place, const std::string& what) {
  ++report_.repaired;
  if (observer_.note) observer_.note({place, what});
}

void Intake::converted(const std::string& encoding) {
  ++report_.converted;
  if (observer_.note) observer_.note({file_->name, "converted from " + encoding});
}

void Intake::advanced(std::size_t bytes) {
  stop_if_asked();
  report_.bytes += bytes;
  show_progress();
}

// Of an article that states none: the date asked for, that in the file's name, or the file's time.
void Intake::find_date(Article& article) {
  if (article.date) return;
  const bool one_article_a_file =
      article_format(file_->format).one_article_a_file && file_->path != "-";
  article.date = request_.date;
  if (!article.date && one_article_a_file)
    article.date = find_date_in_name(file_->path.filename().string());
  if (article.date) return;
  if (one_article_a_file) article.date = modification_date(file_->path);
  article.date_from_file = article.date.has_value();
  if (article.date) {
    ++report_.dated_by_file;
    if (observer_.note)
      observer_.note({file_->name, "dated by the file's time: " + format_date(*article.date)});
  } else {
    ++report_.undated;
  }
}

void Intake::show_progress() const {
  if (observer_.progress)
    observer_.progress(
        {report_.added + report_.replaced + report_.unchanged, report_.bytes, bytes_total_});
}

}  // namespace newsidx
