// What a text names and what it is about: mentions lie in the text, and what is made of them is
// made of all of them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "entities/aliases/name_key.h"
#include "entities/article/article_names.h"
#include "entities/article/best_name.h"
#include "entities/names/mention_name.h"
#include "entities/names/name_finder.h"
#include "entities/topics/key_phrases.h"
#include "entities/topics/topic_finder.h"
#include "store/entity_terms.h"
#include "tests/fuzz/check.h"
#include "text/analyzer.h"

namespace newsidx::fuzz {
namespace {

void check_name(EntityType type, const std::string& name) {
  require(!name.empty() && collapse_spaces(name) == name, "a name that is not one line", name);
  require_utf8(name, "a name that is not UTF-8");
  const std::string key = name_key(name);
  require_utf8(key, "a key that is not UTF-8");
  require(name_key(key) == key, "the key of a key is another", name);
  for (const std::string_view word : key_words(key)) require(!word.empty(), "a word of nothing");
  for (const std::string& turned : turned_keys(key))
    require(unturned_key(turned) == key, "a turned key does not turn back", turned);
  const std::string small = without_capitals(type, name);
  require_utf8(small, "a name without capitals that is not UTF-8");
  require(same_foreign_name(name, name), "a name that is not itself", name);
}

void check_mentions(const std::string& text, const std::vector<Mention>& mentions) {
  std::size_t done = 0;
  for (const Mention& mention : mentions) {
    require_range(text, mention.begin, mention.end, "a mention that is no part of the text");
    require(mention.begin >= done && mention.end > mention.begin, "mentions that overlap", text);
    done = mention.end;
    check_name(mention.type, mention.name);
  }
}

void check_entities(const std::string& text, const std::vector<Mention>& mentions) {
  const ArticleNames names = resolve_article_names(text, mentions);
  require(names.entity_of.size() == mentions.size(), "mentions that nobody is meant by", text);
  std::vector<std::uint32_t> counts(names.entities.size());
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    require(names.entity_of[i] < counts.size(), "a mention of no entity", text);
    ++counts[names.entity_of[i]];
  }
  std::size_t done = 0;
  for (const OfficeMention& office : names.offices) {
    require_range(text, office.begin, office.end, "an office that is no part of the text");
    require(office.begin >= done && office.end > office.begin, "offices that overlap", text);
    require(office.entity < counts.size(), "an office of no entity", text);
    done = office.end;
    ++counts[office.entity];
  }
  std::uint32_t before = UINT32_MAX;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const NamedEntity& entity = names.entities[i];
    require(entity.mentions == counts[i] && counts[i] > 0, "mentions miscounted", entity.name);
    require(entity.mentions <= before, "entities that are not in order", text);
    before = entity.mentions;
    check_name(entity.type, entity.name);
    require(std::set(entity.spellings.begin(), entity.spellings.end()).size() ==
                entity.spellings.size(),
            "a spelling twice", entity.name);
  }
}

void check_topics(const std::vector<TopicScore>& topics) {
  for (std::size_t i = 0; i < topics.size(); ++i) {
    const TopicInfo* info = find_topic(topics[i].id);
    require(info != nullptr, "a topic that is none", topics[i].id);
    require(topics[i].score > 0 && topics[i].score <= 1, "a topic's share that is none", info->id);
    require(i == 0 || topics[i].score <= topics[i - 1].score, "topics that are not in order");
    const auto above =
        std::find_if(topics.begin(), topics.begin() + static_cast<std::ptrdiff_t>(i),
                     [&](const TopicScore& topic) { return topic.id == info->parent; });
    require(info->parent.empty() || above != topics.begin() + static_cast<std::ptrdiff_t>(i),
            "a topic without the one above it", info->id);
  }
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  static Analyzer analyzer(kDefaultStemmer);
  static NameFinder finder;
  static NameFinder forgetting(NameModel::shipped(), 8);
  static TopicFinder topics(TopicVocabulary::shipped(analyzer));

  const std::string text = Input(data, size).rest_as_text();
  const std::vector<Token> tokens = analyzer.analyze(text);
  const std::vector<Mention> mentions = finder.find(text, analyzer.words());
  require(finder.find(text) == mentions, "other names with words of one's own", text);
  require(forgetting.find(text) == mentions, "names that go by what is kept", text);
  check_mentions(text, mentions);
  check_entities(text, mentions);
  for (const EntityType type : {EntityType::kPerson, EntityType::kOrganization})
    require_utf8(mention_name(text, type), "a name that is not UTF-8");

  const std::vector<std::string> phrases = key_phrases(text, tokens, mentions, {}, 8);
  require(phrases.size() <= 8, "too many phrases");
  for (const std::string& phrase : phrases) {
    require(!phrase.empty(), "a phrase of nothing");
    require_utf8(phrase, "a phrase that is not UTF-8");
  }
  check_topics(
      topics.find(std::span(tokens).first(std::min<std::size_t>(tokens.size(), 8)), tokens));
  return 0;
}
