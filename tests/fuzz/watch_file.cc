// Watches as files, and their feeds.
#include "searcher/watch/watch_file.h"

#include <libxml/parser.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "render/atom_feed.h"
#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

void require_feed(const Watch& watch) {
  const std::string feed = atom_feed(watch);
  require_utf8(feed, "a feed that is not UTF-8");
  xmlDoc* document =
      xmlReadMemory(feed.data(), static_cast<int>(feed.size()), "feed", nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  require(document != nullptr, "a feed that is no XML", feed);
  xmlFreeDoc(document);
  require(atom_feed(watch) == feed, "a feed that differs the second time", feed);
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  const std::string text(Input(data, size).rest());
  if (is_watch_name(text)) {
    require_utf8(text, "a watch's name that is not UTF-8");
    require(text.find('/') == std::string::npos && text.find('\0') == std::string::npos &&
                text.front() != '.' && text.size() < 250,
            "a watch's name that is no file name", text);
  }
  Watch watch;
  if (!runs({ErrorCode::kIo, ErrorCode::kConfiguration},
            [&] { watch = decode_watch(text, "watches/a.json"); }))
    return 0;
  require(std::is_sorted(watch.seen.begin(), watch.seen.end()), "hashes out of order");
  const std::string written = encode_watch(watch);
  require(encode_watch(decode_watch(written, "again")) == written,
          "a watch that does not come back");
  require_feed(watch);
  return 0;
}
