// How the articles that match a query spread over years, sources, sections and authors, and whom
// and what they name.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/message.h"

namespace newsidx {

enum class FacetKind {
  kYear,
  kMonth,
  kSource,
  kSection,
  kAuthor,
  kPerson,
  kPlace,
  kOrganisation,
  kTopic
};

// In the order in which they are shown.
std::span<const FacetKind> all_facet_kinds();

// As on the command line and in JSON: year, month, source, ...
std::string_view facet_name(FacetKind kind);

struct FacetValue {
  // 2025; 2025-09; a name, as the list of aliases has it or else in its most frequent spelling; a
  // topic's Turkish label.
  std::string value;
  std::uint64_t articles = 0;
  std::string topic;  // its number; empty for all but topics

  bool operator==(const FacetValue&) const = default;
};

// Names that differ only in case, Turkish letters or accents are one value, as in a search, and so
// are people, places and organisations that the list of aliases takes for one. An article that
// names several counts for each.
struct Facet {
  FacetKind kind = FacetKind::kYear;
  std::vector<FacetValue> values;  // years and months ascending; names by articles, most first
  std::uint64_t without = 0;       // articles that have no value

  // Keeps the `count` values that have most articles, in their order.
  void keep_largest(std::size_t count);
};

// Exact over all articles that match; near-copies count each.
struct FacetCounts {
  std::uint64_t total = 0;
  std::vector<Facet> facets;   // in the order asked for
  std::vector<Message> notes;  // about the query
};

}  // namespace newsidx
