#include "entities/aliases/alias_suggestions.h"

#include <algorithm>
#include <unordered_map>

#include "entities/aliases/name_forms.h"
#include "entities/aliases/name_key.h"
#include "entities/article/organization_names.h"
#include "entities/names/name_lexicon.h"
#include "text/foreign.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// A short name is suggested when of the articles that have a name it may be short for this share
// has one name: then hardly one in twenty is read wrong.
constexpr double kDominantShare = 0.95;
// Fewer articles show no share.
constexpr std::uint64_t kEnoughArticles = 20;
constexpr std::uint64_t kEnoughOfAcronym = 3;  // initials agree by chance less often
constexpr std::uint64_t kMinShort = 3;  // what fewer articles have is not worth the owner's time
constexpr std::size_t kMinAcronym = 3;
constexpr std::size_t kMaxAcronym = 8;
// A word by itself must have so many letters to be taken for another's spelling.
constexpr std::size_t kMinForeign = 5;

struct Known {
  const CountedName* name = nullptr;
  std::string key;
  std::vector<std::string_view> words;
};

// The names that one short name may stand for.
struct Candidates {
  const Known* top = nullptr;
  std::uint64_t articles = 0;

  void add(const Known& known) {
    articles += known.name->articles;
    if (top == nullptr || known.name->articles > top->name->articles) top = &known;
  }
  double share() const {
    return static_cast<double>(top->name->articles) / static_cast<double>(articles);
  }
};

std::string foreign_keys(const std::vector<std::string_view>& words) {
  std::string key;
  for (const std::string_view word : words) key += foreign_key(word) + ' ';
  return key;
}

class Suggester {
 public:
  explicit Suggester(const std::vector<CountedName>& names) {
    known_.reserve(names.size());
    for (const CountedName& name : names) {
      Known& known = known_.emplace_back();
      known.name = &name;
      known.key = name_key(name.name);
    }
    for (Known& known : known_) known.words = key_words(known.key);
  }

  std::vector<AliasSuggestion> suggest() {
    for (const EntityType type :
         {EntityType::kPerson, EntityType::kPlace, EntityType::kOrganization}) {
      suggest_spellings(type);
      if (type == EntityType::kPerson)
        suggest_short_names();
      else
        suggest_acronyms(type);
    }
    std::stable_sort(suggestions_.begin(), suggestions_.end(),
                     [](const AliasSuggestion& a, const AliasSuggestion& b) {
                       return a.spelling_articles > b.spelling_articles;
                     });
    return std::move(suggestions_);
  }

 private:
  template <typename Take>
  void for_each(EntityType type, Take take) {
    for (const Known& known : known_)
      if (known.name->type == type && !known.words.empty()) take(known);
  }

  void add(const Known& canonical, const Known& spelling, AliasReason reason, double share) {
    suggestions_.push_back({canonical.name->type, canonical.name->name, spelling.name->name, reason,
                            canonical.name->articles, spelling.name->articles, share});
  }

  void suggest_spellings(EntityType type) {
    std::unordered_map<std::string, const Known*> most;
    const auto may_be_foreign = [](const Known& known) {
      return known.words.size() > 1 || known.key.size() >= kMinForeign;
    };
    for_each(type, [&](const Known& known) {
      if (!may_be_foreign(known)) return;
      const Known*& top = most[foreign_keys(known.words)];
      if (top == nullptr || known.name->articles > top->name->articles) top = &known;
    });
    for_each(type, [&](const Known& known) {
      if (!may_be_foreign(known)) return;
      const Known& top = *most[foreign_keys(known.words)];
      if (top.key != known.key && top.name->articles > 1 && same_foreign_name(top.key, known.key))
        add(top, known, AliasReason::kSpelling, 1);
    });
  }

  void suggest_short_names() {
    std::unordered_map<std::string, Candidates> by_short;
    for_each(EntityType::kPerson, [&](const Known& known) {
      const auto& words = known.words;
      if (words.size() < 2) return;
      by_short[std::string(words.back())].add(known);
      // Şi of Şi Cinping; a given name that many have is nobody's.
      if ((known_kinds(words.front()) & kind_bit(NameKind::kGiven)) == 0)
        by_short[std::string(words.front())].add(known);
      if (words.size() < 3) return;
      for (std::size_t left_out = 0; left_out + 1 < words.size(); ++left_out) {
        std::string shorter;
        for (std::size_t i = 0; i < words.size(); ++i)
          if (i != left_out) shorter.append(shorter.empty() ? "" : " ").append(words[i]);
        by_short[shorter].add(known);
      }
    });
    for_each(EntityType::kPerson, [&](const Known& known) {
      if (known.name->articles < kMinShort) return;
      const auto at = by_short.find(known.key);
      if (at == by_short.end() || at->second.top->name->articles < kEnoughArticles) return;
      if (at->second.share() >= kDominantShare)
        add(*at->second.top, known, AliasReason::kShortName, at->second.share());
    });
  }

  void suggest_acronyms(EntityType type) {
    std::unordered_map<std::string, Candidates> by_initials;
    for_each(type, [&](const Known& known) {
      if (known.words.size() < kMinAcronym) return;
      const std::string all = initials_of(known.words, true);
      const std::string some = initials_of(known.words, false);
      by_initials[all].add(known);
      if (some != all) by_initials[some].add(known);
    });
    for_each(type, [&](const Known& known) {
      if (known.words.size() != 1 || known.key.size() < kMinAcronym ||
          known.key.size() > kMaxAcronym || !is_all_capitals(known.name->name) ||
          known.name->articles < kMinShort)
        return;
      const auto at = by_initials.find(known.key);
      if (at == by_initials.end() || at->second.top->name->articles < kEnoughOfAcronym) return;
      if (at->second.share() >= kDominantShare)
        add(*at->second.top, known, AliasReason::kAcronym, at->second.share());
    });
  }

  std::vector<Known> known_;
  std::vector<AliasSuggestion> suggestions_;
};

}  // namespace

std::string_view alias_reason_name(AliasReason reason) {
  switch (reason) {
    case AliasReason::kSpelling:
      return "spelling";
    case AliasReason::kShortName:
      return "short";
    case AliasReason::kAcronym:
      break;
  }
  return "acronym";
}

std::vector<AliasSuggestion> suggest_aliases(const std::vector<CountedName>& names) {
  return Suggester(names).suggest();
}

}  // namespace newsidx
