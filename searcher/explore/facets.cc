#include "searcher/explore/facets.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "entities/aliases/name_key.h"
#include "newsidx/searcher.h"
#include "newsidx/topics.h"
#include "newsidx/utf8.h"
#include "searcher/matching/match_counts.h"
#include "searcher/searcher_state.h"
#include "store/entity_terms.h"
#include "store/fields.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// What of a slot's value is counted.
enum class Part { kYear, kMonth, kName, kNames, kTopics };

// A facet: what it is called, and from which value it is counted. A new one is a row here and a
// FacetKind.
struct FacetRow {
  FacetKind kind;
  std::string_view name;
  FieldId field;
  Part part;
};

constexpr std::array<FacetRow, 9> kRows = {{
    {FacetKind::kYear, "year", FieldId::kDate, Part::kYear},
    {FacetKind::kMonth, "month", FieldId::kDate, Part::kMonth},
    {FacetKind::kSource, "source", FieldId::kSource, Part::kName},
    {FacetKind::kSection, "section", FieldId::kSection, Part::kName},
    {FacetKind::kAuthor, "author", FieldId::kAuthor, Part::kName},
    {FacetKind::kPerson, "person", FieldId::kPerson, Part::kNames},
    {FacetKind::kPlace, "place", FieldId::kPlace, Part::kNames},
    {FacetKind::kOrganisation, "org", FieldId::kOrganisation, Part::kNames},
    {FacetKind::kTopic, "topic", FieldId::kTopic, Part::kTopics},
}};

constexpr std::array<FacetKind, kRows.size()> list_kinds() {
  std::array<FacetKind, kRows.size()> kinds{};
  for (std::size_t i = 0; i < kRows.size(); ++i) kinds[i] = kRows[i].kind;
  return kinds;
}

constexpr std::array<FacetKind, kRows.size()> kKinds = list_kinds();

constexpr bool in_order_of_kinds() {
  for (std::size_t i = 0; i < kRows.size(); ++i)
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  return true;
}
static_assert(in_order_of_kinds(), "row() looks a facet up by its place in the table");

const FacetRow& row(FacetKind kind) { return kRows[static_cast<std::size_t>(kind)]; }

// From day keys (YYYYMMDD), ascending.
std::vector<FacetValue> sum_days(const ValueCounts& days, Part part) {
  std::vector<FacetValue> values;
  for (const auto& [day, articles] : days.values) {
    std::string value = day.substr(0, 4);
    if (part == Part::kMonth) value += "-" + day.substr(4, 2);
    if (values.empty() || values.back().value != value) values.push_back({std::move(value), 0, ""});
    values.back().articles += articles;
  }
  return values;
}

// One value of a facet under all its spellings.
struct Merged {
  FacetValue value;
  std::uint64_t spelled = 0;  // articles that spell it as it is named
};

std::vector<FacetValue> most_first(std::map<std::string, Merged>& by_key) {
  std::vector<FacetValue> values;
  values.reserve(by_key.size());
  for (auto& [key, merged] : by_key) values.push_back(std::move(merged.value));
  std::stable_sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
    return a.articles > b.articles;
  });
  return values;
}

// Spellings that a search takes for one are counted as one, named as it is spelled most.
std::vector<FacetValue> merge_spellings(const ValueCounts& names) {
  std::map<std::string, Merged> by_folded;
  for (const auto& [name, articles] : names.values) {
    Merged& merged = by_folded[fold(name)];
    merged.value.articles += articles;
    if (articles < merged.spelled) continue;  // of two alike the later: capitals sort first
    merged.value.value = name;
    merged.spelled = articles;
  }
  return most_first(by_folded);
}

// Of values that hold several names each. An article that has two names of one counts once.
std::vector<FacetValue> merge_names(const ValueCounts& values, EntityType type,
                                    const AliasTable& aliases) {
  struct Name {
    Merged* merged;
    std::uint64_t articles = 0;
  };
  std::map<std::string, Merged> by_key;
  std::unordered_map<std::string, Name> names;
  std::vector<Merged*> met;
  for (const auto& [packed, articles] : values.values) {
    met.clear();
    for (const std::string_view name : unpack_names(packed)) {
      const auto [known, is_new] = names.try_emplace(std::string(name));
      if (is_new) {
        const std::string canonical = aliases.canonical(type, name);
        Merged& merged = by_key[name_key(canonical)];
        if (aliases.knows(type, name)) merged.value.value = canonical;
        known->second.merged = &merged;
      }
      known->second.articles += articles;
      met.push_back(known->second.merged);
    }
    std::sort(met.begin(), met.end());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    for (Merged* merged : met) merged->value.articles += articles;
  }
  // Whom the list does not know is called as most articles do; of two alike, the first in order.
  for (const auto& [name, counted] : names) {
    Merged& merged = *counted.merged;
    if (aliases.knows(type, name)) continue;
    if (counted.articles < merged.spelled ||
        (counted.articles == merged.spelled && !(name < merged.value.value)))
      continue;
    merged.value.value = name;
    merged.spelled = counted.articles;
  }
  return most_first(by_key);
}

std::vector<FacetValue> count_topics(const ValueCounts& values) {
  std::map<std::string, Merged> by_id;
  for (const auto& [packed, articles] : values.values)
    for (const std::string_view id : unpack_names(packed)) {
      FacetValue& value = by_id[std::string(id)].value;
      value.articles += articles;
      if (!value.topic.empty()) continue;
      value.topic = id;
      const TopicInfo* topic = find_topic(id);
      value.value = topic == nullptr ? id : topic->turkish;
    }
  return most_first(by_id);
}

std::vector<FacetValue> values_of(const FacetRow& row, const ValueCounts& values,
                                  const AliasTable& aliases) {
  switch (row.part) {
    case Part::kYear:
    case Part::kMonth:
      return sum_days(values, row.part);
    case Part::kName:
      return merge_spellings(values);
    case Part::kNames:
      return merge_names(values, type_of(row.field), aliases);
    case Part::kTopics:
      return count_topics(values);
  }
  return {};
}

}  // namespace

std::span<const FacetKind> all_facet_kinds() { return kKinds; }

std::string_view facet_name(FacetKind kind) { return row(kind).name; }

void Facet::keep_largest(std::size_t count) {
  if (values.size() <= count) return;
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a].articles > values[b].articles;
  });
  order.resize(count);
  std::sort(order.begin(), order.end());
  std::vector<FacetValue> kept;
  kept.reserve(count);
  for (const std::size_t i : order) kept.push_back(std::move(values[i]));
  values = std::move(kept);
}

FacetCounts count_facets(const Xapian::Database& database, const Xapian::Query& query,
                         const std::vector<FacetKind>& kinds, const AliasTable& aliases,
                         QueryWork& work) {
  std::vector<Xapian::valueno> slots;
  std::vector<std::size_t> slot_of;  // of each kind, in `slots`: year and month share one
  for (const FacetKind kind : kinds) {
    const Xapian::valueno slot = field(row(kind).field).slot;
    const auto known = std::find(slots.begin(), slots.end(), slot);
    slot_of.push_back(static_cast<std::size_t>(known - slots.begin()));
    if (known == slots.end()) slots.push_back(slot);
  }
  const MatchCounts counts = count_values(database, query, slots, work);
  FacetCounts result;
  result.total = counts.total;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    work.check_time();
    const ValueCounts& values = counts.slots[slot_of[i]];
    result.facets.push_back({kinds[i], values_of(row(kinds[i]), values, aliases), values.without});
  }
  return result;
}

std::uint64_t Searcher::count(const SearchRequest& request, std::vector<Message>* notes) {
  QueryWork work(request.time_limit);
  return session_->reading_within(work, [&](State& state) {
    const QueryPlan plan = state.planned(request, work);
    if (notes != nullptr) *notes = plan.notes;
    return count_matches(state.database, plan.query, work);
  });
}

FacetCounts Searcher::facets(const SearchRequest& request, const std::vector<FacetKind>& kinds) {
  QueryWork work(request.time_limit);
  return session_->reading_within(work, [&](State& state) {
    const QueryPlan plan = state.planned(request, work);
    FacetCounts counts = count_facets(state.database, plan.query, kinds, *state.aliases, work);
    counts.notes = plan.notes;
    return counts;
  });
}

}  // namespace newsidx
