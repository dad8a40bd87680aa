// The suffixes of Turkish as a finite automaton: which suffix may follow what, in which shapes, and
// what it is called. The table in suffix_table.cc is meant to be read and corrected by a linguist.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace newsidx {

// Where a word stands after its root and the suffixes read so far.
enum class State : std::uint8_t {
  kNoun,          // noun, adjective, pronoun, number: all nominal suffixes may follow
  kTimeNoun,      // bugün, dün: -ki follows without a case
  kCompoundBase,  // milletvekil-: what is left of milletvekili before another possessive
  kPlural,
  kPossessed,   // by the first or second person
  kPossessed3,  // by the third: cases follow with -n-
  kCase,
  kLocative,  // -ki may follow
  kGenitive,  // -ki may follow
  kRelative,  // behind -ki
  kInfinitive,
  kVerb,
  kVerbInIr,  // the thirteen short verbs whose aorist is -Ir: al, bil, gel, ...
  kNegative,
  kAbility,
  kPast,  // -DI, -sA: the short persons follow
  kPastPerson,
  kNarrative,
  kFuture,
  kProgressive,
  kAorist,
  kOptative,
  kPerson,
  kEnd,    // nothing may follow
  kWhole,  // a word that takes no suffix
};
inline constexpr std::size_t kStateCount = 25;

using StateSet = std::uint32_t;
constexpr StateSet state_bit(State state) { return StateSet{1} << static_cast<unsigned>(state); }

enum class Role : std::uint8_t {
  kInflection,  // goes: case, person, tense, participle, ...
  kDerivation,  // stays in the stem: -lIk, -CI, -lI, ... make concepts of their own
  kVoice,       // goes: passive, causative, reciprocal
};

// What must stand before the suffix.
enum class Before : std::uint8_t {
  kAnything,
  kVowel,
  kConsonant,
  kConsonantNotL,
  kL,
  kK,
  kVowelOrLOrR,
  kShort,  // a consonant, and one syllable in all
  kLong,   // a consonant, and more syllables
};

// Shapes: a small letter is itself. A is a or e, I is ı, i, u or ü by vowel harmony; D is d or t, C
// is c or ç by the sound before it; K is k, and ğ before a vowel. A first letter in brackets is
// there when needed: a consonant after a vowel, a vowel after a consonant. `!` at the end: the word
// must end here.
struct SuffixRow {
  StateSet from = 0;
  std::string_view shape;
  State to = State::kEnd;
  std::string_view tag;
  Role role = Role::kInflection;
  Before before = Before::kAnything;
};

struct SuffixTag {
  std::string_view tag;   // short, as in the literature: p3s, loc
  std::string_view name;  // for people: possessive 3rd singular, locative
};

std::span<const SuffixRow> suffix_rows();

// Every tag that suffix_rows() uses. The position in this list is the suffix's number in a model
// file.
std::span<const SuffixTag> suffix_tags();

// The position of a tag; suffix_tags().size() when there is none.
std::size_t find_suffix_tag(std::string_view tag);

// Where a word may end.
bool is_final(State state);

}  // namespace newsidx
