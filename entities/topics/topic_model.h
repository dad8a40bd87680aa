// What is known of words and phrases: how much each speaks for which topics. As people write it
// (entities/lexicon/topics.tsv), and as `newsidx fit --topics` writes it (topics.model).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace newsidx {

struct TopicWeight {
  std::uint8_t topic = 0;  // its place in all_topics()
  float weight = 0;        // above 0
};

struct TopicPhrase {
  std::string phrase;  // as it is written
  std::string stems;   // of its words, by the stemmer as it ships, with a space between
  std::vector<TopicWeight> weights;  // by topic; with a topic the top one above it, which weighs no
                                     // less. None: it says nothing, though its words may
};

// The place in all_topics() of the top topic above each of them; of a top one its own.
const std::vector<std::uint8_t>& top_topics();

// A list of topic<TAB>weight<TAB>phrase, phrase... lines; the weights 1 to 4 become evidence. Each
// phrase once, in the order of their stems. Throws Error(kInputRefused) that names the line.
std::vector<TopicPhrase> parse_topic_list(std::string_view list, const std::string& name);

// What fit --topics writes, and back. parse_topic_model() throws Error(kConfiguration).
std::string print_topic_model(const std::vector<TopicPhrase>& phrases);
std::vector<TopicPhrase> parse_topic_model(std::string_view model, const std::string& name);

// The stems of each phrase by this analyzer, with a space between.
std::vector<std::string> stems_of(const std::vector<std::string>& phrases, Analyzer& analyzer);

}  // namespace newsidx
