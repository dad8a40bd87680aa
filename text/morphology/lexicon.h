// The word lists that people write (text/lexicon/roots.tsv), and the allomorphs that follow from
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/morphology/model_builder.h"

namespace newsidx {

// A line of roots.tsv. Strings are letters (alphabet.h).
struct RootSpec {
  enum class Kind : std::uint8_t {
    kNoun,
    kVerb,
    kCompound,  // a noun that carries its -(s)I: milletvekili
    kWhole,     // takes no suffix: için, henüz
    kClosed,    // the same, and never an inflected form of anything else
    kForm,      // an irregular form of `stem`: bana of ben
    kName,      // found in text, never in the file
  };
  std::string word;
  Kind kind = Kind::kNoun;
  std::string bound;    // the allomorph before a vowel, where the rules do not give it: ağz, kitab
  std::string stem;     // of a kForm
  bool front = false;   // takes front vowels against its own: saatler
  bool hard = false;    // a final k stays k before a vowel: hukuku
  bool in_ir = false;   // a verb of one syllable whose aorist is -Ir: gelir
  bool time = false;    // takes -ki without a case: bugünkü
  bool either = false;  // nobody has said whether its last letter softens: both are accepted
};

// Lines `word<TAB>kind[<TAB>details]`; `#` begins a comment. Throws Error(kInputRefused) that names
// the line when one cannot be read. `name` is for messages.
std::vector<RootSpec> parse_roots(std::string_view text, const std::string& name);

// Appends the allomorphs of one root, all with cost 0.
void append_allomorphs(const RootSpec& root, std::vector<Allomorph>& allomorphs);

}  // namespace newsidx
