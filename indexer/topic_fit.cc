#include "newsidx/topic_fit.h"

#include "entities/shipped_names.h"
#include "entities/topic_fitter.h"
#include "indexer/article_source.h"
#include "indexer/fit_output.h"
#include "store/atomic_file.h"
#include "text/analyzer.h"
#include "text/decode.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

class TopicSink : public FileSink {
 public:
  TopicSink(std::vector<TopicPhrase> list, const AddObserver& observer, std::uint64_t bytes_total)
      : fitter(std::move(list)), observer_(observer), bytes_total_(bytes_total) {}

  void begin_file(const InputFile&) override {}

  void article(Article&& article, const std::string&) override {
    const std::vector<Token> title = analyzer_.analyze(article.title);
    fitter.add(title, analyzer_.analyze(article.text));
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

  TopicFitter fitter;
  std::uint64_t articles = 0;
  std::uint64_t refusals = 0;

 private:
  const AddObserver& observer_;
  std::uint64_t bytes_ = 0;
  std::uint64_t bytes_total_ = 0;
  Analyzer analyzer_{kDefaultStemmer};
};

std::vector<TopicPhrase> read_list(const std::filesystem::path& file) {
  if (file.empty()) return parse_topic_list(shipped_topic_list(), "topics.tsv");
  const Decoded decoded = decode(read_whole_file(file, "name a list with --vocabulary"));
  if (!decoded.problem.empty())
    throw Error(ErrorCode::kInputRefused, file.string() + ": " + decoded.problem);
  return parse_topic_list(decoded.text, file.string());
}

}  // namespace

TopicFitReport fit_topic_model(const TopicFitRequest& request, std::istream& standard_input,
                               const AddObserver& observer) {
  require_replaceable(request.output);
  TopicFitReport report;
  std::vector<TopicPhrase> list = read_list(request.vocabulary);
  if (list.empty())
    throw Error(ErrorCode::kInputRefused, "the list has no phrase",
                "write topic<TAB>weight<TAB>phrase, phrase");
  report.listed = list.size();
  Inputs inputs = find_inputs(request.articles.paths, request.articles.format);
  for (const Notice& missing : inputs.missing) {
    ++report.missing_paths;
    if (observer.refused) observer.refused(missing);
  }
  TopicSink sink(std::move(list), observer, inputs.bytes);
  for (const Notice& unreadable : inputs.unreadable)
    sink.refused(unreadable.place, unreadable.text);
  read_articles(inputs, standard_input, request.articles, sink);
  const std::vector<TopicPhrase> phrases = sink.fitter.fit();
  const std::string model = print_topic_model(phrases);
  replace_file(request.output, model);
  report.articles = sink.articles;
  report.refused = sink.refusals;
  report.taught = sink.fitter.articles();
  report.learnt = phrases.size() - report.listed;
  report.bytes = model.size();
  return report;
}

}  // namespace newsidx
