#include "entities/topics/topic_finder.h"
#include "entities/topics/topic_vocabulary.h"
#include "newsidx/beginning.h"
#include "newsidx/topics.h"
#include "newsidx/utf8.h"
#include "text/analyzer.h"

namespace newsidx {
namespace {

std::shared_ptr<const TopicVocabulary> vocabulary(const std::filesystem::path& model,
                                                  Analyzer& analyzer) {
  return model.empty() ? TopicVocabulary::shipped(analyzer)
                       : TopicVocabulary::open(model, analyzer);
}

}  // namespace

struct TopicReader::State {
  State(const std::filesystem::path& model, const StemmerChoice& stemmer)
      : analyzer(stemmer.kind.value_or(kDefaultStemmer), read_resources(stemmer)),
        finder(vocabulary(model, analyzer)) {}

  Analyzer analyzer;
  TopicFinder finder;
};

TopicReader::TopicReader(const std::filesystem::path& model, const StemmerChoice& stemmer)
    : state_(std::make_unique<State>(model, stemmer)) {}

TopicReader::~TopicReader() = default;

std::vector<TopicScore> TopicReader::read(std::string_view bytes) {
  const std::string text = replace_invalid_utf8(bytes);
  return state_->finder.find({}, state_->analyzer.analyze(beginning_of(text)));
}

}  // namespace newsidx
