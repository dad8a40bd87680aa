#include "newsidx/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

#include "newsidx/error.h"
#include "newsidx/utf8.h"
#include "searcher/watch/watch_file.h"
#include "store/terms.h"
#include "text/clean.h"

namespace newsidx {
namespace {

SearchRequest request_of(const std::string& query, std::uint32_t count) {
  SearchRequest request;
  request.query = query;
  request.match_all = true;
  request.sort = SortOrder::kNewest;
  request.count = count;
  return request;
}

// A UUID of random bits (RFC 9562, version 4).
std::string random_uuid() {
  std::random_device random;
  const auto bits = [&] { return static_cast<std::uint32_t>(random()); };
  const std::uint32_t second = bits();
  const std::uint32_t third = bits();
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", bits(), second >> 16,
                     0x4000U | (second & 0x0FFFU), 0x8000U | ((third >> 16) & 0x3FFFU),
                     third & 0xFFFFU, bits());
}

void add_seen(const std::vector<std::string>& ids, Watch& watch) {
  watch.seen.reserve(watch.seen.size() + ids.size());
  for (const std::string& id : ids) watch.seen.push_back(id_hash(id));
  std::sort(watch.seen.begin(), watch.seen.end());
  watch.seen.erase(std::unique(watch.seen.begin(), watch.seen.end()), watch.seen.end());
}

std::string summary_of(const Hit& hit) {
  std::string summary;
  for (const Passage& passage : hit.passages) {
    if (!summary.empty()) summary += ' ';
    if (passage.cut_before) summary += "… ";
    summary += passage.text;
  }
  if (!hit.passages.empty() && hit.passages.back().cut_after) summary += " …";
  return summary;
}

WatchEntry entry_of(const Hit& hit, std::chrono::sys_seconds told) {
  const Article& article = hit.article;
  return {hit.id,         article.title,   article.url,
          article.author, article.source,  article.section,
          article.date,   summary_of(hit), told};
}

}  // namespace

Watch make_watch(const std::string& name, const std::string& query, Searcher& searcher,
                 WatchStart start, std::chrono::sys_seconds now, std::vector<Message>* notes,
                 std::chrono::milliseconds time_limit) {
  Watch watch;
  if (find_invalid_utf8(name) == std::string_view::npos) watch.name = to_nfc(name);
  if (!is_watch_name(watch.name))
    throw Error(ErrorCode::kUsage, "not the name of a watch: '" + replace_invalid_utf8(name) + "'",
                fmt::format("use letters, digits, - _ and . (at most {}), beginning with neither - "
                            "nor .",
                            kMaxWatchName));
  SearchRequest request = request_of(query, 0);
  request.time_limit = time_limit;
  const Selection now_matching = searcher.select(request, [](const std::string&) { return true; });
  if (notes != nullptr) *notes = now_matching.notes;
  if (!now_matching.query_has_words)
    throw Error(ErrorCode::kUsage, "the query of the watch has no words",
                "for instance: newsidx watch add deprem \"deprem İzmir\"");
  watch.query = query;
  watch.identity = random_uuid();
  watch.created = watch.updated = now;
  if (start == WatchStart::kNow) add_seen(now_matching.ids, watch);
  return watch;
}

WatchNews find_news(const Watch& watch, Searcher& searcher, std::uint32_t count,
                    std::chrono::sys_seconds now, std::chrono::milliseconds time_limit) {
  const std::uint32_t needed = std::max(count, static_cast<std::uint32_t>(kMaxWatchEntries));
  SearchRequest request = request_of(watch.query, needed);
  request.time_limit = time_limit;
  Selection selection = searcher.select(request, [&](const std::string& id) {
    return !std::binary_search(watch.seen.begin(), watch.seen.end(), id_hash(id));
  });
  WatchNews news;
  news.after = watch;
  if (!selection.ids.empty()) {
    // A clock that was set back must not turn the feed's order round.
    news.after.updated = std::max(now, watch.updated);
    add_seen(selection.ids, news.after);
    std::vector<WatchEntry> entries;
    entries.reserve(kMaxWatchEntries);
    for (const Hit& hit : selection.hits)
      if (entries.size() < kMaxWatchEntries) entries.push_back(entry_of(hit, news.after.updated));
    for (const WatchEntry& entry : watch.entries)
      if (entries.size() < kMaxWatchEntries) entries.push_back(entry);
    news.after.entries = std::move(entries);
  }
  news.ids = std::move(selection.ids);
  news.hits = std::move(selection.hits);
  if (news.hits.size() > count) news.hits.resize(count);
  return news;
}

}  // namespace newsidx
