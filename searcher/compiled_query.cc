#include "searcher/compiled_query.h"

#include <utility>

#include "searcher/ast_builder.h"
#include "searcher/exact_check.h"
#include "searcher/named_query.h"
#include "searcher/query_messages.h"
#include "searcher/spelling.h"
#include "store/terms.h"

namespace newsidx {
namespace {

using Query = Xapian::Query;

Query without_weight(const Query& query) { return {Query::OP_SCALE_WEIGHT, query, 0}; }

// The articles of `matching`, ranked by `ranking`.
Query ranked(const Query& matching, const Query& ranking) {
  if (ranking.empty()) return without_weight(matching);
  return {Query::OP_AND_MAYBE, without_weight(matching), ranking};
}

class LeafChecker {
 public:
  LeafChecker(const ParsedQuery& parsed, Analyzer& analyzer, const Xapian::Database& database,
              const Expander& expander, RecordCodec& codec, Language language,
              CompiledQuery& compiled)
      : parsed_(parsed),
        analyzer_(analyzer),
        database_(database),
        expander_(expander),
        codec_(codec),
        language_(language),
        compiled_(compiled) {}

  // The articles that meet the leaf among those that `matching` finds, best first by `ranking`.
  Query check(const QueryNode& leaf, bool excluded, const Query& matching, const Query& ranking) {
    const ExactCheck leaf_check(leaf, analyzer_, expander_);
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(weighting());
    enquire.set_query(ranked(Query(Query::OP_FILTER, matching, leaf_check.possible()), ranking));
    const Xapian::MSet possible = enquire.get_mset(0, kMaxChecked, kMaxChecked + 1);
    if (possible.get_matches_lower_bound() > kMaxChecked) too_many(leaf, excluded, possible);
    std::vector<Query> found;
    for (auto match = possible.begin(); match != possible.end(); ++match) {
      const Article article =
          codec_.decode(match.get_document().get_data(), RecordParts::kWithoutRawAndExtra);
      if (leaf_check.meets(article)) found.emplace_back(id_term(article.id));
    }
    return {Query::OP_OR, found.begin(), found.end()};
  }

 private:
  void too_many(const QueryNode& leaf, bool excluded, const Xapian::MSet& possible) {
    const std::string shown = parsed_.text.substr(leaf.begin, leaf.end - leaf.begin);
    if (excluded)
      throw query_error(QueryMessage::kTooManyToCheck, language_, parsed_.text, leaf.begin,
                        {std::to_string(possible.get_matches_estimated()), shown});
    compiled_.is_complete = false;
    compiled_.notes.push_back(message_text(QueryMessage::kNoteSomeChecked, language_,
                                           {std::to_string(kMaxChecked), shown}));
  }

  const ParsedQuery& parsed_;
  Analyzer& analyzer_;
  const Xapian::Database& database_;
  const Expander& expander_;
  RecordCodec& codec_;
  Language language_;
  CompiledQuery& compiled_;
};

void refuse_names(const ParsedQuery& parsed, Language language) {
  for_each_leaf(parsed.root, [&](const QueryNode& leaf, bool) {
    const auto* value = leaf.as<ValueNode>();
    if (value == nullptr) return;
    const FieldUse use = field(value->field).use;
    if (use == FieldUse::kName || use == FieldUse::kTopic)
      throw query_error(QueryMessage::kNoNames, language, parsed.text, leaf.begin);
  });
}

// A mistyped value finds nothing, which is no news to who knows that it is there.
void note_unmet_values(const ParsedQuery& parsed, AstBuilder& builder, Analyzer& analyzer,
                       const Xapian::Database& database, Language language,
                       std::vector<std::string>& notes) {
  for (const QueryNode* leaf : builder.unmet_values(parsed.root)) {
    const auto& value = *leaf->as<ValueNode>();
    const std::string name = std::string(field(value.field).turkish) + ':';
    const std::optional<std::string> better = mend_value(value.value, analyzer, database);
    QueryNode close = *leaf;
    if (better) close.as<ValueNode>()->value = *better;
    if (better && builder.is_met(close)) {
      const bool parted = better->find(' ') != std::string::npos;
      notes.push_back(
          message_text(QueryMessage::kNoteNoValueClose, language,
                       {name + value.value, name + (parted ? '"' + *better + '"' : *better)}));
    } else {
      notes.push_back(message_text(QueryMessage::kNoteNoValue, language, {name + value.value}));
    }
  }
}

bool asks_for_anything(const QueryNode& root) {
  bool asks = false;
  for_each_leaf(root, [&](const QueryNode&, bool) { asks = true; });
  return asks;
}

}  // namespace

CompiledQuery compile(const ParsedQuery& parsed, Analyzer& analyzer,
                      const Xapian::Database& database, RecordCodec& codec,
                      const CompileSettings& settings) {
  CompiledQuery compiled;
  compiled.notes = parsed.notes;
  compiled.asks = asks_for_anything(parsed.root);
  if (!compiled.asks)
    compiled.notes.push_back(message_text(QueryMessage::kNoteNoWord, settings.language));
  const Expander expander(analyzer, database, parsed.text);
  compiled.words = expand_query(searched_units(parsed), expander);
  const std::vector<NamedGroup> named =
      names_of_query(database, *settings.aliases, compiled.words.units);
  if (parsed.is_plain) {
    compiled.ranks = compiled.asks;
    const bool all = settings.match_all && !parsed.root.as<RunNode>()->joined_by_or;
    Query words = build_query(compiled.words, all);
    if (!named.empty()) words = {Query::OP_AND_MAYBE, words, named_query(named)};
    compiled.query = limit_to_dates(words, settings.from, settings.to);
    if (all || settings.from || settings.to) return compiled;
    compiled.evidence = all_evidence(compiled.words);
    if (compiled.evidence.empty()) return compiled;
    for (Evidence& names : named_evidence(named)) compiled.evidence.push_back(std::move(names));
    return compiled;
  }
  if (!settings.names) refuse_names(parsed, settings.language);
  AstBuilder builder(analyzer, database, *settings.aliases, parsed.text, settings.language,
                     settings.match_all);
  note_unmet_values(parsed, builder, analyzer, database, settings.language, compiled.notes);
  Query ranking = builder.evidence(parsed.root);
  if (!compiled.words.units.empty()) {
    Query words = build_query(compiled.words);
    if (!named.empty()) words = Query(Query::OP_OR, words, named_query(named));
    ranking = ranking.empty() ? words : Query(Query::OP_OR, words, ranking);
  }
  compiled.ranks = !ranking.empty();
  compiled.marked = builder.marked();
  Query matching = limit_to_dates(builder.matching(parsed.root), settings.from, settings.to);
  if (const auto leaves = builder.leaves_to_check(parsed.root); !leaves.empty()) {
    LeafChecker checker(parsed, analyzer, database, expander, codec, settings.language, compiled);
    for (const auto& [leaf, excluded] : leaves)
      builder.set_checked(*leaf, checker.check(*leaf, excluded, matching, ranking));
    matching = limit_to_dates(builder.matching(parsed.root), settings.from, settings.to);
  }
  compiled.query = ranked(matching, ranking);
  return compiled;
}

}  // namespace newsidx
