#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "cli/commands/analyze_names.h"
#include "cli/commands/analyze_topics.h"
#include "cli/options.h"
#include "cli/standard_input.h"
#include "newsidx/beginning.h"
#include "newsidx/displayable.h"
#include "newsidx/status.h"
#include "newsidx/utf8.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

// A hundred pages: of a row a word nobody reads more, and each takes memory.
constexpr std::size_t kMaxShownText = kReadForNames;

struct AnalyzeOptions {
  std::vector<std::string> words;
  bool stems = false;
  bool names = false;
  bool resolve = false;
  bool topics = false;  // of lines
  std::string stemmer{stemmer_name(kDefaultStemmer)};
  std::string model;
  std::string lexicon;
};

// Columns under each other; the last is not padded.
std::string render_rows(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], display_columns(row[i]));
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) out += padded(row[i], widths[i] + 2);
    out += row.back() + "\n";
  }
  return out;
}

std::string render_tokens(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<std::vector<std::string>> rows = {
      {"bytes", "word", "exact", "stem", "folded", "why"}};
  for (const Token& token : tokens)
    rows.push_back({fmt::format("{}-{}", token.begin, token.end),
                    displayable_text(text.substr(token.begin, token.end - token.begin)),
                    displayable_text(token.exact), displayable_text(token.stem),
                    displayable_text(token.folded), token.reason});
  return render_rows(rows);
}

// The ways to read the one word of a text, the likeliest first; it gives the stem.
std::string render_readings(const std::vector<WordReading>& readings) {
  std::vector<std::vector<std::string>> rows = {{"cost", "stem", "root", "class", "suffixes"}};
  for (const WordReading& reading : readings) {
    std::string suffixes;
    for (const WordReading::Suffix& suffix : reading.suffixes)
      suffixes += (suffixes.empty() ? "" : " + ") + std::string(suffix.name);
    rows.push_back({fmt::format("{:.2f}", reading.cost), displayable_text(reading.stem),
                    displayable_text(reading.root), std::string(reading.root_class),
                    suffixes.empty() ? "-" : suffixes});
  }
  return render_rows(rows);
}

Json as_json(const std::vector<WordReading>& readings) {
  Json json = Json::array();
  for (const WordReading& reading : readings) {
    Json suffixes = Json::array();
    for (const WordReading::Suffix& suffix : reading.suffixes)
      suffixes.push_back({{"tag", suffix.tag}, {"name", suffix.name}});
    json.push_back({{"cost", reading.cost},
                    {"stem", reading.stem},
                    {"root", reading.root},
                    {"class", reading.root_class},
                    {"suffixes", std::move(suffixes)}});
  }
  return json;
}

int print_stems(TextAnalyzer& analyzer) {
  std::size_t number = 0;
  bool refused = false;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.ends_with('\r')) line.pop_back();
    ++number;
    // Every line in is a line out; what is no word stands for itself.
    const std::string word = replace_invalid_utf8(line);
    std::string stem = word;
    try {
      stem = analyzer.stem(line);
    } catch (const Error& error) {
      complain(fmt::format("-:{}: {}", number, error.what()));
      refused = true;
    }
    write_out(fmt::format("{}\t{}\n", word, stem));
  }
  return refused ? kSomeRefused : kDone;
}

int run_analyze(const AnalyzeOptions& options, const CommonOptions& common) {
  if (options.names && options.topics)
    throw Error(ErrorCode::kUsage, "--names and --topics are two runs", "leave one out");
  if (options.names) {
    if (!options.words.empty() || options.stems || !options.lexicon.empty())
      throw Error(ErrorCode::kUsage,
                  "--names reads lines of text from standard input: leave TEXT, --stems and "
                  "--lexicon out");
    NameReader reader(options.model);
    if (options.resolve) reader.use_aliases(common.index_dir());
    return print_names(reader, options.resolve);
  }
  if (options.resolve)
    throw Error(ErrorCode::kUsage, "--resolve tells whom names mean: it goes with --names");
  StemmerChoice choice;
  choice.kind = stemmer_kind(options.stemmer);
  choice.lexicon = options.lexicon;
  if (options.topics) {
    if (!options.words.empty() || options.stems)
      throw Error(
          ErrorCode::kUsage,
          "--topics reads articles, one a line, from standard input: leave TEXT and --stems "
          "out");
    TopicReader reader(options.model, choice);
    return print_topics(reader);
  }
  choice.model = options.model;
  TextAnalyzer analyzer(choice);
  if (options.stems) {
    if (!options.words.empty())
      throw Error(ErrorCode::kUsage, "--stems reads words from standard input: leave TEXT out");
    return print_stems(analyzer);
  }
  std::string raw;
  for (const std::string& word : options.words) raw += (raw.empty() ? "" : " ") + word;
  if (options.words.empty())
    raw = read_standard_input(
        kMaxShownText, "the text",
        "give it in parts, or a part of it: head -c 200000 TEXT | newsidx analyze");
  const AnalyzedText analyzed = analyzer.analyze(raw);
  const std::string& text = analyzed.text;
  const std::vector<Token>& tokens = analyzed.tokens;
  if (common.format_or(Format::kText) == Format::kJson) {
    Json json = {{"v", kJsonVersion}, {"text", text}, {"tokens", Json::array()}};
    for (const Token& token : tokens) json["tokens"].push_back(to_json(token));
    if (!analyzed.readings.empty()) json["analyses"] = as_json(analyzed.readings);
    write_out(dump(json, true) + "\n");
  } else {
    write_out(render_tokens(text, tokens));
    if (!analyzed.readings.empty()) write_out("\n" + render_readings(analyzed.readings));
  }
  return tokens.empty() ? kNothingFound : kDone;
}

}  // namespace

void add_analyze(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<AnalyzeOptions>();
  CLI::App* command = program.add_subcommand("analyze", "Show how text becomes search terms");
  command->add_option("TEXT", options->words, "the text; without it, standard input")
      ->type_name("");
  command->add_flag("--stems", options->stems,
                    "read words, one a line, from standard input; print word<TAB>stem");
  command->add_flag("--names", options->names,
                    "read lines from standard input; print their people, places, organisations");
  command->add_flag("--resolve", options->resolve, "with --names: tell whom each name means");
  command->add_flag("--topics", options->topics,
                    "read articles, one a line, from standard input; print what they are about");
  command
      ->add_option(
          "--model", options->model,
          "a model made by newsidx fit (--names: by fit --names; --topics: by fit --topics)")
      ->type_name("FILE")
      ->check(not_empty());
  command->add_option("--lexicon", options->lexicon, "words to stem otherwise: word<TAB>stem lines")
      ->type_name("FILE")
      ->check(not_empty());
  command->add_option("--stemmer", options->stemmer, "lexicon, snowball, prefix5, none")
      ->type_name("NAME")
      ->capture_default_str();
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Each word has three forms: exact (lower case by Turkish rules, without the suffix behind an apostrophe),
stem, and folded (the stem without Turkish letters). An exact match ranks above one by stem, and that above
one by folding. Offsets are bytes of the text after cleaning (as `newsidx get` prints it).

A text of more than 256 kB is refused; --stems, --names and --topics read any number of lines.

Of a word alone it also shows the ways to read it: root, suffixes, and what each costs (-log of its
probability; the cheapest gives the stem). docs/stemming.md tells how.

--names prints for each name {"line","start","end","type","text","name"}, a JSON object a line: type is
person, place or organization, start and end are bytes in the line as it came, text is what stands there with
its suffix, name is without it. Forty lines that follow each other count as one article: what a word names in
one place counts in the others. docs/names.md tells how names are found, and how well.

With --resolve each has a key "entity": the fullest name that these lines have for whom it means, or that
which the list of aliases gives it (newsidx aliases); type is that of whom it means. Offices that point to
someone ("Rus lider") are printed as well, without "name".

--topics prints for each line {"line","topics":[{"id","label","label_en","parent","score"}…]}, best first:
id is the IPTC's Media Topic, label its Turkish name, parent the topic above it, score (above 0, at most 1)
how much of the article is about it. docs/topics.md tells how topics are found, and how well.

Examples:
  newsidx analyze bakanlığında
  newsidx analyze "Putin'in 2026'da İSTANBUL'daki görüşmesi"
  newsidx analyze --stemmer snowball --format json < makale.txt
  newsidx analyze --stems < words.txt
  newsidx analyze --names < makale.txt
  newsidx analyze --names --resolve < makale.txt | jq -r .entity | sort | uniq -c
  newsidx analyze --topics < makaleler.txt

Exit code: 0, 1 when the text has no words, or no names or topics, or 65 when it is refused.)");
  command->callback([options, &common, &exit_code] { exit_code = run_analyze(*options, common); });
}

}  // namespace newsidx::cli
