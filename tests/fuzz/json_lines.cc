// The reader of JSON Lines: whatever the lines are, an article or a reason each; an article that is
// written as a line again is read as the same.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/fuzz/reading.h"

namespace newsidx::fuzz {
namespace {

using Json = nlohmann::json;

void read_lines(const std::string& bytes, const AddRequest& request, Read& read) {
  std::istringstream in(bytes);
  read_json_lines(in, "a.jsonl", request, read);
}

std::string line_of(const Article& article) {
  Json line = {{"id", article.id},         {"source", article.source},
               {"author", article.author}, {"section", article.section},
               {"url", article.url},       {"text", article.original()}};
  if (!article.title_from_text) line["title"] = article.title;
  if (article.date) line["date"] = format_date(*article.date);
  Json extra = Json::object();
  for (const auto& [name, value] : article.extra) extra[name] = Json::parse(value);
  line["extra"] = std::move(extra);
  line["v"] = 1;
  return line.dump();
}

// Entities and tags are read once more where they stand in what was read.
bool has_markup(const Article& article) {
  for (const std::string* field :
       {&article.title, &article.source, &article.author, &article.section})
    if (field->find_first_of("<&") != std::string::npos) return true;
  return false;
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  Input input(data, size);
  AddRequest request;
  const unsigned how = input.choice(8);
  if (how == 1) request.max_article_bytes = 60;
  if (how == 2) request.leave_out = {"text_html", "date"};
  const std::string bytes(input.rest());
  Read read;
  read_lines(bytes, request, read);
  const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  require(read.articles.size() + read.reasons.size() <= lines, "more articles than lines");
  require(read.bytes <= bytes.size(), "bytes miscounted");
  if (read.reasons.empty()) require(read.bytes == bytes.size(), "bytes left out");
  for (const Article& article : read.articles) {
    if (has_markup(article)) continue;
    Read again;
    read_lines(line_of(article), {}, again);
    require(again.articles.size() == 1, "an article that is refused when it is written again",
            again.reasons.empty() ? "" : again.reasons[0]);
    require(again.articles[0] == article, "an article that is another when it is written again",
            line_of(article) + "\n" + line_of(again.articles[0]));
  }
  return 0;
}
