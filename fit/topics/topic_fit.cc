#include "newsidx/topic_fit.h"

#include "entities/names/shipped_names.h"
#include "fit/fit_files.h"
#include "fit/topics/topic_fitter.h"
#include "store/atomic_file.h"
#include "text/analyzer.h"
#include "text/decode.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

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
  Analyzer analyzer(kDefaultStemmer);
  TopicFitter fitter(std::move(list));
  read_to_learn(request.articles, standard_input, observer, report, [&](Article&& article) {
    const std::vector<Token> title = analyzer.analyze(article.title);
    fitter.add(title, analyzer.analyze(article.text));
  });
  const std::vector<TopicPhrase> phrases = fitter.fit();
  const std::string model = print_topic_model(phrases);
  replace_file(request.output, model);
  report.taught = fitter.articles();
  report.learnt = phrases.size() - report.listed;
  report.bytes = model.size();
  return report;
}

}  // namespace newsidx
