// What articles are about, in the terms of the IPTC's Media Topics (iptc.org). docs/topics.md tells
// how topics are found.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/analysis.h"

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

// Tells what texts of one's own are about, without an index. Not thread-safe: one a thread.
class TopicReader {
 public:
  // With a model made by fit_topics() in the place of the one that ships, unless it is empty.
  // Throws Error: kNotFound, kConfiguration, and as TextAnalyzer.
  explicit TopicReader(const std::filesystem::path& model = {}, const StemmerChoice& stemmer = {});
  ~TopicReader();
  TopicReader(const TopicReader&) = delete;
  TopicReader& operator=(const TopicReader&) = delete;

  // The topics of an article without a title, best first; of a long one the beginning counts, as in
  // an index (newsidx/beginning.h). Bytes that are no UTF-8 count as unknown letters.
  std::vector<TopicScore> read(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
