#include "searcher/ranking/score_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <regex>
#include <unordered_set>
#include <utility>

#include "searcher/matching/bounded_match.h"
#include "searcher/ranking/bm25.h"
#include "searcher/ranking/evidence.h"
#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;

// What begins with any other capital is a value.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTermKinds = {{
    {prefix::kCoarse, "beginning with"},
    {prefix::kForeign, "name spelled like"},
    {prefix::kStem, "stem with Turkish letters"},
    {prefix::kExact, "exact"},
    {field(FieldId::kPerson).term_prefix, "person"},
    {field(FieldId::kPlace).term_prefix, "place"},
    {field(FieldId::kOrganisation).term_prefix, "organisation"},
    {field(FieldId::kTitle).term_prefix, "in the title, stem"},
}};

constexpr std::size_t kShownTerms = 8;

std::string term_text(const std::string& term) {
  for (const auto& [prefix, kind] : kTermKinds)
    if (term.starts_with(prefix)) return fmt::format("{} {}", kind, term.substr(prefix.size()));
  return term.empty() || (term[0] >= 'A' && term[0] <= 'Z') ? term : "stem " + term;
}

std::string terms_text(const Query& query, std::string_view between) {
  std::string text;
  std::size_t count = 0;
  std::size_t left_out = 0;
  for (auto term = query.get_terms_begin(); term != query.get_terms_end(); ++term) {
    if (++count > kShownTerms) {
      ++left_out;
      continue;
    }
    if (!text.empty()) text += between;
    text += term_text(*term);
  }
  if (left_out > 0) text += fmt::format("{}… {} more", between, left_out);
  return text;
}

// What adds weight by itself.
void collect_parts(const Query& query, std::vector<Query>& parts) {
  switch (query.get_type()) {
    case Query::OP_OR:
    case Query::OP_AND:
    case Query::OP_AND_MAYBE:
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        collect_parts(query.get_subquery(i), parts);
      return;
    case Query::OP_FILTER:
    case Query::OP_AND_NOT:
      return collect_parts(query.get_subquery(0), parts);
    default:
      if (!query.empty()) parts.push_back(query);
  }
}

// Xapian prints weights to the last bit: 0.69999999999999995559 is 0.7.
std::string shorten_numbers(const std::string& text) {
  static const std::regex number(R"(\b\d+\.\d{6,}\b)");
  std::string out;
  auto rest = text.begin();
  for (std::sregex_iterator match(text.begin(), text.end(), number), end; match != end; ++match) {
    out.append(rest, text.begin() + match->position());
    out += fmt::format("{:g}", std::stod(match->str()));
    rest = text.begin() + match->position() + match->length();
  }
  return out.append(rest, text.end());
}

std::unordered_set<std::string> terms_of(const Xapian::Database& database, const std::string& id) {
  std::unordered_set<std::string> terms;
  const auto article = database.postlist_begin(id_term(id));
  if (article == database.postlist_end(id_term(id))) return terms;
  for (auto term = database.termlist_begin(*article); term != database.termlist_end(*article);
       ++term)
    terms.insert(*term);
  return terms;
}

// Whether an article with these terms may meet a part of the query: of a long query it meets few.
bool may_meet(const Query& part, const std::unordered_set<std::string>& terms) {
  auto term = part.get_terms_begin();
  if (term == part.get_terms_end()) return true;  // it goes by values
  for (; term != part.get_terms_end(); ++term)
    if (terms.contains(*term)) return true;
  return false;
}

void sort_parts(std::vector<ScorePart>& parts) {
  std::stable_sort(parts.begin(), parts.end(),
                   [](const ScorePart& a, const ScorePart& b) { return a.score > b.score; });
}

}  // namespace

std::string form_text(const std::string& term) {
  for (const auto& [prefix, kind] : kTermKinds)
    if (term.starts_with(prefix)) return term.substr(prefix.size());
  return term;
}

std::string part_text(const Query& query) {
  switch (query.get_type()) {
    case Query::OP_SCALE_WEIGHT:
      return part_text(query.get_subquery(0));
    case Query::OP_PHRASE:
      return "side by side: " + terms_text(query, ", ");
    case Query::OP_NEAR:
      return "near each other: " + terms_text(query, ", ");
    case Query::OP_AND:
      return "together: " + terms_text(query, ", ");
    case Query::LEAF_POSTING_SOURCE:
      return "recent";
    default:
      return terms_text(query, " or ");
  }
}

std::vector<ScorePart> score_parts(const Xapian::Database& database, const Query& query,
                                   const std::string& id, QueryWork& work) {
  std::vector<Query> parts;
  collect_parts(query, parts);
  const std::unordered_set<std::string> terms = terms_of(database, id);
  std::vector<ScorePart> scores;
  for (const Query& part : parts) {
    work.check_time();
    if (!may_meet(part, terms)) continue;
    Xapian::Enquire enquire(database);
    enquire.set_weighting_scheme(weighting());
    enquire.set_query(Query(Query::OP_FILTER, part, Query(id_term(id))));
    const Xapian::MSet found = match_within(enquire, database, work, 1);
    if (found.empty() || found.begin().get_weight() <= 0) continue;
    const std::string what = part_text(part);
    const auto known = std::find_if(scores.begin(), scores.end(),
                                    [&](const ScorePart& score) { return score.what == what; });
    if (known == scores.end())
      scores.push_back({what, found.begin().get_weight()});
    else
      known->score += found.begin().get_weight();
  }
  sort_parts(scores);
  return scores;
}

void add_concentration(const Concentration& concentration, std::vector<ScorePart>& parts) {
  if (concentration.together > 0) parts.push_back({"words close together", concentration.together});
  if (concentration.lead > 0) parts.push_back({"words in title or lead", concentration.lead});
  sort_parts(parts);
}

std::string readable_description(const Query& query) {
  constexpr std::string_view kName = "Query(";
  std::string text = shorten_numbers(query.get_description());
  if (text.starts_with(kName)) text = text.substr(kName.size(), text.size() - kName.size() - 1);
  // A line for each operand of what is not short; parentheses give the depth.
  constexpr std::size_t kShort = 70;
  std::string out;
  std::vector<bool> broken;
  const auto closing = [&](std::size_t open) {
    std::size_t depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
      if (text[i] == '(') ++depth;
      if (text[i] == ')' && --depth == 0) return i;
    }
    return text.size();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') {
      broken.push_back(closing(i) - i > kShort);
      out += '(';
      if (broken.back()) out += '\n' + std::string(2 * broken.size(), ' ');
      continue;
    }
    if (text[i] == ')' && !broken.empty()) {
      if (broken.back()) out += '\n' + std::string(2 * (broken.size() - 1), ' ');
      broken.pop_back();
    }
    const bool splits = !broken.empty() && broken.back() && text[i] == ' ' && i + 1 < text.size() &&
                        text[i + 1] >= 'A' && text[i + 1] <= 'Z';
    const std::string_view rest = std::string_view(text).substr(std::min(i + 1, text.size()));
    const auto is_operator = [&](std::string_view name) { return rest.starts_with(name); };
    if (splits && (is_operator("OR ") || is_operator("AND ") || is_operator("AND_MAYBE ") ||
                   is_operator("AND_NOT ") || is_operator("FILTER ")))
      out += '\n' + std::string(2 * broken.size(), ' ');
    else
      out += text[i];
  }
  return out;
}

}  // namespace newsidx
