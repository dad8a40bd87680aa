#include "entities/article/person_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>

#include "entities/aliases/name_key.h"
#include "entities/names/name_lexicon.h"
#include "newsidx/utf8.h"
#include "text/foreign.h"
#include "text/letters.h"

namespace newsidx {
namespace {

using FormId = std::uint32_t;
constexpr FormId kNone = OnlyForm::kNone;

// What has more words is no person's name; it is left as it is.
constexpr std::size_t kMostWords = 6;
// Two bearers of a surname who are both named so shortly before may both be meant by it.
constexpr std::size_t kNearBytes = 300;
// A surname that meant one person so often in a row goes on to mean him, whoever else is named in
// full meanwhile.
constexpr std::size_t kSettledTimes = 3;
// With more bearers of one surname nobody can tell who is meant.
constexpr std::size_t kMostBearers = 8;

// Before a name, folded: the article's surname alone is not this person but the relative whose
// wife or son this is.
constexpr std::array<std::string_view, 17> kKinship = {
    "esi",    "oglu",   "kizi",   "kardesi", "babasi", "annesi", "agabeyi", "ablasi", "damadi",
    "gelini", "torunu", "yegeni", "kuzeni",  "amcasi", "dayisi", "dedesi",  "karisi"};

// Folded, as they stand behind a name where the apostrophe is missing.
constexpr std::array<std::string_view, 8> kCases = {"in",  "un",  "nin", "nun",
                                                    "den", "dan", "ten", "tan"};
constexpr std::size_t kShortestSurname = 4;

std::string joined(const std::vector<std::string_view>& words, std::size_t left_out) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == left_out) continue;
    if (!all.empty()) all += ' ';
    all += words[i];
  }
  return all;
}

// Whether a word of a key stands for given names by their first letters: r, gw.
bool is_initials(std::string_view word) {
  return word.size() == 1 ||
         (word.size() <= 3 && word.find_first_of("aeiou") == std::string_view::npos);
}

// The given names' first letters and the surname: rt erdogan.
std::string signature(const std::vector<std::string_view>& words) {
  std::string letters;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    letters += is_initials(words[i]) ? words[i] : words[i].substr(0, 1);
  return letters.append(" ").append(words.back());
}

// Whether every given name of `words` that is no initial is one of the long form's.
bool agrees(const std::vector<std::string_view>& words,
            const std::vector<std::string_view>& long_form) {
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    return is_initials(word) ||
           std::find(long_form.begin(), long_form.end(), word) != long_form.end();
  });
}

// Those who bear a surname, and whom it means as the text goes on.
struct Bearers {
  struct Bearer {
    FormId root = kNone;
    bool kin = false;                 // named as someone's relative
    std::vector<std::string> titles;  // folded, before the full name
  };
  std::vector<Bearer> bearers;
  FormId established = kNone;  // whom the surname alone meant before, and how often
  std::size_t times = 0;
  FormId last = kNone;  // who was named in full last, and where
  std::size_t last_end = 0;
  FormId other = kNone;  // the last who is not that one
  std::size_t other_end = 0;

  Bearer* find(FormId root) {
    const auto at = std::find_if(bearers.begin(), bearers.end(),
                                 [&](const Bearer& bearer) { return bearer.root == root; });
    return at == bearers.end() ? nullptr : &*at;
  }
};

class PersonJoiner {
 public:
  PersonJoiner(std::string_view text, NameForms& forms) : text_(text), forms_(forms) {}

  void join() {
    for (FormId f = 0; f < forms_.all().size(); ++f) {
      if (!is_person(f) || forms_[f].words.size() > kMostWords) continue;
      if (forms_[f].full())
        full_.push_back(f);
      else
        singles_.insert(forms_[f].key);
    }
    if (full_.empty()) return;
    find_run_together();
    join_spellings();
    join_shortened();
    join_initials();
    collect_bearers();
    move_single_names();
  }

 private:
  bool is_person(FormId f) const { return forms_[f].type == EntityType::kPerson; }

  // Menderesin Atatürk, where Menderes is named too: a person's genitive and another person.
  void find_run_together() {
    std::unordered_set<std::string_view> last_words = singles_;
    for (const FormId f : full_) last_words.insert(forms_[f].words.back());
    for (const FormId f : full_) {
      const std::string_view first = forms_[f].words.front();
      for (const std::string_view ending : kCases)
        if (first.size() >= ending.size() + kShortestSurname && first.ends_with(ending) &&
            last_words.contains(first.substr(0, first.size() - ending.size())))
          run_together_.insert(f);
    }
  }

  // One foreign name in two spellings.
  void join_spellings() {
    std::unordered_map<std::string, FormId> by_key;
    for (const FormId f : full_) {
      std::string key;
      for (const std::string_view word : forms_[f].words) key += foreign_key(word) + ' ';
      const auto [at, fresh] = by_key.try_emplace(std::move(key), f);
      const auto& words = forms_[at->second].words;
      if (!fresh && std::equal(words.begin(), words.end(), forms_[f].words.begin(),
                               forms_[f].words.end(), same_foreign_word))
        forms_.join(at->second, f);
    }
  }

  // A name left out: Tayyip Erdoğan of Recep Tayyip Erdoğan. Where two names of the article are
  // short for one (Recep Erdoğan too), or one is short for two, they are kept apart.
  void join_shortened() {
    std::unordered_map<std::string_view, FormId> by_key;
    for (const FormId f : full_) by_key.emplace(forms_[f].key, f);
    std::map<FormId, OnlyForm> long_of;
    std::map<FormId, OnlyForm> short_of;
    const auto note = [&](const std::string& shorter, FormId f) {
      const auto at = by_key.find(shorter);
      if (at == by_key.end() || at->second == f) return false;
      long_of[at->second].add(f);
      short_of[f].add(at->second);
      return true;
    };
    for (const FormId f : full_) {
      const auto& words = forms_[f].words;
      if (words.size() < 3) continue;
      for (std::size_t i = 0; i + 1 < words.size(); ++i) note(joined(words, i), f);
      // Burhan Kuzu Erdoğan, where Burhan Kuzu and Erdoğan are named too, is two people run
      // together.
      if (note(joined(words, words.size() - 1), f) && singles_.contains(words.back()))
        run_together_.insert(f);
      if (words.size() > 3) note(joined({words.front(), words.back()}, kNone), f);
    }
    for (const auto& [shorter, longer] : long_of)
      if (longer.get() != kNone && short_of[longer.get()].get() != kNone)
        forms_.join(shorter, longer.get());
  }

  // G. W. Bush of George Walker Bush, R. Tayyip Erdoğan, T. Erdoğan.
  void join_initials() {
    std::vector<FormId> with_initials;
    for (const FormId f : full_)
      if (std::any_of(forms_[f].words.begin(), forms_[f].words.end() - 1, is_initials))
        with_initials.push_back(f);
    if (with_initials.empty()) return;
    // Of names without initials, and of those that have some: George W. Bush.
    std::array<std::unordered_map<std::string, OnlyForm>, 2> by_signature;
    for (const FormId f : full_) {
      const auto& words = forms_[f].words;
      const auto initials = std::count_if(words.begin(), words.end() - 1, is_initials);
      if (initials == static_cast<std::ptrdiff_t>(words.size()) - 1) continue;
      auto& known = by_signature[initials > 0 ? 1 : 0];
      const std::string letters = signature(words);
      known[letters].add(forms_.root(f));
      if (words.size() < 3) continue;
      for (std::size_t i = 0; i + 1 < words.size(); ++i)
        known[std::string(1, letters[i]).append(" ").append(words.back())].add(forms_.root(f));
    }
    for (const FormId f : with_initials)
      for (const auto& known : by_signature) {
        const auto at = known.find(signature(forms_[f].words));
        if (at == known.end()) continue;
        const FormId root = at->second.get();
        if (root != kNone && agrees(forms_[f].words, forms_[root].words)) forms_.join(f, root);
        break;
      }
  }

  void collect_bearers() {
    for (const FormId f : full_) {
      if (run_together_.contains(f)) continue;
      const auto& words = forms_[f].words;
      const FormId root = forms_.root(f);
      Bearers& bearers = bearers_[foreign_key(words.back())];
      if (bearers.find(root) == nullptr && bearers.bearers.size() <= kMostBearers)
        bearers.bearers.push_back({root, false, {}});
      for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (!is_initials(words[i])) given_[foreign_key(words[i])].add(root);
    }
  }

  Bearers* bearers_of(std::string_view word) {
    const auto at = bearers_.find(foreign_key(word));
    return at == bearers_.end() ? nullptr : &at->second;
  }

  void move_single_names() {
    std::vector<Bearers*> bearers(forms_.all().size(), nullptr);
    std::vector<FormId> given(forms_.all().size(), kNone);
    for (FormId f = 0; f < forms_.all().size(); ++f) {
      if (!is_person(f) || forms_[f].words.empty()) continue;
      bearers[f] = bearers_of(forms_[f].words.back());
      if (bearers[f] != nullptr || forms_[f].full()) continue;
      const auto at = given_.find(foreign_key(forms_[f].key));
      if (at != given_.end()) given[f] = at->second.get();
    }
    const std::size_t first_line = text_.find('\n');
    std::vector<std::size_t> undecided;
    for (std::size_t m = 0; m < forms_.mentions().size(); ++m) {
      const Mention& mention = forms_.mentions()[m];
      const FormId f = forms_.form_of(m);
      if (forms_[f].full()) {
        if (bearers[f] != nullptr && bearers[f]->bearers.size() > 1)
          note_full_name(*bearers[f], forms_.root(f), mention);
      } else if (bearers[f] != nullptr) {
        const FormId root = whom(*bearers[f], mention);
        if (root != kNone)
          forms_.move(m, root);
        else if (bearers[f]->last == kNone)
          undecided.push_back(m);
      } else if (given[f] != kNone) {
        const std::size_t introduced = forms_.mentions()[forms_[given[f]].first].begin;
        const bool common = (known_kinds(mention.name) & kind_bit(NameKind::kGiven)) != 0;
        if (introduced < mention.begin || mention.begin < first_line || !common)
          forms_.move(m, given[f]);
      }
    }
    // Before anyone was named in full: a headline means whom the article means.
    for (const std::size_t m : undecided) {
      const FormId root = bearers[forms_.form_of(m)]->established;
      if (root != kNone) forms_.move(m, root);
    }
  }

  // Folded; empty when no title stands there.
  std::string title_before(const Mention& mention) const {
    const std::string_view word = word_before(text_, mention.begin);
    if (word.empty() || (known_kinds(word) & kind_bit(NameKind::kBefore)) == 0) return "";
    return fold(word);
  }

  void note_full_name(Bearers& bearers, FormId root, const Mention& mention) {
    Bearers::Bearer* bearer = bearers.find(root);
    if (bearer == nullptr) return;
    const std::string before = title_before(mention);
    bearer->kin |= std::find(kKinship.begin(), kKinship.end(), before) != kKinship.end();
    if (!before.empty() && bearer->titles.size() < kMostBearers) bearer->titles.push_back(before);
    if (bearers.last != root) {
      bearers.other = bearers.last;
      bearers.other_end = bearers.last_end;
    }
    bearers.last = root;
    bearers.last_end = mention.end;
  }

  // Whom the surname alone means here; kNone when that cannot be told.
  FormId whom(Bearers& all, const Mention& mention) {
    if (all.bearers.size() == 1) return all.bearers.front().root;
    if (all.bearers.size() > kMostBearers) return kNone;
    const std::string before = title_before(mention);
    OnlyForm titled;
    OnlyForm head;
    for (const auto& bearer : all.bearers) {
      if (!before.empty() &&
          std::find(bearer.titles.begin(), bearer.titles.end(), before) != bearer.titles.end())
        titled.add(bearer.root);
      if (!bearer.kin) head.add(bearer.root);
    }
    FormId root = titled.get();
    if (root == kNone) root = head.get();
    if (root == kNone && all.last != kNone) {
      const bool both_near = all.other != kNone && all.other_end + kNearBytes >= mention.begin;
      const bool contested = all.established != kNone ? all.established != all.last : both_near;
      if (!contested)
        root = all.last;
      else if (all.times >= kSettledTimes)
        root = all.established;
    }
    if (root != kNone) {
      all.times = root == all.established ? all.times + 1 : 1;
      all.established = root;
    }
    return root;
  }

  std::string_view text_;
  NameForms& forms_;
  std::vector<FormId> full_;
  std::unordered_set<std::string_view> singles_;      // keys of names of one word
  std::unordered_set<FormId> run_together_;           // full names that are two people's
  std::unordered_map<std::string, Bearers> bearers_;  // by the surname's foreign key
  std::unordered_map<std::string, OnlyForm> given_;   // and by that of the names before it
};

}  // namespace

std::string_view word_before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  std::size_t begin = at;
  // Longer words are no title.
  while (begin > 0 && at - begin < 40) {
    std::size_t previous = begin;
    if (!is_letter(previous_code_point(text, previous))) break;
    begin = previous;
  }
  return text.substr(begin, at - begin);
}

void join_person_names(std::string_view text, NameForms& forms) {
  PersonJoiner(text, forms).join();
}

}  // namespace newsidx
