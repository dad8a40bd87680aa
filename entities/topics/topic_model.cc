#include "entities/topics/topic_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "newsidx/error.h"
#include "newsidx/topics.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

constexpr std::string_view kHeader = "newsidx topics 1";
constexpr int kMaxListWeight = 4;

// Cuts the text before the mark off `rest`, and the mark.
std::string_view cut(std::string_view& rest, std::string_view mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  const std::string_view head = rest.substr(0, end);
  rest.remove_prefix(std::min(end + mark.size(), rest.size()));
  return head;
}

// A phrase of weight 4 settles what sixteen of weight 1 do together.
float evidence(int list_weight) { return static_cast<float>(list_weight * list_weight) / 4.0F; }

void raise(std::vector<TopicWeight>& weights, std::uint8_t topic, float weight) {
  const auto at = std::lower_bound(
      weights.begin(), weights.end(), topic,
      [](const TopicWeight& entry, std::uint8_t wanted) { return entry.topic < wanted; });
  if (at != weights.end() && at->topic == topic)
    at->weight = std::max(at->weight, weight);
  else
    weights.insert(at, {topic, weight});
}

// -1: there is no such topic.
int topic_place(std::string_view id) {
  const TopicInfo* const topic = find_topic(id);
  return topic == nullptr ? -1 : static_cast<int>(topic - all_topics().data());
}

class IdTable {
 public:
  IdTable() {
    for (std::size_t i = 0; i < all_topics().size(); ++i) places_[all_topics()[i].id] = i;
  }
  int operator()(std::string_view id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? -1 : static_cast<int>(found->second);
  }

 private:
  std::map<std::string_view, std::size_t> places_;
};

}  // namespace

const std::vector<std::uint8_t>& top_topics() {
  static const std::vector<std::uint8_t> tops = [] {
    std::vector<std::uint8_t> all;
    for (const TopicInfo& topic : all_topics())
      all.push_back(
          static_cast<std::uint8_t>(topic_place(topic.parent.empty() ? topic.id : topic.parent)));
    return all;
  }();
  return tops;
}

std::vector<TopicPhrase> parse_topic_list(std::string_view list, const std::string& name) {
  std::map<std::string, std::vector<TopicWeight>> found;  // by phrase
  for (std::size_t number = 1; !list.empty(); ++number) {
    std::string_view line = cut(list, "\n");
    if (line.empty() || line.front() == '#') continue;
    const std::string_view id = cut(line, "\t");
    const std::string_view weight = cut(line, "\t");
    const int topic = topic_place(id);
    const bool nothing = id == "-" && weight == "0";
    if (!nothing &&
        (topic < 0 || weight.size() != 1 || weight[0] < '1' || weight[0] > '0' + kMaxListWeight))
      throw Error(ErrorCode::kInputRefused, fmt::format("{}:{}: no topic or weight", name, number),
                  "write topic<TAB>weight<TAB>phrase, phrase");
    while (!line.empty()) {
      const std::string_view phrase = cut(line, ", ");
      if (phrase.empty()) continue;
      if (phrase.find('\t') != std::string_view::npos)
        throw Error(ErrorCode::kInputRefused, fmt::format("{}:{}: a tab in a phrase", name, number),
                    "write a comma and a space between phrases");
      std::vector<TopicWeight>& weights = found[std::string(phrase)];
      if (nothing) continue;
      const float worth = evidence(weight[0] - '0');
      raise(weights, static_cast<std::uint8_t>(topic), worth);
      raise(weights, top_topics()[static_cast<std::size_t>(topic)], worth);
    }
  }
  std::vector<std::string> phrases;
  phrases.reserve(found.size());
  for (const auto& [phrase, weights] : found) phrases.push_back(phrase);
  Analyzer analyzer(kDefaultStemmer);
  const std::vector<std::string> stems = stems_of(phrases, analyzer);
  // Two spellings may have the same stems (filmi, filmin): the first names both.
  std::map<std::string, TopicPhrase> by_stems;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    if (stems[i].empty()) continue;
    TopicPhrase& phrase = by_stems[stems[i]];
    if (phrase.phrase.empty()) phrase = {phrases[i], stems[i], {}};
    for (const TopicWeight& weight : found[phrases[i]])
      raise(phrase.weights, weight.topic, weight.weight);
  }
  std::vector<TopicPhrase> all;
  all.reserve(by_stems.size());
  for (auto& [key, phrase] : by_stems) all.push_back(std::move(phrase));
  return all;
}

std::string print_topic_model(const std::vector<TopicPhrase>& phrases) {
  std::string text = std::string(kHeader) + "\n";
  for (const TopicPhrase& phrase : phrases) {
    text += phrase.stems + "\t" + phrase.phrase + "\t";
    for (const TopicWeight& weight : phrase.weights)
      text += fmt::format("{}{}:{:.2f}", text.back() == '\t' ? "" : " ",
                          all_topics()[weight.topic].id, weight.weight);
    text += '\n';
  }
  return text;
}

std::vector<TopicPhrase> parse_topic_model(std::string_view model, const std::string& name) {
  const auto damaged = [&](std::size_t number) {
    return Error(ErrorCode::kConfiguration, fmt::format("{}:{}: no model of topics", name, number),
                 "make it with newsidx fit --topics");
  };
  if (cut(model, "\n") != kHeader) throw damaged(1);
  const IdTable place_of;
  std::vector<TopicPhrase> phrases;
  for (std::size_t number = 2; !model.empty(); ++number) {
    std::string_view line = cut(model, "\n");
    if (find_invalid_utf8(line) != std::string_view::npos) throw damaged(number);
    TopicPhrase phrase;
    phrase.stems = cut(line, "\t");
    phrase.phrase = cut(line, "\t");
    while (!line.empty()) {
      std::string_view entry = cut(line, " ");
      const int topic = place_of(cut(entry, ":"));
      float weight = 0;
      const auto [end, problem] =
          std::from_chars(entry.data(), entry.data() + entry.size(), weight);
      if (topic < 0 || problem != std::errc() || end != entry.data() + entry.size() ||
          !(weight > 0 && weight < 1000))
        throw damaged(number);
      phrase.weights.push_back({static_cast<std::uint8_t>(topic), weight});
    }
    if (phrase.stems.empty() || phrase.phrase.empty()) throw damaged(number);
    phrases.push_back(std::move(phrase));
  }
  return phrases;
}

std::vector<std::string> stems_of(const std::vector<std::string>& phrases, Analyzer& analyzer) {
  // A word in lower case between them, so that capitals are taken for an acronym as in a sentence.
  constexpr std::string_view kBetween = "\nve\n";
  std::string text;
  std::vector<std::size_t> ends;
  for (const std::string& phrase : phrases) {
    text += kBetween;
    text += phrase;
    ends.push_back(text.size());
  }
  text += kBetween;
  std::vector<std::string> stems(phrases.size());
  std::size_t at = 0;
  for (const Token& token : analyzer.analyze(text)) {
    while (at < ends.size() && token.begin >= ends[at]) ++at;
    if (at == ends.size() || token.begin < ends[at] - phrases[at].size()) continue;
    if (!stems[at].empty()) stems[at] += ' ';
    stems[at] += token.stem;
  }
  return stems;
}

}  // namespace newsidx
