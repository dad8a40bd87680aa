#include "entities/aliases/name_forms.h"

#include <algorithm>

#include "entities/aliases/name_key.h"
#include "entities/names/name_model.h"
#include "text/letters.h"

namespace newsidx {
namespace {

constexpr std::size_t kTypes = 3;

// Folded, without a full stop; what the finder's lists do not have among words before names.
constexpr std::array<std::string_view, 7> kTitles = {"sn", "yrd", "op", "uzm", "ms", "sir", "lord"};
constexpr std::size_t kLongestTitle = 4;
// Part of the name when it has but one word more: Kraliçe Elizabeth.
constexpr std::array<std::string_view, 8> kRoyal = {"kral", "kralice", "prens", "prenses",
                                                    "papa", "sultan",  "lady",  "ayetullah"};
constexpr std::array<std::string_view, 6> kTitlesBehind = {
    "bey", "hanim", "efendi", "hanimefendi", "beyefendi", "hazretleri"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
  while (word.ends_with('.')) word.remove_suffix(1);
  const std::string folded = fold(word);
  return std::find(list.begin(), list.end(), folded) != list.end();
}

// By its first letter, before it is folded.
bool may_stand_behind(std::string_view word) {
  return !word.empty() && word.size() <= 14 &&
         std::string_view("BbHhEe").find(word.front()) != std::string_view::npos;
}

std::size_t index_of(EntityType type) { return static_cast<std::size_t>(type); }

// What the mentions of one key are taken for.
struct Votes {
  std::array<std::uint32_t, kTypes> counts{};
  EntityType first = EntityType::kPerson;

  bool agreed() const { return std::count(counts.begin(), counts.end(), 0U) == kTypes - 1; }

  EntityType most() const {
    const std::uint32_t top = *std::max_element(counts.begin(), counts.end());
    if (counts[index_of(first)] == top) return first;
    return static_cast<EntityType>(std::find(counts.begin(), counts.end(), top) - counts.begin());
  }
};

constexpr NameKinds kTown = kind_bit(NameKind::kCity) | kind_bit(NameKind::kDistrict);

constexpr NameKinds kNoSurname = kind_bit(NameKind::kPlace) | kind_bit(NameKind::kCountry) |
                                 kind_bit(NameKind::kCity) | kind_bit(NameKind::kDistrict) |
                                 kind_bit(NameKind::kOrganization);

// What a mention is, by what the others of its key are taken for. `bearers` counts the article's
// full names that end in it: they keep people apart from a place or club of that name, of which the
// lists must know (Denzel Washington), or more mentions than of the people.
EntityType settled_type(const Mention& mention, Votes votes, std::uint32_t bearers) {
  if (bearers == 0) return votes.agreed() ? mention.type : votes.most();
  if (mention.type == EntityType::kPerson) return mention.type;
  const std::uint32_t people = bearers + votes.counts[index_of(EntityType::kPerson)];
  votes.counts[index_of(EntityType::kPerson)] = 0;
  if (votes.first == EntityType::kPerson) votes.first = mention.type;
  const EntityType other = votes.most();
  const bool known = (known_kinds(mention.name) & kNoSurname) != 0;
  return known || votes.counts[index_of(other)] > people ? other : EntityType::kPerson;
}

}  // namespace

bool is_title(std::string_view word) {
  constexpr NameKinds kName = kind_bit(NameKind::kGiven) | kind_bit(NameKind::kSurname);
  if (word.size() <= kLongestTitle + 1 && is_one_of(kTitles, word)) return true;
  const NameKinds kinds = known_kinds(word);
  return (kinds & kind_bit(NameKind::kBefore)) != 0 && (kinds & kName) == 0;
}

std::string_view without_titles(std::string_view name) {
  // The dateline's town behind it: Keloğlan ESKİŞEHİR.
  if (const std::size_t last = name.rfind(' ');
      last != std::string_view::npos && !is_all_capitals(name.substr(0, last)) &&
      is_all_capitals(name.substr(last + 1)) && (known_kinds(name.substr(last + 1)) & kTown) != 0)
    name = name.substr(0, last);
  for (;;) {
    const std::size_t space = name.find(' ');
    if (space == std::string_view::npos) return name;
    const bool last_word = name.find(' ', space + 1) == std::string_view::npos;
    if (is_title(name.substr(0, space)) && !(last_word && is_one_of(kRoyal, name.substr(0, space))))
      name.remove_prefix(space + 1);
    else if (const std::size_t last = name.rfind(' ');
             may_stand_behind(name.substr(last + 1)) &&
             is_one_of(kTitlesBehind, name.substr(last + 1)))
      name = name.substr(0, last);
    else
      return name;
  }
}

std::uint32_t known_kinds(std::string_view word) {
  static const std::shared_ptr<const NameModel> model = NameModel::shipped();
  return model->phrase(combine(kNoPhrase, hash_word(to_lower_turkish(word)))) & ~kLonger;
}

void OnlyForm::add(std::uint32_t form) {
  if (form_ == kNone)
    form_ = form;
  else if (form_ != form)
    several_ = true;
}

NameForms::NameForms(const std::vector<Mention>& mentions) : mentions_(mentions) {
  // Each name as written is read once.
  struct Written {
    std::string_view name;
    std::uint32_t key = 0;
  };
  std::array<std::unordered_map<std::string_view, std::uint32_t>, kTypes> known;
  std::unordered_map<std::string, std::uint32_t> keys;
  std::vector<const std::string*> key_texts;
  std::vector<Votes> votes;
  std::vector<std::uint32_t> key_of(mentions.size());
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const Mention& mention = mentions[i];
    const auto [at, fresh] = known[index_of(mention.type)].try_emplace(mention.name);
    if (fresh) {
      const bool person = mention.type == EntityType::kPerson;
      std::string key = name_key(person ? without_titles(mention.name) : mention.name);
      const auto [place, new_key] =
          keys.try_emplace(std::move(key), static_cast<std::uint32_t>(keys.size()));
      at->second = place->second;
      if (new_key) {
        key_texts.push_back(&place->first);
        votes.push_back({{}, mention.type});
      }
    }
    key_of[i] = at->second;
    ++votes[at->second].counts[index_of(mention.type)];
  }

  std::unordered_map<std::string_view, std::uint32_t> surnames;
  for (std::size_t k = 0; k < key_texts.size(); ++k) {
    const std::string& key = *key_texts[k];
    const std::size_t space = key.rfind(' ');
    if (space != std::string::npos && votes[k].most() == EntityType::kPerson)
      surnames[std::string_view(key).substr(space + 1)] +=
          votes[k].counts[index_of(EntityType::kPerson)];
  }
  std::vector<std::array<std::uint32_t, kTypes>> forms(
      key_texts.size(), {OnlyForm::kNone, OnlyForm::kNone, OnlyForm::kNone});
  form_of_.resize(mentions.size());
  // Enough for all, as their words are parts of their keys, which must stay where they are.
  forms_.reserve(key_texts.size() * kTypes);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const std::uint32_t k = key_of[i];
    const auto bearers = surnames.find(*key_texts[k]);
    const EntityType type =
        settled_type(mentions[i], votes[k], bearers == surnames.end() ? 0 : bearers->second);
    std::uint32_t& form = forms[k][index_of(type)];
    if (form == OnlyForm::kNone) {
      form = static_cast<std::uint32_t>(forms_.size());
      parents_.push_back(form);
      NameForm& made = forms_.emplace_back();
      made.type = type;
      made.key = *key_texts[k];
      made.words = key_words(made.key);
      made.first = static_cast<std::uint32_t>(i);
    }
    ++forms_[form].count;
    form_of_[i] = form;
  }
  meant_by_ = form_of_;
}

std::uint32_t NameForms::root(std::uint32_t form) {
  while (parents_[form] != form) form = parents_[form] = parents_[parents_[form]];
  return form;
}

// The root is the form that comes first, so that the result does not depend on the order of joins.
void NameForms::join(std::uint32_t a, std::uint32_t b) {
  a = root(a);
  b = root(b);
  parents_[std::max(a, b)] = std::min(a, b);
}

}  // namespace newsidx
