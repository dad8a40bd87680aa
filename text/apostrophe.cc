#include "text/apostrophe.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// Suffixes as they stand behind an apostrophe, folded (fold()), with vowel harmony and consonant
// assimilation written out by a small notation: A = a/e, I = i/u (ı and ü fold to these), D = d/t,
// C = c; a letter in brackets is a buffer that may be missing. The chain is read from left to right
// through these slots, each used at most once: number, possessive, case, then what makes a
// predicate, an adjective or an adverb of it.
constexpr std::array<std::string_view, 4> kDerivational = {"lI", "lIk", "sIz", "CI"};
constexpr std::array<std::string_view, 3> kNumeral = {"(I)ncI", "(s)Ar", "gil"};
constexpr std::array<std::string_view, 1> kPlural = {"lAr"};
constexpr std::array<std::string_view, 5> kPossessive = {"(s)I", "Im", "ImIz", "InIz", "mIz"};
constexpr std::array<std::string_view, 10> kCase = {"(y)I",  "(n)I",   "(n)In", "(y)A", "(n)A",
                                                    "(n)DA", "(n)DAn", "(y)lA", "CA",   "lArI"};
constexpr std::array<std::string_view, 1> kRelative = {"ki"};
constexpr std::array<std::string_view, 6> kCopula = {"DIr",   "(y)DI",  "(y)mIs",
                                                     "(y)sA", "(y)ken", "yIm"};

// Matches one pattern at s[at]; calls next with each offset at which it can end.
template <typename Next>
bool match(std::string_view pattern, std::string_view s, std::size_t at, const Next& next) {
  if (pattern.empty()) return next(at);
  if (pattern[0] == '(') {
    const std::string_view behind = pattern.substr(3);
    return match(behind, s, at, next) ||
           match(std::string(1, pattern[1]) + std::string(behind), s, at, next);
  }
  if (at >= s.size()) return false;
  const char c = s[at];
  bool fits = false;
  switch (pattern[0]) {
    case 'A':
      fits = c == 'a' || c == 'e';
      break;
    case 'I':
      fits = c == 'i' || c == 'u';
      break;
    case 'D':
      fits = c == 'd' || c == 't';
      break;
    case 'C':
      fits = c == 'c';
      break;
    default:
      fits = c == pattern[0];
      break;
  }
  return fits && match(pattern.substr(1), s, at + 1, next);
}

bool match_slots(std::string_view s, std::size_t at, std::size_t slot) {
  if (at == s.size()) return true;
  const auto try_slot = [&](const auto& patterns, std::size_t next_slot) {
    return std::any_of(patterns.begin(), patterns.end(), [&](std::string_view pattern) {
      return match(pattern, s, at, [&](std::size_t end) { return match_slots(s, end, next_slot); });
    });
  };
  switch (slot) {
    case 0:
      return try_slot(kNumeral, 1) || match_slots(s, at, 1);
    case 1:
      return try_slot(kDerivational, 2) || match_slots(s, at, 2);
    case 2:
      return try_slot(kPlural, 3) || match_slots(s, at, 3);
    case 3:
      return try_slot(kPossessive, 4) || match_slots(s, at, 4);
    case 4:
      return try_slot(kCase, 5) || match_slots(s, at, 5);
    case 5:
      return try_slot(kRelative, 7) || match_slots(s, at, 6);
    case 6:
      return try_slot(kCopula, 8);
    // Behind -ki (Putin'inki) number and case come once more.
    case 7:
      return try_slot(kPlural, 9) || match_slots(s, at, 9);
    case 9:
      return try_slot(kCase, 6) || match_slots(s, at, 6);
    default:
      return false;
  }
}

// The longest chain in use, with room: numeral, adjective, plural, possessive, case, relative,
// copula.
constexpr std::size_t kMaxSuffixBytes = 20;

// Words written with an apostrophe whose second part only looks like a suffix, folded, without it.
constexpr std::array<std::string_view, 18> kOwnApostrophe = {
    "bida", "cuma", "cuzi", "kala", "kati", "kita",  "melun", "mera", "meri",
    "nefi", "nese", "nevi", "sadi", "sana", "sanaa", "seri",  "suni", "vaka"};

bool owns_apostrophe(std::string_view word) {
  std::string letters;
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t start = i;
    if (!is_apostrophe(next_code_point(word, i))) letters.append(word, start, i - start);
  }
  const std::string folded = fold(letters);
  return std::find(kOwnApostrophe.begin(), kOwnApostrophe.end(), folded) != kOwnApostrophe.end();
}

// Whether one of is_apostrophe()'s characters begins with this byte in UTF-8. Turkish letters do
// not.
constexpr auto kBeginsApostrophe = [] {
  std::array<bool, 256> begins{};
  for (const char c : {'\'', '`', '\xC2', '\xCA', '\xE2', '\xEF'})
    begins[static_cast<unsigned char>(c)] = true;
  return begins;
}();
bool begins_apostrophe(char c) { return kBeginsApostrophe[static_cast<unsigned char>(c)]; }

}  // namespace

bool is_suffix_chain(std::string_view letters) {
  const std::string folded = fold(letters);
  if (folded.empty() || folded.size() > kMaxSuffixBytes) return false;
  return match_slots(folded, 0, 0);
}

ApostropheSplit split_at_apostrophe(std::string_view word) {
  ApostropheSplit result;
  result.body_end = word.size();
  if (std::none_of(word.begin(), word.end(), begins_apostrophe)) return result;
  std::optional<std::size_t> last;  // offset of the last apostrophe, and of what follows it
  std::size_t behind = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t start = i;
    if (!is_apostrophe(next_code_point(word, i))) continue;
    last = start;
    behind = i;
    ++count;
  }
  if (!last) return result;
  const std::string_view body = word.substr(0, *last);
  const std::string_view tail = word.substr(behind);
  std::size_t body_letters = count_code_points(body);
  std::size_t second = 0;
  const bool tail_is_name = !tail.empty() && is_upper(next_code_point(tail, second)) &&
                            !is_all_capitals(body) && body_letters == 1;
  if (is_suffix_chain(tail) && !tail_is_name && !owns_apostrophe(word)) {
    result.suffix = true;
    result.body_end = *last;
    --count;
  }
  result.owned = count > 0;
  return result;
}

std::size_t number_suffix_begin(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && word[digits] >= '0' && word[digits] <= '9') ++digits;
  if (digits == 0) return word.size();
  const std::string_view tail = word.substr(digits);
  return count_code_points(tail) >= 2 && is_suffix_chain(tail) ? digits : word.size();
}

}  // namespace newsidx
