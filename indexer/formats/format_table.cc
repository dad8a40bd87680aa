#include "indexer/formats/format_table.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "newsidx/utf8.h"

namespace newsidx {
namespace {

using Endings = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> kJsonEndings = {".jsonl", ".ndjson", ".json"};
constexpr std::array<std::string_view, 2> kTextEndings = {".txt", ".text"};
constexpr std::array<std::string_view, 6> kCompressedEndings = {".gz",  ".zst", ".xz",
                                                                ".bz2", ".zip", ".tgz"};

bool begins_json_object(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '{';
}

bool begins_anything(std::string_view) { return true; }

constexpr std::array<ArticleFormat, kInputFormats - 1> kFormats = {{
    {InputFormat::kJsonLines, "jsonl", kJsonEndings, begins_json_object, false, read_json_lines},
    {InputFormat::kPlainText, "text", kTextEndings, begins_anything, true, read_plain_text},
}};

constexpr bool each_is_once() {
  for (int id = 1; id < kInputFormats; ++id)
    if (std::count_if(kFormats.begin(), kFormats.end(), [&](const ArticleFormat& format) {
          return static_cast<int>(format.id) == id;
        }) != 1)
      return false;
  return true;
}
static_assert(each_is_once(), "InputFormat and the table name the same formats");

std::string ending_of(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return ending;
}

bool has(Endings endings, std::string_view ending) {
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

}  // namespace

std::span<const ArticleFormat> article_formats() { return kFormats; }

const ArticleFormat& article_format(InputFormat id) {
  return *std::find_if(kFormats.begin(), kFormats.end(),
                       [&](const ArticleFormat& format) { return format.id == id; });
}

std::optional<InputFormat> format_by_name(const std::filesystem::path& path,
                                          std::span<const ArticleFormat> known) {
  const std::string ending = ending_of(path);
  std::optional<InputFormat> found;
  for (const ArticleFormat& format : known)
    if (has(format.endings, ending)) found = found ? InputFormat::kAuto : format.id;
  return found;
}

InputFormat format_by_content(std::string_view head, std::span<const ArticleFormat> known) {
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  return std::find_if(known.begin(), known.end(),
                      [&](const ArticleFormat& format) { return format.begins(head); })
      ->id;
}

bool is_compressed(const std::filesystem::path& path) {
  return has(kCompressedEndings, ending_of(path));
}

std::vector<InputFormatName> input_formats() {
  std::vector<InputFormatName> names = {{InputFormat::kAuto, "auto"}};
  // As they are told to people: plain text first.
  for (auto format = kFormats.rbegin(); format != kFormats.rend(); ++format)
    names.push_back({format->id, std::string(format->name)});
  return names;
}

}  // namespace newsidx
