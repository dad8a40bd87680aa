#include "entities/topics/topic_vocabulary.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>

#include "entities/names/shipped_names.h"
#include "text/letters.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

// Shorter words without Turkish letters are too often other words: gol of göl, is of iş.
constexpr std::size_t kLeastFoldedBytes = 5;

std::shared_ptr<const TopicVocabulary> make(std::vector<TopicPhrase> phrases, Analyzer& analyzer) {
  if (!analyzer.stems_as_shipped()) {
    std::vector<std::string> written;
    written.reserve(phrases.size());
    for (const TopicPhrase& phrase : phrases) written.push_back(phrase.phrase);
    const std::vector<std::string> stems = stems_of(written, analyzer);
    for (std::size_t i = 0; i < phrases.size(); ++i) phrases[i].stems = stems[i];
  }
  return std::make_shared<const TopicVocabulary>(phrases);
}

}  // namespace

std::shared_ptr<const TopicVocabulary> TopicVocabulary::shipped(Analyzer& analyzer) {
  return make(parse_topic_model(shipped_topic_model(), "topics.model"), analyzer);
}

std::shared_ptr<const TopicVocabulary> TopicVocabulary::open(const std::filesystem::path& file,
                                                             Analyzer& analyzer) {
  const std::string model = read_whole_file(file, "name a file made by newsidx fit --topics");
  return make(parse_topic_model(model, file.string()), analyzer);
}

TopicVocabulary::TopicVocabulary(const std::vector<TopicPhrase>& phrases) {
  // A phrase takes at most four places: its own and its first word's, with and without Turkish
  // letters.
  places_.resize(std::bit_ceil(phrases.size() * 8 + 1));
  mask_ = places_.size() - 1;
  for (const TopicPhrase& phrase : phrases) {
    insert(phrase.stems, static_cast<std::uint32_t>(ends_.size()), true);
    weights_.insert(weights_.end(), phrase.weights.begin(), phrase.weights.end());
    ends_.push_back(static_cast<std::uint32_t>(weights_.size()));
  }
  for (std::uint32_t i = 0; i < phrases.size(); ++i) {
    const std::string folded = fold(phrases[i].stems);
    if (folded.size() >= kLeastFoldedBytes && folded != phrases[i].stems) insert(folded, i, false);
  }
}

std::span<const TopicWeight> TopicVocabulary::weights(std::uint32_t phrase) const {
  const std::size_t begin = phrase == 0 ? 0 : ends_[phrase - 1];
  return std::span(weights_).subspan(begin, ends_[phrase] - begin);
}

std::uint64_t TopicVocabulary::hash_of(std::string_view stem) {
  return XXH3_64bits(stem.data(), stem.size()) | 1U;
}

TopicVocabulary::Place& TopicVocabulary::place(std::uint64_t hash) {
  std::size_t at = hash & mask_;
  while (places_[at].hash != 0 && places_[at].hash != hash) at = (at + 1) & mask_;
  places_[at].hash = hash;
  return places_[at];
}

void TopicVocabulary::insert(std::string_view stems, std::uint32_t phrase, bool replace) {
  if (stems.empty()) return;
  std::uint64_t first = 0;
  std::uint64_t hash = 0;
  std::uint32_t words = 0;
  while (!stems.empty()) {
    const std::size_t end = std::min(stems.find(' '), stems.size());
    const std::uint64_t word = hash_of(stems.substr(0, end));
    hash = words == 0 ? word : extend(hash, word);
    if (words++ == 0) first = word;
    stems.remove_prefix(std::min(end + 1, stems.size()));
  }
  Place& own = place(hash);
  if (replace || own.phrase == kNoPhrase) own.phrase = phrase;
  Place& begins = place(first);
  begins.longest = std::max(begins.longest, words);
}

}  // namespace newsidx
