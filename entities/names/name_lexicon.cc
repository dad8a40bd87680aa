#include "entities/names/name_lexicon.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "entities/names/name_tokens.h"
#include "entities/names/shipped_names.h"
#include "newsidx/error.h"
#include "text/letters.h"
#include "text/place_names.h"

namespace newsidx {
namespace {

constexpr std::array<std::string_view, kNameKinds> kKindNames = {
    "given",     "surname", "place",  "org",  "before",  "after",   "say",  "orghead",
    "placehead", "inplace", "nation", "time", "nonname", "country", "city", "district"};

// Calls take(line, number) for each line of a list that says something.
template <typename Take>
void for_each_line(std::string_view list, Take take) {
  std::size_t number = 0;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    const std::string_view line = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    ++number;
    if (!line.empty() && line.front() != '#') take(line, number);
  }
}

class Collector {
 public:
  void add(std::string_view phrase, NameKinds kinds) {
    tokenizer_.tokenize(phrase, tokens_);
    std::vector<std::string> words;
    for (const NameToken& token : tokens_)
      if (token.word)
        words.push_back(to_lower_turkish(phrase.substr(token.begin, token.body_end - token.begin)));
    if (!words.empty()) phrases_[std::move(words)] |= kinds;
  }

  std::vector<NamePhrase> phrases() const {
    std::vector<NamePhrase> all;
    for (const auto& [words, kinds] : phrases_) all.push_back({words, kinds});
    return all;
  }

 private:
  NameTokenizer tokenizer_;
  std::vector<NameToken> tokens_;
  std::map<std::vector<std::string>, NameKinds> phrases_;
};

void add_list(std::string_view list, const std::string& name, Collector& collector) {
  for_each_line(list, [&](std::string_view line, std::size_t number) {
    const std::size_t tab = line.find('\t');
    const std::string_view kind = tab == std::string_view::npos ? "" : line.substr(tab + 1);
    for (std::size_t i = 0; i < kKindNames.size(); ++i) {
      if (kKindNames[i] != kind) continue;
      collector.add(line.substr(0, tab), 1U << i);
      return;
    }
    throw Error(ErrorCode::kInputRefused, fmt::format("{}:{}: no kind of name", name, number),
                "write phrase<TAB>kind");
  });
}

}  // namespace

std::vector<NamePhrase> parse_name_list(std::string_view list, const std::string& name) {
  Collector collector;
  add_list(list, name, collector);
  return collector.phrases();
}

std::vector<NamePhrase> name_lexicon() {
  Collector collector;
  add_list(shipped_name_list(), "names.tsv", collector);
  for_each_line(shipped_geonames(), [&](std::string_view line, std::size_t) {
    collector.add(line, kind_bit(NameKind::kCity));
  });
  for_each_line(shipped_districts(), [&](std::string_view line, std::size_t) {
    collector.add(line, kind_bit(NameKind::kDistrict));
  });
  for (const std::string& name : country_names()) collector.add(name, kind_bit(NameKind::kCountry));
  for (const std::string& name : time_zone_cities()) collector.add(name, kind_bit(NameKind::kCity));
  return collector.phrases();
}

}  // namespace newsidx
