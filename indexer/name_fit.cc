#include "newsidx/name_fit.h"

#include "entities/annotated_text.h"
#include "entities/name_fitter.h"
#include "entities/word_facts.h"
#include "indexer/article_source.h"
#include "indexer/fit_output.h"
#include "store/atomic_file.h"
#include "text/clean.h"
#include "text/decode.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

// So much text of the articles is read twice, for the types of words.
constexpr std::size_t kKeptBytes = 256U << 20U;

class FactSink : public FileSink {
 public:
  FactSink(const AddObserver& observer, std::uint64_t bytes_total)
      : observer_(observer), bytes_total_(bytes_total) {}

  void begin_file(const InputFile&) override {}

  void article(Article&& article, const std::string&) override {
    if (!article.title_from_text) facts.add_text(article.title);
    facts.add_text(article.text);
    if (kept_ < kKeptBytes) {
      kept_ += article.text.size();
      texts.push_back(std::move(article.text));
    }
    ++articles;
  }

  void refused(const std::string& place, const std::string& reason) override {
    ++refusals;
    if (observer_.refused) observer_.refused({place, reason});
  }

  void mended(const std::string&, const std::string&) override {}
  void converted(const std::string&) override {}

  void advanced(std::size_t bytes) override {
    bytes_ += bytes;
    if (observer_.progress) observer_.progress({articles, bytes_, bytes_total_});
  }

  WordFacts facts;
  std::vector<std::string> texts;  // of the first articles
  std::uint64_t articles = 0;
  std::uint64_t refusals = 0;

 private:
  const AddObserver& observer_;
  std::uint64_t bytes_ = 0;
  std::uint64_t bytes_total_ = 0;
  std::size_t kept_ = 0;
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
    Inputs inputs = find_inputs(request.articles.paths, request.articles.format);
    for (const Notice& missing : inputs.missing) {
      ++report.missing_paths;
      if (observer.refused) observer.refused(missing);
    }
    FactSink sink(observer, inputs.bytes);
    for (const Notice& unreadable : inputs.unreadable)
      sink.refused(unreadable.place, unreadable.text);
    read_articles(inputs, standard_input, request.articles, sink);
    report.articles = sink.articles;
    report.refused = sink.refusals;
    report.running_words = sink.facts.running_words();
    words = sink.facts.known_words();
    find_word_types(texts, sink.texts, phrases, options, words);
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
