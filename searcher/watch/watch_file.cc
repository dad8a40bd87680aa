#include "searcher/watch/watch_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "newsidx/error.h"
#include "newsidx/utf8.h"
#include "store/read_json.h"

namespace newsidx {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::sys_seconds;

constexpr int kWatchVersion = 1;
// A file name has at most 255 bytes, some of which are its ending's.
constexpr std::size_t kMaxNameBytes = 200;

std::int64_t to_number(sys_seconds time) { return time.time_since_epoch().count(); }

Json encode(const WatchEntry& entry) {
  return {{"id", entry.id},
          {"title", entry.title},
          {"url", entry.url},
          {"author", entry.author},
          {"source", entry.source},
          {"section", entry.section},
          {"date", entry.date ? format_date(*entry.date) : ""},
          {"summary", entry.summary},
          {"told", to_number(entry.told)}};
}

WatchEntry decode(const Json& json) {
  return {json.at("id"),
          json.at("title"),
          json.at("url"),
          json.at("author"),
          json.at("source"),
          json.at("section"),
          parse_date(json.at("date").get<std::string>()),
          json.at("summary"),
          time_of(json.at("told"))};
}

}  // namespace

bool is_watch_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameBytes ||
      find_invalid_utf8(name) != std::string_view::npos || count_code_points(name) > kMaxWatchName)
    return false;
  // A name that begins so would be an option, or hidden.
  if (name.front() == '-' || name.front() == '.') return false;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t code = next_code_point(name, i);
    if (!is_letter(code) && !is_digit(code) && code != '-' && code != '_' && code != '.')
      return false;
  }
  return true;
}

std::string encode_watch(const Watch& watch) {
  Json json = {{"v", kWatchVersion},
               {"name", watch.name},
               {"query", watch.query},
               {"identity", watch.identity},
               {"created", to_number(watch.created)},
               {"updated", to_number(watch.updated)},
               {"entries", Json::array()},
               {"seen", watch.seen}};
  for (const WatchEntry& entry : watch.entries) json["entries"].push_back(encode(entry));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Watch decode_watch(const std::string& data, const std::string& place) {
  try {
    const Json json = Json::parse(data);
    if (json.at("v") != kWatchVersion)
      throw Error(ErrorCode::kConfiguration, place + ": written by another version of newsidx",
                  "use that one, or remove the file and add the watch anew");
    Watch watch;
    watch.name = json.at("name");
    watch.query = json.at("query");
    watch.identity = json.at("identity");
    watch.created = time_of(json.at("created"));
    watch.updated = time_of(json.at("updated"));
    for (const Json& hash : json.at("seen")) watch.seen.push_back(integer_of<std::uint64_t>(hash));
    std::sort(watch.seen.begin(), watch.seen.end());
    for (const Json& entry : json.at("entries")) watch.entries.push_back(decode(entry));
    return watch;
  } catch (const Json::exception&) {
    throw Error(ErrorCode::kIo, place + ": is no watch, or damaged",
                "restore it, or remove the file and add the watch anew");
  }
}

}  // namespace newsidx
