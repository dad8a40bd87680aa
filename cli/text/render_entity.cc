#include "cli/text/render_entity.h"

#include <fmt/format.h>

#include "cli/text/render_counts.h"
#include "cli/text/render_hits.h"
#include "newsidx/displayable.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kShownTogether = 8;
constexpr std::size_t kShownNames = 12;

void append(std::string& list, const std::string& item) {
  if (!list.empty()) list += ", ";
  list += item;
}

std::string days(const EntityProfile& profile) {
  if (!profile.first) return "";
  if (profile.first == profile.last) return ", " + format_date(*profile.first);
  return fmt::format(", {} to {}", format_date(*profile.first), format_date(*profile.last));
}

}  // namespace

std::string render_entity(const EntityProfile& profile, const Marks& marks, std::size_t chart,
                          std::size_t width) {
  std::string out = fmt::format("{} ({})\n{} article{}{}\n", displayable_text(profile.name),
                                entity_type_name(profile.type), profile.articles,
                                profile.articles == 1 ? "" : "s", days(profile));
  std::string names;
  for (std::size_t i = 0; i < profile.spellings.size() && i < kShownNames; ++i)
    append(names, fmt::format("{} ({})", displayable_text(profile.spellings[i].first),
                              profile.spellings[i].second));
  if (profile.spellings.size() > kShownNames)
    names += fmt::format(" and {} more", profile.spellings.size() - kShownNames);
  if (!names.empty()) out += "spelled: " + names + "\n";
  names.clear();
  for (std::size_t i = 0; i < profile.also_called.size() && i < kShownNames; ++i)
    append(names, displayable_text(profile.also_called[i]));
  if (!names.empty()) out += "also called: " + names + "\n";
  names.clear();
  for (const EntityProfile::Other& other : profile.others)
    append(names, fmt::format("{} ({}, {})", displayable_text(other.name),
                              entity_type_name(other.type), other.articles));
  if (!names.empty()) out += "others of the name: " + names + "\n";

  if (const std::string timeline = render_timeline(profile.timeline, chart); !timeline.empty())
    out += "\n" + timeline;
  FacetCounts together = profile.together;
  std::erase_if(together.facets, [](const Facet& facet) { return facet.values.empty(); });
  for (Facet& facet : together.facets) facet.without = 0;
  if (!together.facets.empty()) out += "\n" + render_facets(together, kShownTogether, chart);
  std::size_t number = 0;
  for (const Hit& hit : profile.latest) out += "\n" + render_hit(hit, ++number, marks, width, true);
  return out;
}

std::string render_details(const ArticleDetails& details) {
  std::string people;
  std::string places;
  std::string organisations;
  for (const NamedEntity& entity : details.entities)
    append(entity.type == EntityType::kPerson  ? people
           : entity.type == EntityType::kPlace ? places
                                               : organisations,
           displayable_text(entity.name));
  std::string topics;  // whose labels have commas
  for (const TopicScore& topic : details.topics)
    if (const TopicInfo* info = find_topic(topic.id))
      topics += fmt::format("{}{}", topics.empty() ? "" : "; ", info->turkish);
  std::string phrases;
  for (const std::string& phrase : details.key_phrases) append(phrases, displayable_text(phrase));
  std::string out;
  const auto line = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("{}: {}\n", name, value);
  };
  line("people", people);
  line("places", places);
  line("organisations", organisations);
  line("topics", topics);
  line("key phrases", phrases);
  return out;
}

}  // namespace newsidx::cli
