#include "cli/text/render_explanation.h"

#include <fmt/format.h>

#include "newsidx/displayable.h"

namespace newsidx::cli {
namespace {

// Every line two columns in.
std::string indented(const std::string& lines) {
  std::string out;
  for (std::size_t i = 0; i < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', i), lines.size());
    out += fmt::format("  {}\n", displayable_text(lines.substr(i, end - i)));
    i = end + 1;
  }
  return out;
}

}  // namespace

std::string render_explanation(const QueryExplanation& explanation) {
  std::string out = fmt::format("query\n{}words\n", indented(explanation.query));
  for (const Token& token : explanation.tokens)
    out += fmt::format("  {}: stem {}, folded {}{}\n", displayable_text(token.exact),
                       displayable_text(token.stem), displayable_text(token.folded),
                       token.stop_word ? ", a stop word" : "");
  out += fmt::format("tree\n{}asked of the index\n{}\n", indented(explanation.tree),
                     indented(explanation.xapian));
  return out;
}

std::string render_score(double score, const std::vector<ScorePart>& parts) {
  std::string out = fmt::format("    score {:.4f}\n", score);
  for (const ScorePart& part : parts)
    out += fmt::format("    {:9.4f}  {}\n", part.score, displayable_text(part.what));
  return out;
}

}  // namespace newsidx::cli
