#include <fmt/format.h>

#include <memory>

#include "cli/commands/fit_names.h"
#include "cli/commands/fit_report.h"
#include "cli/commands/fit_topics.h"
#include "cli/commands/intake_options.h"
#include "cli/options.h"
#include "newsidx/model_fit.h"

namespace newsidx::cli {
namespace {

std::string summary(const FitRequest& request, const FitReport& report) {
  return fmt::format(
      "{}: model {} of {} bytes\n"
      "  {} articles, {} words, {} of them distinct and met twice or more ({} without analysis)\n"
      "  {} roots of the list, {} found in the texts; {:.2f} nats a word\n",
      request.output.string(), report.checksum, report.bytes, report.articles, report.running_words,
      report.words + report.unread, report.unread, report.listed, report.found,
      report.nats_per_word);
}

Json as_json(const FitRequest& request, const FitReport& report) {
  return {{"v", kJsonVersion},
          {"model", request.output.string()},
          {"checksum", report.checksum},
          {"bytes", report.bytes},
          {"articles", report.articles},
          {"refused", report.refused},
          {"running_words", report.running_words},
          {"words", report.words},
          {"unread", report.unread},
          {"roots_listed", report.listed},
          {"roots_found", report.found},
          {"nats_per_word", report.nats_per_word}};
}

struct FitOptions {
  FitRequest stems;
  std::vector<std::filesystem::path> annotated;  // fits the finder of names when there is any
  std::vector<std::filesystem::path> silver;
  std::filesystem::path name_words;
  bool topics = false;
  std::filesystem::path vocabulary;
};

int run_topics(const FitOptions& options, const CommonOptions& common, bool passes_given) {
  if (passes_given || !options.annotated.empty() || !options.silver.empty() ||
      !options.name_words.empty() || !options.stems.roots.empty())
    throw Error(ErrorCode::kUsage, "--topics goes with PATH and --vocabulary only",
                "leave --names, --silver, --words, --roots and --passes out");
  TopicFitRequest request;
  request.articles = options.stems.articles;
  request.output = options.stems.output;
  request.vocabulary = options.vocabulary;
  return run_topic_fit(request, common);
}

int run_fit(const FitOptions& options, const CommonOptions& common, bool passes_given) {
  if (options.topics) return run_topics(options, common, passes_given);
  if (!options.vocabulary.empty())
    throw Error(ErrorCode::kUsage, "--vocabulary is for --topics", "leave it out");
  if (options.annotated.empty()) {
    if (!options.name_words.empty() || !options.silver.empty())
      throw Error(ErrorCode::kUsage, "--words and --silver are for --names", "leave them out");
    if (options.stems.articles.paths.empty())
      throw Error(ErrorCode::kUsage, "PATH is required",
                  "name files or folders with articles, or -");
    return run_and_report(options.stems, common, fit_model, summary, as_json);
  }
  if (!options.stems.roots.empty())
    throw Error(ErrorCode::kUsage, "--roots has no use with --names", "leave it out");
  if (options.stems.articles.paths.empty() == options.name_words.empty())
    throw Error(ErrorCode::kUsage, "what words are like comes from articles or from another model",
                "name articles (PATH), or a model of names with --words");
  NameFitRequest request;
  request.articles = options.stems.articles;
  request.annotated = options.annotated;
  request.silver = options.silver;
  request.output = options.stems.output;
  request.words = options.name_words;
  if (passes_given) request.passes = options.stems.passes;
  return run_name_fit(request, common);
}

}  // namespace

void add_fit(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<FitOptions>();
  FitRequest* request = &options->stems;
  CLI::App* command = program.add_subcommand(
      "fit", "Fit the stemmer, or the finders of names and topics, to an archive");
  command
      ->add_option("PATH", request->articles.paths,
                   "files, folders (read recursively), or - for standard input")
      ->type_name("");
  command->add_option("-o,--output", request->output, "the model file to write")
      ->required()
      ->type_name("FILE")
      ->check(not_empty());
  command->add_option("--roots", request->roots, "a word list in the place of the program's own")
      ->type_name("FILE")
      ->check(not_empty());
  command
      ->add_option(
          "--names", options->annotated,
          "fit the finder of names to these annotated sentences (CoNLL) and to the articles")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->check(not_empty());
  command
      ->add_option("--silver", options->silver,
                   "with --names: more sentences, annotated by a machine; they count less")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->check(not_empty());
  command
      ->add_option("--words", options->name_words,
                   "with --names: what words are like, from this model instead of articles")
      ->type_name("FILE")
      ->check(not_empty());
  command->add_flag("--topics", options->topics,
                    "sharpen the vocabulary of topics by the articles");
  command
      ->add_option("--vocabulary", options->vocabulary,
                   "with --topics: a list in the place of the program's own")
      ->type_name("FILE")
      ->check(not_empty());
  CLI::Option* passes =
      command
          ->add_option("--passes", request->passes,
                       "passes over the words, at least 2; with --names over the sentences (30)")
          ->type_name("N")
          ->transform(whole_number(2, 1000))
          ->capture_default_str();
  add_input_option(*command, request->articles.format);
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Reads the articles as `newsidx add` does and learns from their words, without any annotation, what each root
and each suffix costs. `newsidx add --model FILE` makes an index with it; the index keeps a copy.

With --names it learns to find people, places and organisations: from sentences in which they are marked
(CoNLL, token<TAB>B-PER), and from the articles which words stand beside which, and which have capitals.
`newsidx analyze --names --model FILE` uses the model; docs/names.md tells more.

With --topics it takes the list of words and phrases that speak for topics (the program's own, or
--vocabulary), names the topics of the articles by it, and learns which other words go with which topic.
Without PATH the model is the list alone. `newsidx analyze --topics --model FILE` uses it; docs/topics.md
tells more.

Examples:
  newsidx fit archive/ -o archive.model
  newsidx fit archive/ --topics -o topics.model
  newsidx fit archive/ --names annotated.conll -o names.model
  zcat 2009.jsonl.gz | newsidx fit - -o 2009.model

Exit code: 0 done, 3 some articles were refused (each is named), 65 there was no article,
66 a path does not exist.)");
  command->callback([options, passes, &common, &exit_code] {
    exit_code = run_fit(*options, common, passes->count() > 0);
  });
}

}  // namespace newsidx::cli
