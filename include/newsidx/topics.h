// What articles are about, in the terms of the IPTC's Media Topics (iptc.org). docs/topics.md tells
// how topics are found.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

// A Media Topic. Strings live as long as the program.
struct TopicInfo {
  std::string_view id;       // IPTC's number: 15000000
  std::string_view parent;   // of the topic above it; empty: a top one
  std::string_view turkish;  // spor
  std::string_view english;  // sport
};

// All that newsidx knows, each top one followed by those below it.
std::span<const TopicInfo> all_topics();

// The topic of that id; null for any other text.
const TopicInfo* find_topic(std::string_view id);

struct TopicScore {
  std::string_view id;  // of all_topics()
  double score = 0;     // in (0, 1]: how much of the article is about it

  bool operator==(const TopicScore&) const = default;
};

}  // namespace newsidx
