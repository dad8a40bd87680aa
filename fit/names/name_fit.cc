#include "newsidx/name_fit.h"

#include "fit/fit_files.h"
#include "fit/names/annotated_text.h"
#include "fit/names/name_fitter.h"
#include "fit/names/word_facts.h"
#include "store/atomic_file.h"
#include "text/clean.h"
#include "text/decode.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

// So much text of the articles is read twice, for the types of words.
constexpr std::size_t kKeptBytes = 256U << 20U;

// What the articles tell of words, and the texts themselves as far as they are kept.
struct Facts {
  WordFacts words;
  std::vector<std::string> texts;  // of the first articles
  std::size_t kept = 0;            // bytes of them

  void learn(Article&& article) {
    if (!article.title_from_text) words.add_text(article.title);
    words.add_text(article.text);
    if (kept >= kKeptBytes) return;
    kept += article.text.size();
    texts.push_back(std::move(article.text));
  }
};

std::vector<AnnotatedText> read_annotated(const std::filesystem::path& file) {
  const Decoded decoded = decode(read_whole_file(file, "name a CoNLL file with --names"));
  if (!decoded.problem.empty())
    throw Error(ErrorCode::kInputRefused, file.string() + ": " + decoded.problem);
  return read_conll(decoded.text, file.string());
}

}  // namespace

NameFitReport fit_name_model(const NameFitRequest& request, std::istream& standard_input,
                             const AddObserver& observer) {
  require_replaceable(request.output);
  NameFitOptions options;
  options.passes = request.passes;
  std::vector<AnnotatedText> texts;
  for (const std::filesystem::path& file : request.annotated)
    for (AnnotatedText& text : read_annotated(file)) texts.push_back(std::move(text));
  for (const std::filesystem::path& file : request.silver)
    for (AnnotatedText& text : read_annotated(file)) {
      text.weight = static_cast<float>(options.silver_weight);
      texts.push_back(std::move(text));
    }
  NameFitReport report;
  for (const AnnotatedText& text : texts) report.names += text.names.size();
  if (report.names == 0)
    throw Error(ErrorCode::kInputRefused, "there is no annotated name to fit to",
                "name CoNLL files with B-PER, B-LOC and B-ORG tags");

  const std::vector<NamePhrase> phrases = name_lexicon();
  std::vector<KnownWord> words;
  if (!request.words.empty()) words = NameModel::open(request.words)->words();
  if (!request.articles.paths.empty()) {
    Facts facts;
    read_to_learn(request.articles, standard_input, observer, report,
                  [&facts](Article&& article) { facts.learn(std::move(article)); });
    report.running_words = facts.words.running_words();
    words = facts.words.known_words();
    find_word_types(texts, facts.texts, phrases, options, words);
  }

  const FittedNames fitted = fit_names(texts, std::move(words), phrases, options);
  report.words = fitted.words;
  report.phrases = fitted.phrases;
  report.features = fitted.features;
  report.bytes = fitted.bytes.size();
  replace_file(request.output, fitted.bytes);
  report.checksum = NameModel::open(request.output)->checksum();
  return report;
}

}  // namespace newsidx
