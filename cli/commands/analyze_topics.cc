#include "cli/commands/analyze_topics.h"

#include <cmath>
#include <iostream>

#include "cli/options.h"
#include "entities/topics/topic_finder.h"
#include "render/json.h"
#include "text/beginning.h"
#include "text/utf8.h"

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

int print_topics(Analyzer& analyzer, const std::string& model) {
  TopicFinder finder(model.empty() ? TopicVocabulary::shipped(analyzer)
                                   : TopicVocabulary::open(model, analyzer));
  bool any = false;
  std::size_t number = 0;
  for (std::string line; std::getline(std::cin, line);) {
    Json json = {{"line", ++number}, {"topics", Json::array()}};
    // A line is an article without a title. Of a long one the beginning counts, as in the index.
    const std::string text = replace_invalid_utf8(line);
    for (const TopicScore& found : finder.find({}, analyzer.analyze(beginning_of(text)))) {
      json["topics"].push_back(as_json(found));
      any = true;
    }
    write_out(dump(json) + "\n");
  }
  return any ? kDone : kNothingFound;
}

}  // namespace newsidx::cli
