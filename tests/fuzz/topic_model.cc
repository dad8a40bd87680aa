// The model of topics, and the vocabulary made of it.
#include "entities/topics/topic_model.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "entities/topics/topic_finder.h"
#include "tests/fuzz/check.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  const std::string_view model = Input(data, size).rest();
  std::vector<TopicPhrase> phrases;
  if (!runs({ErrorCode::kConfiguration},
            [&] { phrases = parse_topic_model(model, "topics.model"); }))
    return 0;
  {
    const std::string printed = print_topic_model(phrases);
    require_utf8(printed, "a model that is not UTF-8");
    // Two decimals are written.
    if (printed.find(":0.00") == std::string::npos)
      require(print_topic_model(parse_topic_model(printed, "again")) == printed,
              "a model that does not come back", printed);
    const auto vocabulary = std::make_shared<const TopicVocabulary>(phrases);
    require(vocabulary->size() == phrases.size(), "phrases miscounted");
    std::vector<Token> tokens;
    for (const TopicPhrase& phrase : phrases) {
      for (std::string_view rest = phrase.stems; !rest.empty();) {
        Token& token = tokens.emplace_back();
        token.stem = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(token.stem.size() + 1, rest.size()));
      }
    }
    TopicFinder finder(vocabulary);
    for (const TopicScore& topic : finder.find({}, tokens))
      require(topic.score > 0 && topic.score <= 1 && find_topic(topic.id) != nullptr,
              "a topic that is none", topic.id);
  }
  return 0;
}
