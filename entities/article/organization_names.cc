#include "entities/article/organization_names.h"

#include <algorithm>
#include <array>
#include <string>

#include "entities/aliases/name_key.h"
#include "entities/names/name_lexicon.h"
#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

using FormId = std::uint32_t;
constexpr FormId kNone = OnlyForm::kNone;

constexpr std::size_t kMinAcronym = 2;
// Two letters fit too many names (AB, and Avro Bölgesi), unless the article explains them.
constexpr std::size_t kMinUnexplained = 3;
constexpr std::size_t kMaxAcronym = 10;
// Brackets that explain hold one word.
constexpr std::size_t kMaxBracket = 24;
constexpr std::size_t kMostWords = 12;

// Folded; no letter of an acronym need stand for them.
constexpr std::array<std::string_view, 8> kSmallWords = {"ve",  "ile", "icin", "of",
                                                         "the", "and", "de",   "da"};

// Folded last words that may be left out of a name: Dışişleri, Merkez, Koç say nothing less than
// Dışişleri Bakanlığı, Merkez Bankası, Koç Holding. A school, town hall or court of some name is
// another thing than what the name alone says, and so is not here.
constexpr std::array<std::string_view, 24> kHeads = {
    "bakanligi",      "bankasi",     "partisi", "holding", "holdingi", "grubu",
    "group",          "grup",        "kulubu",  "sirketi", "gazetesi", "ajansi",
    "televizyonu",    "sendikasi",   "vakfi",   "dernegi", "birligi",  "kurumu",
    "konfederasyonu", "federasyonu", "hava",    "yollari", "fk",       "sk"};

bool is_small(std::string_view word) {
  return std::find(kSmallWords.begin(), kSmallWords.end(), word) != kSmallWords.end();
}
bool is_head(std::string_view word) {
  return std::find(kHeads.begin(), kHeads.end(), word) != kHeads.end();
}

class OrganizationJoiner {
 public:
  OrganizationJoiner(std::string_view text, NameForms& forms) : text_(text), forms_(forms) {}

  void join() {
    for (FormId f = 0; f < forms_.all().size(); ++f) {
      const NameForm& form = forms_[f];
      if (form.type == EntityType::kPerson) continue;
      if (form.full() && form.words.size() <= kMostWords) full_.push_back(f);
      if (form.words.size() == 1 && is_acronym(f)) acronyms_.emplace(form.key, f);
    }
    if (full_.empty()) return;
    join_explained();
    join_by_initials();
    join_short_names();
  }

 private:
  bool is_acronym(FormId f) const {
    const NameForm& form = forms_[f];
    return form.key.size() >= kMinAcronym && form.key.size() <= kMaxAcronym &&
           is_all_capitals(forms_.mentions()[form.first].name);
  }

  // What stands in the bracket that opens behind text[at], with only a space between; empty when
  // it is too long for an acronym or name.
  std::string_view bracket_behind(std::size_t at) const {
    if (at < text_.size() && text_[at] == ' ') ++at;
    if (at >= text_.size() || text_[at] != '(') return {};
    const std::string_view inside = text_.substr(at + 1, kMaxBracket);
    const std::size_t end = inside.find(')');
    return end == std::string_view::npos ? std::string_view() : inside.substr(0, end);
  }

  // Şanghay İşbirliği Örgütü (ŞİÖ), and ŞİÖ (Şanghay İşbirliği Örgütü).
  void join_explained() {
    const auto& mentions = forms_.mentions();
    for (std::size_t m = 0; m < mentions.size(); ++m) {
      const FormId f = forms_.form_of(m);
      if (forms_[f].type == EntityType::kPerson) continue;
      if (forms_[f].full()) {
        const std::string_view bracket = bracket_behind(mentions[m].end);
        if (bracket.empty() || !is_all_capitals(bracket)) continue;
        const auto acronym = acronyms_.find(name_key(bracket));
        if (acronym != acronyms_.end() && is_acronym_of(acronym->first, forms_[f].words))
          explain(acronym->second, f);
      } else if (m + 1 < mentions.size() && acronyms_.contains(forms_[f].key)) {
        const FormId next = forms_.form_of(m + 1);
        const std::size_t gap = mentions[m + 1].begin - mentions[m].end;
        if (gap <= 2 && trim(text_.substr(mentions[m].end, gap)) == "(" && forms_[next].full() &&
            forms_[next].type != EntityType::kPerson &&
            is_acronym_of(forms_[f].key, forms_[next].words))
          explain(f, next);
      }
    }
  }

  void explain(FormId acronym, FormId name) {
    if (!explained_.emplace(forms_[acronym].key, name).second) return;
    forms_.join(acronym, name);
  }

  void join_by_initials() {
    if (acronyms_.empty()) return;
    std::unordered_map<std::string, OnlyForm> by_initials;
    for (const FormId f : full_) {
      const std::string all = initials_of(forms_[f].words, true);
      const std::string some = initials_of(forms_[f].words, false);
      by_initials[all].add(forms_.root(f));
      if (some != all) by_initials[some].add(forms_.root(f));
    }
    for (const auto& [letters, acronym] : acronyms_) {
      if (letters.size() < kMinUnexplained) continue;
      const auto at = by_initials.find(std::string(letters));
      if (at != by_initials.end() && at->second.get() != kNone && !explained_.contains(letters))
        forms_.join(acronym, at->second.get());
    }
  }

  // A name's beginning, without a last word that may be left out, anywhere in the article; and its
  // end, where the long name came before.
  void join_short_names() {
    std::unordered_map<std::string_view, OnlyForm> by_beginning;
    std::unordered_map<std::string_view, OnlyForm> by_end;
    for (const FormId f : full_) {
      const NameForm& form = forms_[f];
      if (form.type != EntityType::kOrganization) continue;
      const std::string_view key = form.key;
      if (is_head(form.words.back()))
        by_beginning[key.substr(0, key.rfind(' '))].add(forms_.root(f));
      // IMF-Dünya Bankası is two.
      if (forms_.mentions()[form.first].name.find('-') != std::string::npos) continue;
      for (std::size_t i = 1; i + 1 < form.words.size(); ++i)
        by_end[key.substr(static_cast<std::size_t>(form.words[i].data() - key.data()))].add(f);
    }
    for (FormId f = 0; f < forms_.all().size(); ++f) {
      const NameForm& form = forms_[f];
      if (form.type != EntityType::kOrganization) continue;
      const auto beginning = by_beginning.find(form.key);
      if (beginning != by_beginning.end() && beginning->second.get() != kNone) {
        forms_.join(f, beginning->second.get());
        continue;
      }
      const auto end = by_end.find(form.key);
      if (end == by_end.end() || end->second.get() == kNone) continue;
      if (forms_[end->second.get()].first < form.first) forms_.join(f, end->second.get());
    }
  }

  std::string_view text_;
  NameForms& forms_;
  std::vector<FormId> full_;
  std::unordered_map<std::string_view, FormId> acronyms_;
  std::unordered_map<std::string_view, FormId> explained_;
};

}  // namespace

std::string initials_of(const std::vector<std::string_view>& words, bool with_small) {
  std::string letters;
  for (const std::string_view word : words)
    if (with_small || !is_small(word)) letters += word.substr(0, 1);
  return letters;
}

bool is_acronym_of(std::string_view letters, const std::vector<std::string_view>& words) {
  if (letters.empty() || words.size() < 2 || words.front().front() != letters.front()) return false;
  if (letters == initials_of(words, true) || letters == initials_of(words, false)) return true;
  std::size_t found = 0;
  for (const std::string_view word : words)
    for (const char letter : word)
      if (found < letters.size() && letter == letters[found]) ++found;
  return found == letters.size();
}

void join_organization_names(std::string_view text, NameForms& forms) {
  OrganizationJoiner(text, forms).join();
}

}  // namespace newsidx
