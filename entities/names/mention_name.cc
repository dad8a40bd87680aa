#include "entities/names/mention_name.h"

#include <array>

#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// Behind a possessive of the third person, as official names carry their case.
constexpr std::array<std::string_view, 20> kCases = {
    "ndan", "nden", "nın", "nin", "nun", "nün", "nda", "nde", "nca", "nce",
    "yla",  "yle",  "na",  "ne",  "nı",  "ni",  "nu",  "nü",  "dır", "dir"};

// The possessive ends in one of these: Bakanlığı, Örgütü, Kurumu, Derneği, Mahkemesi.
constexpr std::array<std::string_view, 4> kPossessives = {"ı", "i", "u", "ü"};

bool ends_in_possessive(std::string_view word) {
  for (const std::string_view vowel : kPossessives)
    if (word.size() > vowel.size() + 3 && word.ends_with(vowel)) return true;
  return false;
}

// The bytes of a case that the last word of the name carries; 0: none.
std::size_t case_bytes(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  // A name of one word may end like a case by itself: Madonna, Avusturya.
  if (space == std::string_view::npos) return 0;
  const std::string last(name.substr(space + 1));
  const std::string lower = to_lower_turkish(last);
  if (lower.size() != last.size()) return 0;  // capitals: İ and i differ in length
  for (const std::string_view ending : kCases) {
    if (!lower.ends_with(ending)) continue;
    if (ends_in_possessive(std::string_view(lower).substr(0, lower.size() - ending.size())))
      return ending.size();
  }
  return 0;
}

}  // namespace

std::string mention_name(std::string_view written, EntityType type) {
  std::string name = collapse_spaces(written);
  if (type == EntityType::kOrganization) name.resize(name.size() - case_bytes(name));
  return name;
}

}  // namespace newsidx
