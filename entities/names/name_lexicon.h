// What the finder of names is told beforehand: lists of names and of words that stand beside them
// (entities/lexicon/README.md). Read when a model is fitted, which keeps them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

enum class NameKind : std::uint8_t {
  kGiven,
  kSurname,
  kPlace,
  kOrganization,
  kBefore,  // a title or relation before a person: cumhurbaşkanı, eşi
  kAfter,   // behind a person: Bey
  kSay,     // a verb whose subject is a person: dedi
  kOrganizationHead,
  kPlaceHead,
  kInPlace,  // behind a place: kentinde
  kNation,
  kTime,
  kNoName,  // often capitalised, but no person, place or organisation
  kCountry,
  kCity,
  kDistrict,
};
inline constexpr std::size_t kNameKinds = 16;

using NameKinds = std::uint32_t;  // one bit a kind
constexpr NameKinds kind_bit(NameKind kind) { return 1U << static_cast<unsigned>(kind); }

struct NamePhrase {
  std::vector<std::string> words;  // lower case, as NameTokenizer cuts them, without marks
  NameKinds kinds = 0;
};

// The lists that ship with the program and the places that ICU knows. Sorted, each phrase once.
std::vector<NamePhrase> name_lexicon();

// phrase<TAB>kind lines as a list has them; throws Error(kInputRefused) that names the line.
std::vector<NamePhrase> parse_name_list(std::string_view list, const std::string& name);

}  // namespace newsidx
