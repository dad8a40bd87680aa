#include "entities/article/article_names.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "entities/aliases/name_forms.h"
#include "entities/aliases/name_key.h"
#include "entities/article/best_name.h"
#include "entities/article/office_mentions.h"
#include "entities/article/organization_names.h"
#include "entities/article/person_names.h"
#include "text/letters.h"

namespace newsidx {
namespace {

struct Spelling {
  std::string_view name;
  std::uint32_t form = 0;
  std::uint32_t count = 0;
};

// What one entity is called, and how often.
struct Called {
  EntityType type = EntityType::kPerson;
  std::size_t first = 0;  // mention
  std::uint32_t mentions = 0;
  std::vector<Spelling> spellings;  // in the order in which they stand
};

// Whether b says more than a: more words that are no initials, then more letters.
bool is_fuller(const NameForm& a, const NameForm& b) {
  const auto size = [](const NameForm& form) {
    const auto whole = std::count_if(form.words.begin(), form.words.end(),
                                     [](std::string_view word) { return word.size() > 1; });
    return std::pair(whole, form.words.size());
  };
  return size(a) < size(b);
}

// The form whose name the entity takes: the fullest of those that end in the word that most of
// the mentions end in, so that a name to which a neighbour was joined (HAKAN FİDAN BAĞDAT) is not
// taken.
std::uint32_t fullest_form(const Called& called, const NameForms& forms) {
  std::uint32_t best = called.spellings.front().form;
  std::uint32_t best_count = 0;
  bool found = false;
  std::unordered_map<std::string_view, std::uint32_t> ending;  // mentions, by their last word
  if (called.type == EntityType::kPerson)
    for (const Spelling& spelling : called.spellings)
      if (const auto& words = forms[spelling.form].words; !words.empty())
        ending[words.back()] += spelling.count;
  for (const Spelling& spelling : called.spellings) {
    const NameForm& form = forms[spelling.form];
    if (form.words.empty()) continue;
    const std::uint32_t count = ending.empty() ? 0 : ending[form.words.back()];
    const bool better =
        !found || (form.full() && !forms[best].full()) ||
        (form.full() == forms[best].full() &&
         (count > best_count || (count == best_count && is_fuller(forms[best], form))));
    if (!better) continue;
    best = spelling.form;
    best_count = count;
    found = true;
  }
  return best;
}

// How that form is written most often, not counting capitals where there is anything else.
std::string best_spelling(const Called& called, std::uint32_t form) {
  const Spelling* best = nullptr;
  for (const Spelling& spelling : called.spellings) {
    if (spelling.form != form) continue;
    const bool capitals = is_all_capitals(spelling.name);
    if (best != nullptr) {
      const bool best_capitals = is_all_capitals(best->name);
      if (capitals && !best_capitals) continue;
      if (capitals == best_capitals && spelling.count <= best->count) continue;
    }
    best = &spelling;
  }
  const std::string_view name =
      called.type == EntityType::kPerson ? without_titles(best->name) : best->name;
  return without_capitals(called.type, name);
}

// Few have more; of those a map keeps the time linear in hostile text.
constexpr std::size_t kSpellingsInRow = 8;

// Where a spelling stands among an entity's; their number when it is new.
class SpellingIndex {
 public:
  std::size_t find(std::size_t entity, const std::vector<Spelling>& spellings,
                   std::string_view name) {
    for (std::size_t i = 0; i < std::min(spellings.size(), kSpellingsInRow); ++i)
      if (spellings[i].name == name) return i;
    if (spellings.size() < kSpellingsInRow) return spellings.size();
    return later_.try_emplace({entity, name}, spellings.size()).first->second;
  }

 private:
  std::map<std::pair<std::size_t, std::string_view>, std::size_t> later_;
};

// The distinct spellings of each entity.
std::vector<Called> collect(NameForms& forms, std::vector<std::size_t>& entity_of,
                            std::vector<std::size_t>& entity_of_root) {
  const auto& mentions = forms.mentions();
  std::vector<Called> all;
  entity_of_root.assign(forms.all().size(), SIZE_MAX);
  SpellingIndex index;
  entity_of.resize(mentions.size());
  for (std::size_t m = 0; m < mentions.size(); ++m) {
    const std::uint32_t form = forms.form_of(m);
    const std::uint32_t root = forms.root(forms.meant_by(m));
    if (entity_of_root[root] == SIZE_MAX) {
      entity_of_root[root] = all.size();
      all.emplace_back().first = m;
    }
    const std::size_t entity = entity_of_root[root];
    entity_of[m] = entity;
    Called& called = all[entity];
    ++called.mentions;
    const std::size_t at = index.find(entity, called.spellings, mentions[m].name);
    if (at == called.spellings.size()) called.spellings.push_back({mentions[m].name, form, 0});
    ++called.spellings[at].count;
  }
  return all;
}

}  // namespace

ArticleNames resolve_article_names(std::string_view text, const std::vector<Mention>& mentions) {
  NameForms forms(mentions);
  join_person_names(text, forms);
  join_organization_names(text, forms);

  ArticleNames names;
  std::vector<std::size_t> entity_of;
  std::vector<std::size_t> entity_of_root;
  std::vector<Called> all = collect(forms, entity_of, entity_of_root);
  for (const FoundOffice& office : find_offices(text, forms)) {
    const std::size_t entity = entity_of_root[office.root];
    names.offices.push_back({office.begin, office.end, entity});
    ++all[entity].mentions;
  }
  std::vector<std::size_t> order(all.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(all[b].mentions, a) < std::pair(all[a].mentions, b);
  });
  std::vector<std::size_t> rank(all.size());
  for (const std::size_t i : order) {
    Called& called = all[i];
    rank[i] = names.entities.size();
    called.type = forms[forms.meant_by(called.first)].type;
    const std::uint32_t form = fullest_form(called, forms);
    NamedEntity entity{forms[form].type, best_spelling(called, form), called.mentions, {}};
    std::stable_sort(called.spellings.begin(), called.spellings.end(),
                     [](const Spelling& a, const Spelling& b) { return a.count > b.count; });
    for (const Spelling& spelling : called.spellings) entity.spellings.emplace_back(spelling.name);
    names.entities.push_back(std::move(entity));
  }
  names.entity_of.reserve(mentions.size());
  for (const std::size_t entity : entity_of) names.entity_of.push_back(rank[entity]);
  for (OfficeMention& office : names.offices) office.entity = rank[office.entity];
  return names;
}

std::vector<NamedEntity> resolve_names(std::string_view text,
                                       const std::vector<Mention>& mentions) {
  return resolve_article_names(text, mentions).entities;
}

}  // namespace newsidx
