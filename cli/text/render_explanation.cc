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

// What is said of a plan, in English and in Turkish.
struct PlanWords {
  std::string_view plan;
  std::string_view not_looked_for;
  std::string_view matches;
  std::string_view read;
  std::string_view adds;
  std::string_view only_adds;  // to what was found otherwise
  std::string_view marks;
  std::string_view together;
  std::string_view cost;
  std::string_view costs;
};
constexpr PlanWords kEnglishPlan = {
    "plan",
    "not looked for: a stop word beside better words",
    "matches at most {} articles by {} lists of the index",
    "articles were read to be sure; {} have it",
    "adds",
    "adds to what is found",
    "marks, too",
    "words together",
    "cost",
    "{} lists of the index, at most {} postings and {} lists of places"};
constexpr PlanWords kTurkishPlan = {
    "plan",
    "aranmaz: daha belirgin sözcüklerin yanında bir dolgu sözcüğü",
    "dizindeki {1} listeyle en çok {0} habere uyar",
    "emin olmak için haberler okundu; {} haberde var",
    "ekler",
    "bulunmuş olana ekler",
    "ayrıca işaretlenir",
    "sözcükler birlikte",
    "maliyet",
    "dizinde {} liste, en çok {} kayıt ve {} yer listesi",
};

const PlanWords& plan_words(Language language) {
  return language == Language::kTurkish ? kTurkishPlan : kEnglishPlan;
}

std::string_view name_of(const PlanName& name, Language language) {
  return language == Language::kTurkish ? name.turkish : name.english;
}

std::string evidence_lines(const std::vector<PlannedEvidence>& evidence, std::size_t indent,
                           Language language) {
  const PlanWords& words = plan_words(language);
  std::string out;
  for (const PlannedEvidence& piece : evidence)
    out +=
        fmt::format("{:{}}{} {:g} {}: {}\n", "", indent, piece.finds ? words.adds : words.only_adds,
                    piece.weight, name_of(piece.kind, language), displayable_text(piece.what));
  return out;
}

std::string leaf_lines(const PlannedPart& part, std::size_t indent, Language language) {
  const PlanWords& words = plan_words(language);
  const auto line = [&](const std::string& text) {
    return fmt::format("{:{}}{}\n", "", indent, text);
  };
  std::string out;
  if (!part.looked_for) return line(std::string(words.not_looked_for));
  std::string matches = fmt::format(fmt::runtime(words.matches), part.articles, part.terms);
  if (!part.matches.empty()) matches += ": " + displayable_text(part.matches);
  out += line(matches);
  if (part.must_be_read) out += line(fmt::format(fmt::runtime(words.read), part.read_matches));
  out += evidence_lines(part.evidence, indent, language);
  std::string marks;
  for (const std::string& mark : part.marks) marks += (marks.empty() ? "" : ", ") + mark;
  if (!marks.empty()) out += line(fmt::format("{}: {}", words.marks, displayable_text(marks)));
  return out;
}

// The tree, a part a line, and below each leaf what it comes to.
std::string plan_text(const QueryExplanation& explanation, Language language) {
  const PlanWords& words = plan_words(language);
  std::string out = fmt::format("{}\n", words.plan);
  for (const PlannedPart& part : explanation.plan) {
    const std::size_t indent = 2 + 2 * part.depth;
    out += fmt::format("{:{}}{}\n", "", indent, displayable_text(part.part));
    if (part.leaf) out += leaf_lines(part, indent + 4, language);
  }
  if (!explanation.together.empty())
    out +=
        fmt::format("  {}\n{}", words.together, evidence_lines(explanation.together, 6, language));
  const PlannedCost& cost = explanation.cost;
  return out + fmt::format("{}\n  {}\n", words.cost,
                           fmt::format(fmt::runtime(words.costs), cost.terms, cost.postings,
                                       cost.positions));
}

}  // namespace

std::string render_explanation(const QueryExplanation& explanation, Language language) {
  std::string out = fmt::format("query\n{}words\n", indented(explanation.query));
  for (const Token& token : explanation.tokens)
    out += fmt::format("  {}: stem {}, folded {}{}\n", displayable_text(token.exact),
                       displayable_text(token.stem), displayable_text(token.folded),
                       token.stop_word ? ", a stop word" : "");
  out += plan_text(explanation, language);
  out += fmt::format("asked of the index\n{}\n", indented(explanation.xapian));
  return out;
}

std::string render_score(double score, const std::vector<ScorePart>& parts) {
  std::string out = fmt::format("    score {:.4f}\n", score);
  for (const ScorePart& part : parts)
    out += fmt::format("    {:9.4f}  {}\n", part.score, displayable_text(part.what));
  return out;
}

}  // namespace newsidx::cli
