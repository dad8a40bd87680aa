#include "searcher/vocabulary.h"

#include <algorithm>
#include <map>

#include "store/terms.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

// Those that begin with `begin` and that `wanted` accepts.
template <typename Wanted>
void collect(const Xapian::Database& database, const std::string& begin, const Wanted& wanted,
             FoundTerms& found) {
  const auto last = database.allterms_end(begin);
  for (auto term = database.allterms_begin(begin); term != last; ++term) {
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
                    const std::string& begin, FoundTerms& found) {
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
        found);
    return;
  }
  std::size_t next = at;
  const char32_t letter = next_code_point(folded, next);
  const auto go_on = [&](std::string_view spelling) {
    const std::string longer = begin + std::string(spelling);
    if (database.allterms_begin(longer) != database.allterms_end(longer))
      walk_spellings(database, folded, next, longer, found);
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

FoundTerms words_beginning(const Xapian::Database& database, std::string_view letters) {
  FoundTerms found = stems_beginning(database, prefix::kFoldedStem, letters);
  walk_spellings(database, fold(letters), 0, std::string(prefix::kExact), found);
  return found;
}

FoundTerms stems_beginning(const Xapian::Database& database, std::string_view prefix,
                           std::string_view letters) {
  FoundTerms found;
  collect(database, std::string(prefix) + fold(letters), any_term, found);
  return found;
}

FoundTerms values_named(const Xapian::Database& database, const ValueNode& value) {
  const std::string prefix(field(value.field).term_prefix);
  FoundTerms found;
  if (field(value.field).use != FieldUse::kKeyword) {
    if (value.begins) {
      collect(database, prefix + value.value, any_term, found);
      return found;
    }
    return value.field == FieldId::kUrl ? addresses_named(value.value)
                                        : just({make_term(prefix, value.value)});
  }
  const std::string folded = fold(value.value);
  const std::vector<std::string> asked = split_words(folded);
  if (value.whole || asked.empty()) {
    if (!value.begins) return just({make_term(prefix, folded)});
    collect(database, prefix + folded, any_term, found);
    return found;
  }
  collect(
      database, prefix,
      [&](const std::string& term) {
        return has_words(split_words(std::string_view(term).substr(prefix.size())), asked,
                         value.begins);
      },
      found);
  return found;
}

}  // namespace newsidx
