#include "searcher/matching/expansion.h"

#include <algorithm>

#include "newsidx/utf8.h"
#include "searcher/matching/query_key.h"
#include "store/acronym_table.h"
#include "store/fields.h"
#include "store/terms.h"
#include "text/apostrophe.h"
#include "text/foreign.h"
#include "text/letters.h"
#include "text/morphology/model.h"
#include "text/stop_words.h"

namespace newsidx {
namespace {

// The parts of a compound written apart are words of at least so many letters.
constexpr std::size_t kMinFirstPart = 2;
constexpr std::size_t kMinSecondPart = 4;
// Related words make a query slower, each by its postings.
constexpr std::size_t kMaxRelated = 8;
// Long forms of acronyms have at most so many words; so many meanings of an acronym are tried.
constexpr std::size_t kMaxLongForm = 8;
constexpr std::size_t kMaxMeanings = 2;
// -log of the probability of a root that the model has hardly met: mit (12.9) is a word, spk (13.7)
// and abd (14.1) are none.
constexpr int kHardlyMet = static_cast<int>(13.3 * kCostUnit);
// Of a phrase: readings that are looked up, and choices of their stems that are marked.
constexpr std::size_t kMaxReadings = 8;
constexpr std::size_t kMaxChoices = 16;

bool has(const std::vector<std::string>& forms, const std::string& form) {
  return std::find(forms.begin(), forms.end(), form) != forms.end();
}

void add_once(std::vector<std::string>& forms, const std::string& form) {
  if (!form.empty() && !has(forms, form)) forms.push_back(form);
}

// The word with every i as ı and every ı as i. A capital I is lower-cased to ı, so a foreign name
// in capitals (IMF, INSTAGRAM, Igor) stands in the index as ımf, and its stem may differ from
// imf's. Not of Turkish words: kişi is not kışı.
std::string with_other_i(const std::string& word) {
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t code = next_code_point(word, i);
    append_code_point(out, code == 'i' ? U'ı' : code == U'ı' ? U'i' : code);
  }
  return out;
}

// The letters of the acronym that the words of a long form with a capital begin with, in lower
// case.
std::vector<char32_t> initials_of(const std::string& text) {
  const std::string lower = to_lower_turkish(text);
  std::vector<char32_t> initials;
  bool begins = true;
  std::size_t at = 0;
  // Lower case has as many letters, as the acronym's were counted in the same way.
  for (std::size_t i = 0; i < text.size();) {
    const char32_t code = next_code_point(text, i);
    const char32_t small = at < lower.size() ? next_code_point(lower, at) : code;
    if (begins && is_upper(code)) initials.push_back(small);
    begins = !is_letter(code) && !is_apostrophe(code);
  }
  return initials;
}

bool is_some_i(char32_t code) { return code == 'i' || code == U'ı'; }

// Whether a word may be the acronym of these initials: typed without Turkish letters it may stand
// for any, with them for these alone. (ı and i are one, as in İMF and IMF.)
bool fits_initials(const std::string& exact, const std::vector<char32_t>& initials) {
  if (count_code_points(exact) != initials.size()) return true;  // nothing to tell by
  std::size_t at = 0;
  return std::all_of(initials.begin(), initials.end(), [&](char32_t initial) {
    const char32_t typed = next_code_point(exact, at);
    return typed < 0x80 || typed == initial || (is_some_i(typed) && is_some_i(initial));
  });
}

// Whether the stems stand in the form in this order; a query leaves stop words out.
bool has_in_order(const std::vector<std::string>& form, const std::vector<std::string>& stems) {
  auto next = stems.begin();
  for (const std::string& stem : form)
    if (next != stems.end() && stem == *next) ++next;
  return next == stems.end();
}

std::string_view organisation_prefix() { return field(FieldId::kOrganisation).term_prefix; }

}  // namespace

std::vector<std::vector<std::string>> other_stems(const std::vector<Reading>& readings) {
  std::vector<std::vector<std::string>> all;
  for (const Reading& reading : readings) {
    std::vector<std::vector<std::string>> choices(1);
    for (const std::vector<std::string>& place : reading) {
      std::vector<std::vector<std::string>> longer;
      for (const std::string& stem : place)
        for (const std::vector<std::string>& choice : choices) {
          if (longer.size() == kMaxChoices) break;
          longer.push_back(choice);
          longer.back().push_back(stem);
        }
      choices = std::move(longer);
    }
    all.insert(all.end(), choices.begin(), choices.end());
  }
  if (!all.empty()) all.erase(all.begin());  // each place's first, of the first reading
  return all;
}

QueryUnit related_unit(const std::string& term) {
  if (!term.starts_with(prefix::kStem)) return folded_unit({term});
  Token token;
  token.stem = term.substr(prefix::kStem.size());
  return {{std::move(token)}};
}

std::vector<QueryUnit> joined_units(const JoinedWord& joined) {
  std::vector<QueryUnit> units;
  for (const std::string& term : joined.terms) {
    Token token;
    if (term.starts_with(prefix::kExact))
      token.exact = term.substr(prefix::kExact.size());
    else if (!term.starts_with(organisation_prefix()))
      token.folded = term;
    else
      continue;
    units.push_back({{std::move(token)}});
  }
  return units;
}

QueryUnit folded_unit(const std::vector<std::string>& folded) {
  QueryUnit unit;
  for (const std::string& form : folded) {
    Token token;
    token.folded = form;
    unit.tokens.push_back(std::move(token));
  }
  return unit;
}

bool Expander::known(std::string_view prefix, const std::string& form) const {
  return database_.term_exists(std::string(prefix) + form);
}

void Expander::count_one() const {
  if (work_ == nullptr) return;
  work_->check_time();
  ++work_->done.words_expanded;
}

const Expansion& Expander::expand(const Token& token) const {
  // KAT may be an acronym where kat, the same token, is none.
  const std::string key = (is_typed_in_capitals(token) ? "W" : "w") + tokens_key({token});
  const auto known = made_.find(key);
  return known != made_.end() ? known->second : made_.emplace(key, make(token)).first->second;
}

const Expansion& Expander::expand_phrase(const std::vector<Token>& tokens) const {
  const std::string key = tokens_key(tokens);
  const auto known = made_.find(key);
  return known != made_.end() ? known->second
                              : made_.emplace(key, make_phrase(tokens)).first->second;
}

Expansion Expander::make(const Token& token) const {
  count_one();
  Expansion expansion;
  expansion.exact.push_back(std::string(prefix::kExact) + token.exact);
  if (analyzer_.is_own_stem_alone(token.exact) && token.exact != token.folded)
    expansion.exact.push_back(std::string(prefix::kFoldedStem) + token.exact);
  else if (token.exact == token.folded && !token.shared_fold)
    expansion.exact = {std::string(prefix::kFoldedStem) + token.exact};
  add_spellings(token, expansion);
  const std::string& coarse = token.coarse.empty() ? token.folded : token.coarse;
  for (const std::string_view prefix : {prefix::kCoarse, prefix::kFoldedStem})
    if (known(prefix, coarse)) expansion.coarse.push_back(std::string(prefix) + coarse);
  const auto is_folded_known = [this](const std::string& form) {
    return known(prefix::kFoldedStem, form);
  };
  expansion.known = known("", expansion.exact.front()) ||
                    std::any_of(expansion.folded.begin(), expansion.folded.end(), is_folded_known);
  add_foreign(token, expansion);
  add_relatives(token, expansion);
  add_long_forms(token, expansion);
  return expansion;
}

Expansion Expander::make_phrase(const std::vector<Token>& tokens) const {
  count_one();
  Expansion phrase;
  std::vector<Expansion> words(tokens.size());
  Reading typed;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (work_ != nullptr) work_->check_time();
    add_spellings(tokens[i], words[i]);
    typed.push_back(words[i].folded);
  }
  phrase.readings.push_back(typed);
  const auto add = [&](std::size_t first, std::size_t count, const Reading& instead) {
    if (phrase.readings.size() == kMaxReadings) return;
    const auto at = [&](std::size_t i) { return typed.begin() + static_cast<std::ptrdiff_t>(i); };
    Reading reading(typed.begin(), at(first));
    reading.insert(reading.end(), instead.begin(), instead.end());
    reading.insert(reading.end(), at(first + count), typed.end());
    phrase.readings.push_back(std::move(reading));
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (const std::vector<std::string>& parts : words[i].apart) {
      Reading apart;
      for (const std::string& stem : parts) apart.push_back({stem});
      add(i, 1, apart);
    }
    if (i + 1 == tokens.size()) continue;
    const Token* word = together(tokens[i], tokens[i + 1]);
    if (word == nullptr) continue;
    // Only a word whose parts these are by themselves: "ne den" asks for no neden.
    const std::string folded = word->folded;
    Expansion parts;
    add_spellings(Token(*word), parts);
    const bool is_compound =
        std::any_of(parts.apart.begin(), parts.apart.end(), [&](const auto& stems) {
          return has(typed[i], stems.front()) && has(typed[i + 1], stems.back());
        });
    if (is_compound) add(i, 2, {{folded}});
  }
  return phrase;
}

void Expander::add_spellings(const Token& token, Expansion& expansion) const {
  expansion.folded.push_back(token.folded);
  add_parts(token.exact, expansion);
  for (const Token& spelling : analyzer_.spellings(token)) {
    // Its own letters give its own stem, or it was kept whole for a reason: Kur'an is not kur-.
    if (spelling.exact == token.exact) continue;
    if (known(prefix::kFoldedStem, spelling.folded)) add_once(expansion.folded, spelling.folded);
    add_parts(spelling.exact, expansion);
    if (known(prefix::kExact, spelling.exact)) add_once(expansion.spellings, spelling.exact);
  }
  const Morphology& morphology = analyzer_.morphology();
  const bool is_word =
      !morphology.is_name(token.exact) && !morphology.analyze(token.exact, 1).empty();
  if (const std::string other = with_other_i(token.exact); !is_word && other != token.exact) {
    const std::vector<Token>& tokens = analyzer_.analyze(other);
    if (tokens.size() == 1 && known(prefix::kFoldedStem, tokens.front().folded))
      add_once(expansion.folded, tokens.front().folded);
  }
}

// A form of a word that the lexicon has, and that is no name. The lexicon has some acronyms as
// roots (tbmm, abd): they cost as what its model has hardly met, and have no suffix.
bool Expander::is_small_word(const std::string& exact) const {
  const Morphology& morphology = analyzer_.morphology();
  if (morphology.is_name(exact)) return false;
  const std::vector<Analysis> analyses = morphology.analyze(exact, 1);
  if (analyses.empty() || analyses.front().guessed) return false;
  return !analyses.front().suffixes.empty() || analyses.front().cost < kHardlyMet;
}

bool Expander::is_typed_in_capitals(const Token& token) const {
  if (token.end > query_.size() || token.begin >= token.end || shouted_) return false;
  const std::string_view typed = query_.substr(token.begin, token.end - token.begin);
  return is_all_capitals(typed.substr(0, split_at_apostrophe(typed).body_end));
}

// An acronym is one only in capitals, or where the small word is none: kat is no KAT.
bool Expander::may_be_acronym(const Token& token) const {
  return is_typed_in_capitals(token) || !is_small_word(token.exact);
}

void Expander::add_long_forms(const Token& token, Expansion& expansion) const {
  const std::vector<LongForm> forms = find_long_forms(database_, fold(token.exact));
  if (forms.empty() || !may_be_acronym(token)) return;
  for (const LongForm& form : forms)
    if (expansion.long_forms.size() < kMaxMeanings &&
        fits_initials(token.exact, initials_of(form.text)))
      expansion.long_forms.push_back(form.stems);
}

// What articles have of an acronym whose long form's stems these are. The index does not know
// capitals: süt is told from SUT by its letters, and where the small letters are a word, as of MİT,
// only a name tells.
std::vector<std::string> Expander::acronym_terms(const std::string& acronym,
                                                 const std::vector<std::string>& stems) const {
  std::vector<std::string> spellings = {acronym};
  for (const LongForm& form : find_long_forms(database_, acronym)) {
    if (!has_in_order(form.stems, stems)) continue;
    std::string letters;
    for (const char32_t initial : initials_of(form.text)) append_code_point(letters, initial);
    if (fold(letters) != acronym) continue;
    add_once(spellings, letters);
    add_once(spellings, with_other_i(letters));
  }
  std::vector<std::string> terms;
  for (const std::string& letters : spellings) {
    const std::string folded = fold(letters);
    const bool as_folded = letters == folded && !analyzer_.shares_fold(letters, folded);
    const std::string term =
        is_small_word(letters)
            ? make_term(organisation_prefix(), folded)
            : std::string(as_folded ? prefix::kFoldedStem : prefix::kExact) + letters;
    if (database_.term_exists(term)) add_once(terms, term);
  }
  return terms;
}

// The two as one word that the index knows, or null. It stays until the analyzer's next word.
const Token* Expander::together(const Token& left, const Token& right) const {
  const std::vector<Token>& tokens = analyzer_.analyze(left.exact + right.exact);
  const bool is_word = tokens.size() == 1 && known(prefix::kFoldedStem, tokens.front().folded);
  return is_word ? &tokens.front() : nullptr;
}

// A name may be a form of a common word as well (Seçin, the imperative of seç-), so its key is
// looked for by the whole word too.
void Expander::add_foreign(const Token& token, Expansion& expansion) const {
  const auto add = [&](std::string_view prefix, const std::string& form) {
    const ForeignSpelling spelling{prefix, form};
    if (known(prefix, form) && std::find(expansion.foreign.begin(), expansion.foreign.end(),
                                         spelling) == expansion.foreign.end())
      expansion.foreign.push_back(spelling);
  };
  // zzzqqq, whose key is zk, is no spelling of Z.K.
  const auto is_likely = [&token](const std::string& key) {
    return !key.empty() && key.size() * 2 >= token.folded.size();
  };
  if (const std::string key = foreign_key(fold(token.exact)); is_likely(key))
    add(prefix::kForeign, key);
  if (const std::string key = analyzer_.foreign_key_of(token); is_likely(key)) {
    add(prefix::kForeign, key);
    if (key != token.folded) add(prefix::kFoldedStem, key);
  }
  if (const std::string turkish = turkish_spelling(token.exact); turkish != token.exact) {
    add(prefix::kExact, turkish);
    if (turkish == fold(turkish)) add(prefix::kFoldedStem, turkish);
  }
}

void Expander::add_relatives(const Token& token, Expansion& expansion) const {
  for (const std::string& stem : analyzer_.related_stems(token)) {
    if (expansion.related.size() == kMaxRelated) return;
    if (is_stop_word(stem)) continue;  // birlik, but not bir
    const std::string folded = fold(stem);
    if (has(expansion.folded, folded)) continue;
    // Of öl-, which ol- folds like, only the stem itself.
    const bool shared = stem != folded && analyzer_.shares_fold(stem, folded);
    const std::string_view prefix = shared ? prefix::kStem : prefix::kFoldedStem;
    const std::string& form = shared ? stem : folded;
    if (known(prefix, form)) add_once(expansion.related, std::string(prefix) + form);
  }
}

// Whether this may be a part of a compound: a word whose stem the index knows, and of the lexicon
// or, with its very letters, of the index.
bool Expander::is_part(const std::string& word, std::vector<std::string>& stems) const {
  const auto stands_in_index = [&] {
    return known(prefix::kExact, word) || (word == fold(word) && known(prefix::kFoldedStem, word));
  };
  if (analyzer_.morphology().is_name(word) && !stands_in_index()) return false;
  const std::vector<Token>& tokens = analyzer_.analyze(word);
  if (tokens.size() != 1 || tokens.front().stop_word ||
      !known(prefix::kFoldedStem, tokens.front().folded))
    return false;
  stems.push_back(tokens.front().folded);
  return true;
}

// işbirliği: iş birliği.
void Expander::add_parts(const std::string& word, Expansion& expansion) const {
  const std::size_t letters = count_code_points(word);
  for (std::size_t first = kMinFirstPart; first + kMinSecondPart <= letters; ++first) {
    const std::string left(cut_to_code_points(word, first));
    std::vector<std::string> stems;
    if (is_part(left, stems) && is_part(word.substr(left.size()), stems) &&
        std::find(expansion.apart.begin(), expansion.apart.end(), stems) == expansion.apart.end())
      expansion.apart.push_back(std::move(stems));
  }
}

std::vector<JoinedWord> Expander::join(const std::vector<QueryUnit>& units) const {
  std::vector<JoinedWord> joined;
  for (std::size_t i = 0; i + 1 < units.size(); ++i) {
    if (work_ != nullptr) work_->check_time();
    if (units[i].is_phrase()) continue;
    std::vector<std::string> stems = {units[i].tokens.front().folded};
    for (std::size_t k = i + 1; k < units.size() && k < i + kMaxLongForm; ++k) {
      if (units[k].is_phrase()) break;
      const Token& next = units[k].tokens.front();
      stems.push_back(next.folded);
      for (const std::string& acronym : find_acronyms(database_, stems))
        if (std::vector<std::string> terms = acronym_terms(acronym, stems); !terms.empty())
          joined.push_back({i, stems.size(), std::move(terms), true});
      if (k > i + 1) continue;
      if (const Token* word = together(units[i].tokens.front(), next))
        joined.push_back({i, 2, {std::string(prefix::kFoldedStem) + word->folded}, false});
    }
  }
  return joined;
}

}  // namespace newsidx
