#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/progress.h"
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

int run_fit(const FitRequest& request, const CommonOptions& common) {
  ProgressLine progress(!common.quiet);
  AddObserver observer;
  observer.refused = [&](const Notice& notice) {
    progress.clear();
    complain(fmt::format("{}: {}", notice.place, notice.text));
  };
  observer.progress = [&](const AddProgress& now) { progress.show(now); };
  const FitReport report = fit_model(request, std::cin, observer);
  progress.clear();
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump(as_json(request, report), true) + "\n");
  else if (!common.quiet)
    write_out(summary(request, report));
  if (report.missing_paths > 0) return static_cast<int>(ErrorCode::kNotFound);
  return report.refused > 0 ? kSomeRefused : kDone;
}

}  // namespace

void add_fit(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto request = std::make_shared<FitRequest>();
  CLI::App* command = program.add_subcommand("fit", "Fit the stemmer to an archive's own words");
  command
      ->add_option("PATH", request->articles.paths,
                   "files, folders (read recursively), or - for standard input")
      ->required()
      ->type_name("");
  command->add_option("-o,--output", request->output, "the model file to write")
      ->required()
      ->type_name("FILE")
      ->check(not_empty());
  command->add_option("--roots", request->roots, "a word list in the place of the program's own")
      ->type_name("FILE")
      ->check(not_empty());
  command->add_option("--passes", request->passes, "passes of expectation maximization, at least 2")
      ->type_name("N")
      ->transform(whole_number(2, 1000))
      ->capture_default_str();
  add_choice(*command, "--input", request->articles.format,
             {{"auto", InputFormat::kAuto},
              {"text", InputFormat::kPlainText},
              {"jsonl", InputFormat::kJsonLines}},
             "how to read: auto (by name, then content), text, jsonl");
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Reads the articles as `newsidx add` does and learns from their words, without any annotation, what each root
and each suffix costs. `newsidx add --model FILE` makes an index with it; the index keeps a copy.

Examples:
  newsidx fit archive/ -o archive.model
  zcat 2009.jsonl.gz | newsidx fit - -o 2009.model

Exit code: 0 done, 3 some articles were refused (each is named), 65 there was no article, 66 a path does not exist.)");
  command->callback([request, &common, &exit_code] { exit_code = run_fit(*request, common); });
}

}  // namespace newsidx::cli
