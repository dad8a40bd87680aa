// Values of fields, and days.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "searcher/matching/day_limits.h"
#include "searcher/plan/leaf_resolvers.h"
#include "searcher/query/query_errors.h"
#include "store/fields.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;

// Of the names that a field's value may mean so many are marked: a first name means hundreds of
// people.
constexpr std::size_t kMaxMarkedNames = 40;
// Nor are names that are rarer than the commonest by more than this: "Gül ile Obama" was
// taken for a name once, and kişi:obama does not mean Gül.
constexpr Xapian::doccount kRarestMarked = 10;

void refuse_without_names(const Leaf& leaf, const LeafSources& sources) {
  if (!sources.has_names)
    throw query_error(MessageKind::kQueryNoNames, sources.query, leaf.node->begin);
}

const std::vector<std::string>& resolve_terms(Leaf& leaf, LeafSources& sources) {
  const FoundTerms& found = sources.values(*leaf.node);
  leaf.means.emplace_back(leaf.node, found.found);
  leaf.unmet = found.terms.empty();
  leaf.matching = Query(Query::OP_OR, found.terms.begin(), found.terms.end());
  return found.terms;
}

// The words side by side; the last of a person's by itself, too. Words of keys have no Turkish
// letters, so their stems are those that a typed word's would be.
void mark_name(const std::string& key, bool person, Analyzer& analyzer, Leaf& leaf) {
  QueryUnit name{analyzer.analyze(key)};
  if (name.tokens.empty() || (name.tokens.size() == 1 && name.tokens.front().stop_word)) return;
  for (Token& token : name.tokens) analyzer.restore(token);
  if (person && name.is_phrase()) leaf.marked.push_back({{name.tokens.back()}});
  leaf.marked.push_back(std::move(name));
}

}  // namespace

void resolve_keyword(Leaf& leaf, LeafSources& sources) { resolve_terms(leaf, sources); }

// An article ranks by how often it names them. Where it does is marked.
void resolve_name(Leaf& leaf, LeafSources& sources) {
  refuse_without_names(leaf, sources);
  const std::vector<std::string>& terms = resolve_terms(leaf, sources);
  if (!leaf.ranks || terms.empty()) return;
  const FieldId id = leaf.node->as<ValueNode>()->field;
  const std::size_t begin = field(id).term_prefix.size();
  Xapian::doccount most = 0;
  for (const std::string& term : terms) most = std::max(most, sources.database.get_termfreq(term));
  std::size_t marked = 0;
  for (const std::string& term : terms) {
    if (sources.database.get_termfreq(term) * kRarestMarked < most) continue;
    mark_name(term.substr(begin), id == FieldId::kPerson, sources.analyzer, leaf);
    if (++marked == kMaxMarkedNames) break;
  }
  leaf.evidence.push_back(make_evidence(EvidenceKind::kName, terms));
}

void resolve_topic(Leaf& leaf, LeafSources& sources) {
  refuse_without_names(leaf, sources);
  resolve_terms(leaf, sources);
}

void resolve_days(Leaf& leaf, LeafSources&) {
  leaf.days = leaf.node->as<DateNode>();
  leaf.matching = limit_to_dates(Query::MatchAll, leaf.days->from, leaf.days->to);
}

}  // namespace newsidx
