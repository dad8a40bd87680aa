#include "entities/article/best_name.h"

#include <algorithm>
#include <memory>

#include "entities/names/name_lexicon.h"
#include "entities/names/name_model.h"
#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// Acronyms of more letters are rare, and names of fewer are seldom in capitals only.
constexpr std::size_t kMaxAcronym = 7;

constexpr NameKinds kTownOrPerson = kind_bit(NameKind::kCountry) | kind_bit(NameKind::kCity) |
                                    kind_bit(NameKind::kDistrict) | kind_bit(NameKind::kGiven) |
                                    kind_bit(NameKind::kSurname);

const NameModel& model() {
  static const std::shared_ptr<const NameModel> shipped = NameModel::shipped();
  return *shipped;
}

bool is_known(std::string_view lower) {
  const NameHash word = hash_word(lower);
  return model().word(word).key != 0 || model().phrase(combine(kNoPhrase, word)) != 0;
}

NameKinds kinds_of(std::string_view lower) {
  return model().phrase(combine(kNoPhrase, hash_word(lower))) & ~kLonger;
}

// I is ı in a Turkish word and i in a foreign one. Which of them it is the articles tell, else the
// other vowels: ı does not go with e, i, ö, ü.
std::string lower_word(std::string_view capitals) {
  std::string turkish = to_lower_turkish(capitals);
  if (turkish.find("ı") == std::string::npos) return turkish;
  std::string dotted;
  for (std::size_t i = 0; i < turkish.size();) {
    const std::size_t at = i;
    if (next_code_point(turkish, i) == U'ı')
      dotted += 'i';
    else
      dotted.append(turkish, at, i - at);
  }
  if (is_known(turkish)) return turkish;
  if (is_known(dotted)) return dotted;
  const bool foreign = turkish.find_first_of("eiqwx") != std::string::npos ||
                       turkish.find("ö") != std::string::npos ||
                       turkish.find("ü") != std::string::npos;
  return foreign ? dotted : turkish;
}

// The first letter stays as it was.
void append_capitalized(std::string& out, std::string_view capitals, std::string_view lower) {
  std::size_t first = 0;
  next_code_point(capitals, first);
  std::size_t rest = 0;
  next_code_point(lower, rest);
  out.append(capitals.substr(0, first)).append(lower.substr(rest));
}

bool is_vowel(char32_t code) {
  return std::u32string_view(U"aeıioöuüâîû").find(code) != std::u32string_view::npos;
}

// As a Turkish town of three or four letters does not, but for Kars, Genç and the like.
bool ends_like_no_word(std::string_view lower) {
  std::size_t i = lower.size();
  const char32_t last = previous_code_point(lower, i);
  if (is_vowel(last)) return false;
  if (i == 0) return true;
  const char32_t before = previous_code_point(lower, i);
  if (is_vowel(before)) return false;
  return before != 'r' && before != 'n' && before != 'l';
}

// Whether a word in capitals is an acronym, as far as one can tell.
bool may_be_acronym(EntityType type, std::string_view word, std::string_view lower, bool alone) {
  const std::size_t letters = count_code_points(word);
  if (word.find('.') != std::string_view::npos || letters < 2) return true;
  if (type == EntityType::kPerson) return false;
  const NameKinds kinds = kinds_of(lower);
  // ABD, KKTC, though the lists have them among the places.
  if (letters <= 4 && ends_like_no_word(lower)) return true;
  if ((kinds & kTownOrPerson) != 0) return false;
  if (type == EntityType::kPlace) return letters <= 4;
  return letters <= (alone ? kMaxAcronym : 3);
}

}  // namespace

std::string without_capitals(EntityType type, std::string_view name) {
  if (!is_all_capitals(name)) return std::string(name);
  const bool alone = name.find(' ') == std::string_view::npos;
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find_first_of(" -", at), name.size());
    const std::string_view word = name.substr(at, end - at);
    const std::string lower = lower_word(word);
    if (lower == "ve" || lower == "ile")
      out += lower;
    else if (word.empty() || may_be_acronym(type, word, lower, alone))
      out += word;
    else
      append_capitalized(out, word, lower);
    if (end < name.size()) out += name[end];
    at = end + 1;
  }
  return out;
}

}  // namespace newsidx
