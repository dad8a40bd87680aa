#include "newsidx/model_fit.h"

#include <memory>

#include "indexer/article_source.h"
#include "indexer/fit_output.h"
#include "store/atomic_file.h"
#include "text/morphology/fitter.h"
#include "text/morphology/model.h"
#include "text/morphology/shipped_model.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

class WordSink : public FileSink {
 public:
  WordSink(const AddObserver& observer, std::uint64_t bytes_total)
      : observer_(observer), bytes_total_(bytes_total) {}

  void begin_file(const InputFile&) override {}

  void article(Article&& article, const std::string&) override {
    if (!article.title_from_text) words.add_text(article.title);
    words.add_text(article.text);
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

  WordCounts words;
  std::uint64_t articles = 0;
  std::uint64_t refusals = 0;

 private:
  const AddObserver& observer_;
  std::uint64_t bytes_ = 0;
  std::uint64_t bytes_total_ = 0;
};

std::vector<RootSpec> read_roots(const std::filesystem::path& file) {
  if (file.empty()) return parse_roots(shipped_roots(), "roots.tsv");
  return parse_roots(read_whole_file(file, "name a list of roots, or leave --roots out"),
                     file.string());
}

}  // namespace

FitReport fit_model(const FitRequest& request, std::istream& standard_input,
                    const AddObserver& observer) {
  require_replaceable(request.output);
  const std::vector<RootSpec> roots = read_roots(request.roots);
  Inputs inputs = find_inputs(request.articles.paths, request.articles.format);
  FitReport report;
  for (const Notice& missing : inputs.missing) {
    ++report.missing_paths;
    if (observer.refused) observer.refused(missing);
  }
  WordSink sink(observer, inputs.bytes);
  for (const Notice& unreadable : inputs.unreadable)
    sink.refused(unreadable.place, unreadable.text);
  read_articles(inputs, standard_input, request.articles, sink);
  report.articles = sink.articles;
  report.refused = sink.refusals;
  report.running_words = sink.words.running_words();
  if (sink.articles == 0)
    throw Error(ErrorCode::kInputRefused, "there is no article to fit to",
                "name text files or JSON Lines with the archive's articles");

  FitOptions options;
  options.passes = request.passes;
  const FittedModel fitted = fit_to_words(roots, sink.words, options);
  report.words = fitted.words;
  report.unread = fitted.unread;
  report.listed = fitted.listed;
  report.found = fitted.found;
  report.nats_per_word = fitted.nats_per_word;
  report.bytes = fitted.bytes.size();
  replace_file(request.output, fitted.bytes);
  report.checksum = MorphologyModel::open(request.output)->checksum();
  return report;
}

}  // namespace newsidx
