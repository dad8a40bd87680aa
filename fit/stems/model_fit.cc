#include "newsidx/model_fit.h"

#include "fit/fit_files.h"
#include "store/atomic_file.h"
#include "text/morphology/fitter.h"
#include "text/morphology/model.h"
#include "text/morphology/shipped_model.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

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
  FitReport report;
  WordCounts words;
  read_to_learn(request.articles, standard_input, observer, report, [&words](Article&& article) {
    if (!article.title_from_text) words.add_text(article.title);
    words.add_text(article.text);
  });
  report.running_words = words.running_words();
  if (report.articles == 0)
    throw Error(ErrorCode::kInputRefused, "there is no article to fit to",
                "name text files or JSON Lines with the archive's articles");

  FitOptions options;
  options.passes = request.passes;
  const FittedModel fitted = fit_to_words(roots, words, options);
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
