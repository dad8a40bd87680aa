#include "searcher/matching/vocabulary.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "newsidx/utf8.h"
#include "store/terms.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// Those that begin with `begin` and that `wanted` accepts.
template <typename Wanted>
void collect(const Xapian::Database& database, const std::string& begin, const Wanted& wanted,
             FoundTerms& found, QueryWork& work) {
  const auto last = database.allterms_end(begin);
  for (auto term = database.allterms_begin(begin); term != last; ++term) {
    if (found.found > kMaxTerms) return;  // as many as are too many
    work.tick();
    if (!wanted(*term)) continue;
    if (++found.found <= kMaxTerms) found.terms.push_back(*term);
  }
}

bool any_term(const std::string&) { return true; }

// For a letter without accents the small letters of Latin-1 and Latin Extended-A that fold to it,
// itself first.
const std::vector<std::string>& spellings_of(char32_t letter) {
  static const std::map<char32_t, std::vector<std::string>> known = [] {
    std::map<char32_t, std::vector<std::string>> letters;
    for (char32_t code = 0xDF; code <= 0x17F; ++code) {
      std::string accented;
      append_code_point(accented, code);
      const std::string folded = fold(accented);
      if (folded.size() != 1 || to_lower_turkish(accented) != accented) continue;
      letters[static_cast<unsigned char>(folded[0])].push_back(accented);
    }
    return letters;
  }();
  static const std::vector<std::string> none;
  const auto found = known.find(letter);
  return found == known.end() ? none : found->second;
}

void walk_spellings(const Xapian::Database& database, std::string_view folded, std::size_t at,
                    const std::string& begin, FoundTerms& found, QueryWork& work) {
  if (found.found > kMaxTerms) return;
  work.tick();
  if (at == folded.size()) {
    // A word that is its own folded stem counts as one.
    collect(
        database, begin,
        [&](const std::string& term) {
          const std::string word = term.substr(prefix::kExact.size());
          if (!database.term_exists(std::string(prefix::kFoldedStem) + word)) return true;
          if (found.found <= kMaxTerms) found.terms.push_back(term);
          return false;
        },
        found, work);
    return;
  }
  std::size_t next = at;
  const char32_t letter = next_code_point(folded, next);
  const auto go_on = [&](std::string_view spelling) {
    const std::string longer = begin + std::string(spelling);
    if (database.allterms_begin(longer) != database.allterms_end(longer))
      walk_spellings(database, folded, next, longer, found, work);
  };
  go_on(folded.substr(at, next - at));
  for (const std::string& spelling : spellings_of(letter)) go_on(spelling);
}

std::vector<std::string> split_words(std::string_view folded) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t at = i;
    const char32_t code = next_code_point(folded, i);
    if (is_letter(code) || is_digit(code))
      words.back().append(folded, at, i - at);
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// The words of a keyword side by side, the last one perhaps going on.
bool has_words(const std::vector<std::string>& value, const std::vector<std::string>& asked,
               bool begins) {
  for (std::size_t first = 0; first + asked.size() <= value.size(); ++first) {
    bool same = true;
    for (std::size_t i = 0; same && i < asked.size(); ++i) {
      const std::string& word = value[first + i];
      same = begins && i + 1 == asked.size() ? word.starts_with(asked[i]) : word == asked[i];
    }
    if (same) return true;
  }
  return false;
}

// Values of a keyword field by some of their words, many at once.
class WordsOfValues {
 public:
  // What the value is found by goes to `found`, which stays where it is.
  void ask(std::vector<std::string> words, bool begins, FoundTerms& found) {
    const bool by_beginning = begins && words.size() == 1;
    const std::string first = words.front();
    if (by_beginning) longest_ = std::max(longest_, first.size());
    (by_beginning ? by_beginning_ : by_word_)[first].push_back(asked_.size());
    asked_.push_back({std::move(words), begins, &found, 0});
  }

  bool empty() const { return asked_.empty(); }

  // A term of the field, and the value in it.
  void look_at(const std::string& term, std::string_view value) {
    const std::vector<std::string> words = split_words(value);
    ++looked_at_;
    for (const std::string& word : words) {
      try_those(by_word_, word, words, term);
      for (std::size_t size = 1; size <= std::min(word.size(), longest_); ++size)
        try_those(by_beginning_, word.substr(0, size), words, term);
    }
  }

 private:
  struct Asked {
    std::vector<std::string> words;
    bool begins;
    FoundTerms* found;
    std::size_t met_at;  // the last term that has it, by number
  };
  using ByWord = std::unordered_map<std::string, std::vector<std::size_t>>;

  void try_those(const ByWord& those, const std::string& word,
                 const std::vector<std::string>& words, const std::string& term) {
    const auto known = those.find(word);
    if (known == those.end()) return;
    for (const std::size_t i : known->second) {
      Asked& asked = asked_[i];
      if (asked.met_at == looked_at_ || !has_words(words, asked.words, asked.begins)) continue;
      asked.met_at = looked_at_;
      if (++asked.found->found <= kMaxTerms) asked.found->terms.push_back(term);
    }
  }

  std::vector<Asked> asked_;
  ByWord by_word_;       // by the first word
  ByWord by_beginning_;  // those of one word that goes on
  std::size_t longest_ = 0;
  std::size_t looked_at_ = 0;
};

FoundTerms just(std::vector<std::string> terms) {
  FoundTerms found;
  found.found = terms.size();
  found.terms = std::move(terms);
  return found;
}

// A host, an address, or an address without http.
FoundTerms addresses_named(const std::string& value) {
  const std::string_view url = field(FieldId::kUrl).term_prefix;
  if (value.find("://") != std::string::npos) {
    std::vector<std::string> terms = {make_term(url, value)};
    // Nothing but a host behind it: all of that host's.
    if (value.find('/', value.find("://") + 3) >= value.size() - 1)
      terms.push_back(make_term(prefix::kHost, url_host(value)));
    return just(std::move(terms));
  }
  std::vector<std::string> terms;
  if (value.find('/') >= value.size() - 1)
    terms.push_back(make_term(prefix::kHost, url_host("http://" + value)));
  for (const char* scheme : {"http://", "https://", "http://www.", "https://www."})
    terms.push_back(make_term(url, scheme + value));
  return just(std::move(terms));
}

}  // namespace

FoundTerms words_beginning(const Xapian::Database& database, std::string_view letters,
                           QueryWork& work) {
  FoundTerms found = stems_beginning(database, prefix::kFoldedStem, letters, work);
  walk_spellings(database, fold(letters), 0, std::string(prefix::kExact), found, work);
  return found;
}

FoundTerms stems_beginning(const Xapian::Database& database, std::string_view prefix,
                           std::string_view letters, QueryWork& work) {
  FoundTerms found;
  collect(database, std::string(prefix) + fold(letters), any_term, found, work);
  return found;
}

std::vector<FoundTerms> values_named(const Xapian::Database& database,
                                     const std::vector<const ValueNode*>& values, QueryWork& work) {
  std::vector<FoundTerms> all(values.size());
  WordsOfValues by_words;
  std::string prefix;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const ValueNode& value = *values[i];
    FoundTerms& found = all[i];
    prefix = field(value.field).term_prefix;
    if (field(value.field).use != FieldUse::kKeyword) {
      if (value.begins)
        collect(database, prefix + value.value, any_term, found, work);
      else
        found = value.field == FieldId::kUrl ? addresses_named(value.value)
                                             : just({make_term(prefix, value.value)});
      continue;
    }
    const std::string folded = fold(value.value);
    std::vector<std::string> asked = split_words(folded);
    if (!value.whole && !asked.empty())
      by_words.ask(std::move(asked), value.begins, found);
    else if (value.begins)
      collect(database, prefix + folded, any_term, found, work);
    else
      found = just({make_term(prefix, folded)});
  }
  if (by_words.empty()) return all;
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    work.tick();
    ++work.done.values_looked_through;
    const std::string whole = *term;
    by_words.look_at(whole, std::string_view(whole).substr(prefix.size()));
  }
  return all;
}

}  // namespace newsidx
