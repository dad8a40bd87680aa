#include "text/morphology/suffix_table.h"

#include <array>

namespace newsidx {
namespace {

using enum State;
using enum Role;

template <typename... States>
constexpr StateSet any_of(States... states) {
  return (state_bit(states) | ...);
}

// Groups of states that take the same suffixes.
constexpr StateSet kBare = any_of(kNoun, kPlural);
constexpr StateSet kUnpossessed = any_of(kNoun, kPlural, kPossessed);
constexpr StateSet kThird = any_of(kPossessed3, kRelative);
// What can be a predicate by itself.
constexpr StateSet kNominal =
    any_of(kNoun, kPlural, kPossessed, kPossessed3, kCase, kLocative, kGenitive, kRelative);
constexpr StateSet kBareVerb = any_of(kVerb, kVerbInIr);
constexpr StateSet kStem = any_of(kVerb, kVerbInIr, kNegative, kAbility);
constexpr StateSet kTensed = any_of(kProgressive, kNarrative, kFuture, kAorist);

constexpr auto kTags = std::to_array<SuffixTag>({
    {"pl", "plural"},
    {"p1s", "possessive 1st singular"},
    {"p2s", "possessive 2nd singular"},
    {"p3s", "possessive 3rd singular"},
    {"p1p", "possessive 1st plural"},
    {"p2p", "possessive 2nd plural"},
    {"p3p", "possessive 3rd plural"},
    {"acc", "accusative"},
    {"dat", "dative"},
    {"loc", "locative"},
    {"abl", "ablative"},
    {"gen", "genitive"},
    {"ins", "instrumental"},
    {"equ", "equative"},
    {"ki", "relative -ki"},
    {"cop.past", "copula, past"},
    {"cop.evid", "copula, evidential"},
    {"cop.cond", "copula, conditional"},
    {"cop.dir", "copula -DIr"},
    {"cop.while", "copula, while"},
    {"cop.1s", "copula, 1st singular"},
    {"cop.2s", "copula, 2nd singular"},
    {"cop.1p", "copula, 1st plural"},
    {"cop.2p", "copula, 2nd plural"},
    {"cop.3p", "copula, 3rd plural"},
    {"lik", "noun of quality -lIk"},
    {"ci", "agent -CI"},
    {"li", "with -lI"},
    {"siz", "without -sIz"},
    {"dim", "diminutive -CIk"},
    {"sal", "relational -sAl"},
    {"ca", "language or manner -CA"},
    {"casina", "as if -CAsInA"},
    {"dist", "distributive -(ş)Ar"},
    {"ord", "ordinal -(I)ncI"},
    {"la", "verb of a noun -lA"},
    {"lan", "verb of a noun -lAn"},
    {"las", "verb of a noun -lAş"},
    {"pass", "passive"},
    {"caus", "causative"},
    {"recip", "reciprocal"},
    {"neg", "negation"},
    {"unable", "inability -(y)AmA"},
    {"able", "ability -(y)Abil"},
    {"haste", "haste -(y)Iver"},
    {"lasting", "duration -(y)Adur"},
    {"past", "past"},
    {"evid", "evidential past"},
    {"fut", "future"},
    {"nec", "necessity"},
    {"cond", "conditional"},
    {"prog", "progressive"},
    {"prog2", "progressive -mAktA"},
    {"aor", "aorist"},
    {"opt", "optative"},
    {"imp", "imperative"},
    {"person", "person"},
    {"an", "participle -(y)An"},
    {"dik", "participle -DIk"},
    {"acak", "participle -(y)AcAk"},
    {"mis", "participle -mIş"},
    {"ma", "verbal noun -mA"},
    {"mak", "infinitive -mAk"},
    {"is", "verbal noun -(y)Iş"},
    {"ici", "agent -(y)IcI"},
    {"conv", "converb"},
});

constexpr auto kRows = std::to_array<SuffixRow>({
    // Number and possession.
    {any_of(kNoun), "lAr", kPlural, "pl"},
    {kBare, "(I)m", kPossessed, "p1s"},
    {kBare, "(I)n", kPossessed, "p2s"},
    {any_of(kNoun), "(s)I", kPossessed3, "p3s"},
    {any_of(kPlural), "I", kPossessed3, "p3s"},
    {kBare, "(I)mIz", kPossessed, "p1p"},
    {kBare, "(I)nIz", kPossessed, "p2p"},
    {any_of(kNoun), "lArI", kPossessed3, "p3p"},
    // milletvekil-lerimiz, milletvekil-imiz, işbirlik-çi.
    {any_of(kCompoundBase), "lAr", kPlural, "pl"},
    {any_of(kCompoundBase), "lArI", kPossessed3, "p3p"},
    {any_of(kCompoundBase), "(I)m", kPossessed, "p1s"},
    {any_of(kCompoundBase), "(I)n", kPossessed, "p2s"},
    {any_of(kCompoundBase), "(I)mIz", kPossessed, "p1p"},
    {any_of(kCompoundBase), "(I)nIz", kPossessed, "p2p"},

    // Case.
    {kUnpossessed, "(y)I", kCase, "acc"},
    {kUnpossessed, "(y)A", kCase, "dat"},
    {kUnpossessed, "DA", kLocative, "loc"},
    {kUnpossessed, "DAn", kCase, "abl"},
    {kUnpossessed, "(n)In", kGenitive, "gen"},
    {kUnpossessed, "(y)lA", kCase, "ins"},
    {kUnpossessed, "CA", kCase, "equ"},
    {kThird, "nI", kCase, "acc"},
    {kThird, "nA", kCase, "dat"},
    {kThird, "ndA", kLocative, "loc"},
    {kThird, "ndAn", kCase, "abl"},
    {kThird, "nIn", kGenitive, "gen"},
    {kThird, "ylA", kCase, "ins"},
    {kThird, "ncA", kCase, "equ"},
    {any_of(kLocative, kGenitive, kTimeNoun), "ki", kRelative, "ki"},
    {any_of(kTimeNoun), "kü", kRelative, "ki"},
    {any_of(kRelative), "lAr", kPlural, "pl"},
    {any_of(kRelative), "yI", kCase, "acc"},

    // A noun as predicate.
    {kNominal, "(y)DI", kPast, "cop.past"},
    {kNominal, "(y)mIş", kProgressive, "cop.evid"},
    {kNominal, "(y)sA", kPast, "cop.cond"},
    {kNominal, "DIr", kEnd, "cop.dir"},
    {kNominal, "DIrlAr", kEnd, "cop.dir"},
    {kNominal, "(y)ken", kEnd, "cop.while"},
    {kNominal, "(y)Im", kPerson, "cop.1s"},
    {kNominal, "sIn", kPerson, "cop.2s"},
    {kNominal & ~any_of(kPossessed), "(y)Iz", kPerson, "cop.1p"},
    {kNominal, "sInIz", kPerson, "cop.2p"},
    {any_of(kPossessed3, kCase, kLocative, kRelative), "lAr", kPerson, "cop.3p"},
    {any_of(kPerson), "DIr", kEnd, "cop.dir"},

    // Words from nouns. These stay in the stem.
    {any_of(kNoun, kCompoundBase), "lIK", kNoun, "lik", kDerivation},
    {any_of(kRelative), "lIK", kNoun, "lik", kDerivation},
    {any_of(kAorist), "lIK", kNoun, "lik", kDerivation},
    {any_of(kNoun, kCompoundBase), "CI", kNoun, "ci", kDerivation},
    {any_of(kNoun, kCompoundBase), "lI", kNoun, "li", kDerivation},
    {any_of(kNoun, kCompoundBase), "sIz", kNoun, "siz", kDerivation},
    {any_of(kNoun), "CIK", kNoun, "dim", kDerivation},
    {any_of(kNoun), "sAl", kNoun, "sal", kDerivation},
    {any_of(kNoun), "CA", kNoun, "ca", kDerivation},
    {any_of(kNoun), "CAsInA", kEnd, "casina"},
    {any_of(kNoun), "(ş)Ar", kNoun, "dist", kDerivation},
    {any_of(kNoun), "(I)ncI", kNoun, "ord", kDerivation},
    {any_of(kNoun), "lA", kVerb, "la", kDerivation},
    {any_of(kNoun), "lAn", kVerb, "lan", kDerivation},
    {any_of(kNoun), "lAş", kVerb, "las", kDerivation},

    // Voice. The causatives in -Ir and -Ar are few and words of their own (düşür, çıkar): the
    // lexicon has them.
    {kBareVerb, "Il", kVerb, "pass", kVoice, Before::kConsonantNotL},
    {kBareVerb, "In", kVerb, "pass", kVoice, Before::kL},
    {kBareVerb, "nIl", kVerb, "pass", kVoice, Before::kVowel},  // denil-, istenil-
    {kBareVerb, "n", kVerb, "pass", kVoice, Before::kVowel},
    {kBareVerb, "DIr", kVerb, "caus", kVoice},
    {kBareVerb, "t", kVerb, "caus", kVoice, Before::kVowelOrLOrR},
    {kBareVerb, "It", kVerb, "caus", kVoice, Before::kK},
    {kBareVerb, "Iş", kVerb, "recip", kVoice, Before::kConsonant},
    {kBareVerb, "ş", kVerb, "recip", kVoice, Before::kVowel},

    // Negation and the helping verbs.
    {kBareVerb, "mA", kNegative, "neg"},
    {kBareVerb, "(y)AmA", kNegative, "unable"},
    {kBareVerb | any_of(kNegative), "(y)Abil", kAbility, "able"},
    {kBareVerb | any_of(kNegative), "(y)Iver", kAbility, "haste"},
    {kBareVerb, "(y)Adur", kAbility, "lasting"},
    {kBareVerb, "(y)Agel", kAbility, "lasting"},
    {kBareVerb, "(y)Akal", kAbility, "lasting"},
    {kBareVerb, "(y)Ayaz", kAbility, "lasting"},

    // Tense and mood.
    {kStem, "DI", kPast, "past"},
    {kStem, "mIş", kNarrative, "evid"},
    {kStem, "(y)AcAK", kFuture, "fut"},
    {kStem, "mAlI", kProgressive, "nec"},
    {kStem, "sA", kPast, "cond"},
    {kBareVerb | any_of(kAbility), "Iyor", kProgressive, "prog", kInflection, Before::kConsonant},
    {kBareVerb, "yor", kProgressive, "prog", kInflection, Before::kVowel},
    {kBareVerb, "mIyor", kProgressive, "prog"},
    {kBareVerb, "(y)AmIyor", kProgressive, "prog"},
    {kStem, "mAktA", kProgressive, "prog2"},
    {any_of(kVerb, kAbility), "Ir", kAorist, "aor", kInflection, Before::kLong},
    {any_of(kVerbInIr), "Ir", kAorist, "aor"},
    {any_of(kVerb), "Ar", kAorist, "aor", kInflection, Before::kShort},
    {kBareVerb, "r", kAorist, "aor", kInflection, Before::kVowel},
    {any_of(kNegative), "z", kAorist, "aor"},
    {any_of(kNegative), "m!", kEnd, "aor"},
    {any_of(kNegative), "yIz", kEnd, "aor"},
    {kStem, "(y)A", kOptative, "opt"},
    {kStem, "(y)AyIm", kEnd, "opt"},
    {kStem, "(y)AlIm", kEnd, "opt"},
    {any_of(kOptative), "sIn", kEnd, "opt"},
    {kStem, "sIn", kEnd, "imp"},
    {kStem, "sInlAr", kEnd, "imp"},
    {kStem, "(y)In", kEnd, "imp"},
    {kStem, "(y)InIz", kEnd, "imp"},
    {kStem, "sAnA", kEnd, "imp"},
    {kStem, "sAnIzA", kEnd, "imp"},

    // A second tense, person, and what follows them.
    {kTensed, "(y)DI", kPast, "cop.past"},
    {kTensed, "(y)mIş", kProgressive, "cop.evid"},
    {kTensed, "(y)sA", kPast, "cop.cond"},
    {any_of(kPast), "(y)DI", kPast, "cop.past"},
    {any_of(kPast), "(y)mIş", kProgressive, "cop.evid"},
    {any_of(kPast, kPastPerson), "(y)sA", kPast, "cop.cond"},
    {any_of(kPerson), "(y)DI", kPast, "cop.past"},
    {any_of(kPerson), "(y)mIş", kPast, "cop.evid"},
    {any_of(kPerson), "(y)sA", kPast, "cop.cond"},
    {kTensed, "(y)ken", kEnd, "cop.while"},
    {kTensed | any_of(kPast), "DIr", kEnd, "cop.dir"},
    {any_of(kAorist, kNarrative), "CAsInA", kEnd, "casina"},
    {any_of(kPast), "m", kPastPerson, "person"},
    {any_of(kPast), "n", kPastPerson, "person"},
    {any_of(kPast), "k", kPastPerson, "person"},
    {any_of(kPast), "nIz", kPastPerson, "person"},
    {any_of(kPast), "lAr", kPastPerson, "person"},
    {kTensed, "(y)Im", kPerson, "person"},
    {kTensed, "sIn", kPerson, "person"},
    {kTensed, "(y)Iz", kPerson, "person"},
    {kTensed, "sInIz", kPerson, "person"},
    {kTensed, "lAr", kPerson, "person"},

    // Nouns, adjectives and adverbs of verbs.
    {kStem, "(y)An", kNoun, "an"},
    {kStem, "DIK", kNoun, "dik"},
    {kStem, "(y)AcAK", kNoun, "acak"},
    {kStem, "mIş", kNoun, "mis"},
    {kStem, "mA", kNoun, "ma"},
    {kStem, "mAK", kInfinitive, "mak"},
    {kStem, "(y)Iş", kNoun, "is"},
    {kBareVerb, "(y)IcI", kNoun, "ici", kDerivation},
    {any_of(kInfinitive), "(y)A", kCase, "dat"},
    {any_of(kInfinitive), "DA", kLocative, "loc"},
    {any_of(kInfinitive), "DAn", kCase, "abl"},
    {any_of(kInfinitive), "(y)lA", kCase, "ins"},
    {any_of(kInfinitive), "lIK", kNoun, "lik"},
    {any_of(kInfinitive), "sIzIn", kEnd, "conv"},
    {any_of(kInfinitive), "DIr", kEnd, "cop.dir"},
    {any_of(kInfinitive), "(y)DI", kPast, "cop.past"},
    {any_of(kInfinitive), "(y)sA", kPast, "cop.cond"},
    {any_of(kInfinitive), "(y)mIş", kPast, "cop.evid"},
    {kStem, "(y)Ip", kEnd, "conv"},
    {kStem, "(y)ArAk", kEnd, "conv"},
    {kStem, "(y)ArAktAn", kEnd, "conv"},
    {kStem, "(y)IncA", kEnd, "conv"},
    {kStem, "(y)IncAyA", kEnd, "conv"},
    {kStem, "mAdAn", kEnd, "conv"},
    {kStem, "(y)AlI", kEnd, "conv"},
    {kStem, "DIkçA", kEnd, "conv"},
    {kStem, "(y)AsIyA", kEnd, "conv"},
    {kStem, "(y)A", kEnd, "conv"},
    {any_of(kNegative), "dAn", kEnd, "conv"},
    {any_of(kNegative), "ksIzIn", kEnd, "conv"},
});

constexpr std::size_t position(std::string_view tag) {
  std::size_t i = 0;
  while (i < kTags.size() && kTags[i].tag != tag) ++i;
  return i;
}

constexpr bool all_tags_known() {
  for (const SuffixRow& row : kRows)
    if (position(row.tag) == kTags.size()) return false;
  return true;
}
static_assert(all_tags_known(), "a suffix has a tag that kTags does not name");

}  // namespace

std::span<const SuffixRow> suffix_rows() { return kRows; }

std::span<const SuffixTag> suffix_tags() { return kTags; }

std::size_t find_suffix_tag(std::string_view tag) { return position(tag); }

bool is_final(State state) { return state != kTimeNoun && state != kCompoundBase; }

}  // namespace newsidx
