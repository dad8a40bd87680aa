#include "newsidx/analysis.h"
#include "newsidx/error.h"
#include "text/analyzer.h"
#include "text/clean.h"
#include "text/decode.h"
#include "text/morphology/suffix_table.h"

namespace newsidx {
namespace {

std::string_view class_name(const Analysis& analysis) {
  if (analysis.guessed) return "guessed";
  switch (analysis.root_class) {
    case RootClass::kNoun:
      return "noun";
    case RootClass::kVerb:
      return "verb";
    case RootClass::kName:
      return "name";
    case RootClass::kWhole:
      break;
  }
  return "whole word";
}

WordReading reading_of(const Analysis& analysis) {
  WordReading reading{analysis.root, analysis.stem, class_name(analysis), {}, 0};
  for (const std::uint8_t suffix : analysis.suffixes)
    reading.suffixes.push_back({suffix_tags()[suffix].tag, suffix_tags()[suffix].name});
  reading.cost = analysis.cost / kCostUnit;
  return reading;
}

std::string decoded_text(std::string_view bytes, const std::string& refusal) {
  Decoded decoded = decode(bytes);
  if (!decoded.problem.empty()) throw Error(ErrorCode::kInputRefused, refusal + decoded.problem);
  return std::move(decoded.text);
}

}  // namespace

struct TextAnalyzer::State {
  explicit State(const StemmerChoice& choice)
      : analyzer(choice.kind.value_or(kDefaultStemmer), read_resources(choice)) {}

  Analyzer analyzer;
};

TextAnalyzer::TextAnalyzer(const StemmerChoice& choice) : state_(std::make_unique<State>(choice)) {}

TextAnalyzer::~TextAnalyzer() = default;

AnalyzedText TextAnalyzer::analyze(std::string_view bytes) {
  Analyzer& analyzer = state_->analyzer;
  AnalyzedText analyzed;
  analyzed.text = clean_text(decoded_text(bytes, "the text is ")).text;
  analyzed.tokens = analyzer.explain(analyzed.text);
  if (analyzed.tokens.size() != 1 || analyzer.stemmer() != StemmerKind::kLexicon) return analyzed;
  const Token& word = analyzed.tokens.front();
  const std::vector<Analysis> analyses =
      analyzer.morphology().analyze(word.exact, AnalyzedText::kMaxReadings);
  // A number, an acronym, Kur'an, or a word that the owner's lexicon names is not stemmed by them.
  if (analyses.empty() || analyses.front().stem != word.stem) return analyzed;
  for (const Analysis& analysis : analyses) analyzed.readings.push_back(reading_of(analysis));
  return analyzed;
}

std::string TextAnalyzer::stem(std::string_view bytes) {
  return state_->analyzer.stem_word(clean_typed(decoded_text(bytes, "no word: ")).text);
}

}  // namespace newsidx
