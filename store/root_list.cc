#include "store/root_list.h"

#include <xxhash.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "newsidx/error.h"
#include "store/read_json.h"

namespace newsidx {
namespace {

using Json = nlohmann::json;

// Paths are bytes: not always UTF-8, which JSON text has to be. MessagePack does not mind.
Json to_json(const Root& root) {
  const AddRequest& reading = root.reading;
  Json json = {{"path", root.path},
               {"format", static_cast<int>(reading.format)},
               {"date", reading.date ? format_date(*reading.date) : ""},
               {"source", reading.source},
               {"source_from_folder", reading.source_from_folder},
               {"leave_out", reading.leave_out},
               {"max_article_bytes", reading.max_article_bytes}};
  if (reading.follow) json["follow"] = static_cast<int>(*reading.follow);
  return json;
}

// What a later version may write is followed by none.
FollowLinks follow_of(const Json& json) {
  const int number = integer_of<int>(json);
  const bool known = number >= 0 && number <= static_cast<int>(FollowLinks::kAnywhere);
  return known ? static_cast<FollowLinks>(number) : FollowLinks::kNo;
}

InputFormat format_of(int number) {
  if (number >= 0 && number < kInputFormats) return static_cast<InputFormat>(number);
  detail::throw_out_of_range("a format is none that there is");
}

}  // namespace

std::vector<Root> parse_roots(const std::string& text) {
  std::vector<Root> roots;
  if (text.empty()) return roots;
  try {
    for (const Json& json : read_msgpack(text)) {
      Root root;
      root.path = json.at("path");
      root.reading.format = format_of(integer_of<int>(json.at("format")));
      root.reading.date = parse_date(json.at("date").get<std::string>());
      root.reading.source = json.at("source");
      root.reading.source_from_folder = json.at("source_from_folder");
      root.reading.leave_out = json.at("leave_out").get<std::vector<std::string>>();
      root.reading.max_article_bytes = integer_of<std::uint64_t>(json.at("max_article_bytes"));
      if (const auto follow = json.find("follow"); follow != json.end())
        root.reading.follow = follow_of(*follow);
      roots.push_back(std::move(root));
    }
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::kIo,
                std::string("the index's list of folders cannot be read: ") + error.what(),
                "name the folders: newsidx reindex FOLDER…");
  }
  return roots;
}

std::string write_roots(const std::vector<Root>& roots) {
  Json list = Json::array();
  for (const Root& root : roots) list.push_back(to_json(root));
  std::string text;
  Json::to_msgpack(list, text);
  return text;
}

std::uint64_t reading_hash(const Root& root) {
  Json json = to_json(root);
  json.erase("path");
  json.erase("follow");
  std::string bytes;
  Json::to_msgpack(json, bytes);
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string root_path(const std::string& path) {
  if (path == "-")
    throw Error(ErrorCode::kUsage, "reindex cannot read standard input again",
                "name folders or files; newsidx add - reads standard input");
  std::string whole = std::filesystem::absolute(path).lexically_normal().string();
  while (whole.size() > 1 && whole.ends_with('/')) whole.pop_back();
  return whole;
}

bool lies_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) &&
         (path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/');
}

}  // namespace newsidx
