#include "cli/commands/analyze_topics.h"

#include <cmath>
#include <iostream>

#include "cli/options.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

constexpr double kScoreSteps = 1000;  // three digits are more than the scores are good for

Json as_json(const TopicScore& found) {
  const TopicInfo& topic = *find_topic(found.id);
  Json json = {{"id", topic.id}, {"label", topic.turkish}, {"label_en", topic.english}};
  if (!topic.parent.empty()) json["parent"] = topic.parent;
  json["score"] = std::ceil(found.score * kScoreSteps) / kScoreSteps;
  return json;
}

}  // namespace

int print_topics(TopicReader& reader) {
  bool any = false;
  std::size_t number = 0;
  for (std::string line; std::getline(std::cin, line);) {
    Json json = {{"line", ++number}, {"topics", Json::array()}};
    for (const TopicScore& found : reader.read(line)) {
      json["topics"].push_back(as_json(found));
      any = true;
    }
    write_out(dump(json) + "\n");
  }
  return any ? kDone : kNothingFound;
}

}  // namespace newsidx::cli
