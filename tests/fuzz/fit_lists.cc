// What models are fitted from: lists of roots, of names and of topics, and annotated text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "entities/names/name_lexicon.h"
#include "entities/topics/topic_model.h"
#include "fit/names/annotated_text.h"
#include "tests/fuzz/check.h"
#include "text/morphology/lexicon.h"

namespace newsidx::fuzz {
namespace {

void check_annotated(std::string_view lines) {
  NameTokenizer tokenizer;
  std::vector<NameToken> tokens;
  std::vector<AnnotatedText> texts;
  runs({ErrorCode::kInputRefused}, [&] { texts = read_conll(lines, "names.conll"); });
  for (const AnnotatedText& text : texts) {
    require_utf8(text.text, "text that is not UTF-8");
    for (const MarkedName& name : text.names)
      require_range(text.text, name.begin, name.end, "a name that is no part of its text");
    tokenizer.tokenize(text.text, tokens);
    require(labels_of(text, tokens).size() == tokens.size(), "tokens without a label", text.text);
  }
}

void check_roots(std::string_view lines) {
  std::vector<RootSpec> roots;
  runs({ErrorCode::kInputRefused}, [&] { roots = parse_roots(lines, "roots.tsv"); });
  std::vector<Allomorph> allomorphs;
  for (const RootSpec& root : roots) append_allomorphs(root, allomorphs);
}

void check_topics(std::string_view lines) {
  std::vector<TopicPhrase> phrases;
  runs({ErrorCode::kInputRefused}, [&] { phrases = parse_topic_list(lines, "topics.tsv"); });
  const std::string model = print_topic_model(phrases);
  require(print_topic_model(parse_topic_model(model, "again")) == model,
          "a list of topics that does not come back", model);
}

void check_names(std::string_view lines) {
  runs({ErrorCode::kInputRefused}, [&] {
    for (const NamePhrase& phrase : parse_name_list(lines, "names.tsv"))
      require(!phrase.words.empty() && phrase.kinds != 0, "a phrase of nothing");
  });
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  Input input(data, size);
  const unsigned which = input.choice(4);
  if (which == 1) {
    check_roots(input.rest());
    return 0;
  }
  // Decoded by whoever reads the file.
  const std::string lines = input.rest_as_text();
  if (which == 0) check_annotated(lines);
  if (which == 2) check_topics(lines);
  if (which == 3) check_names(lines);
  return 0;
}
