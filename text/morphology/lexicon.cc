#include "text/morphology/lexicon.h"

#include <fmt/format.h>

#include <array>

#include "newsidx/error.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

using Kind = RootSpec::Kind;
using namespace letter;

constexpr std::array<std::pair<std::string_view, Kind>, 6> kKinds = {{
    {"noun", Kind::kNoun},
    {"verb", Kind::kVerb},
    {"compound", Kind::kCompound},
    {"whole", Kind::kWhole},
    {"closed", Kind::kClosed},
    {"form", Kind::kForm},
}};

Letter at(const std::string& word, std::size_t i) { return static_cast<Letter>(word[i]); }

Letter last(const std::string& word) { return at(word, word.size() - 1); }

const Letter* data(const std::string& word) { return reinterpret_cast<const Letter*>(word.data()); }

Letter last_vowel_of(const std::string& word) { return last_vowel(data(word), word.size()); }

std::size_t vowels_of(const std::string& word) { return count_vowels(data(word), word.size()); }

std::string with_last(std::string word, Letter letter) {
  word.back() = static_cast<char>(letter);
  return word;
}

// What a final consonant becomes before a vowel; 0 when it stays.
Letter softened(Letter letter) {
  switch (letter) {
    case kP:
      return kB;
    case kCh:
      return kC;
    case kT:
      return kD;
    case kK:
      return kSoftG;
    default:
      return 0;
  }
}

Letter hardened(Letter letter) {
  switch (letter) {
    case kB:
      return kP;
    case kC:
      return kCh;
    case kD:
      return kT;
    case kSoftG:
      return kK;
    default:
      return 0;
  }
}

class Expansion {
 public:
  Expansion(const RootSpec& root, std::vector<Allomorph>& out) : root_(root), out_(out) {}

  void add(const std::string& surface, RootClass root_class, State state, Bound bound,
           Letter harmony = 0) {
    out_.push_back({surface, root_.kind == Kind::kForm ? root_.stem : root_.word, root_class, state,
                    bound, harmony, 0});
  }

  void noun() {
    const RootClass root_class = root_.kind == Kind::kName ? RootClass::kName : RootClass::kNoun;
    const std::string& word = root_.word;
    const Letter harmony = root_.front ? fronted(last_vowel_of(word)) : Letter{0};
    std::string bound = root_.bound;
    // Names keep their last letter: Tarık'ın.
    const bool hard = root_.hard || root_.kind == Kind::kName;
    if (bound.empty() && last(word) == kK && vowels_of(word) > 1 && !hard)
      bound = with_last(word, kSoftG);
    if (root_.either) {
      add(word, root_class, State::kNoun, Bound::kAnywhere, harmony);
      if (bound.empty() && softened(last(word)) != 0 && vowels_of(word) > 1)
        bound = with_last(word, softened(last(word)));
      if (!bound.empty()) add(bound, root_class, State::kNoun, Bound::kBeforeVowel, harmony);
    } else if (bound.empty()) {
      add(word, root_class, State::kNoun, Bound::kAnywhere, harmony);
    } else {
      // Harmony goes by the vowel that was dropped: vakit, vakti.
      const Letter dropped = vowels_of(bound) < vowels_of(word) ? last_vowel_of(word) : Letter{0};
      add(word, root_class, State::kNoun, Bound::kBeforeConsonant, harmony);
      add(bound, root_class, State::kNoun, Bound::kBeforeVowel, harmony != 0 ? harmony : dropped);
    }
    if (root_.time) add(word, root_class, State::kTimeNoun, Bound::kAnywhere, harmony);
  }

  void verb() {
    const std::string& word = root_.word;
    const auto form = [&](const std::string& surface, Bound bound, Letter harmony = 0) {
      add(surface, RootClass::kVerb, root_.in_ir ? State::kVerbInIr : State::kVerb, bound, harmony);
    };
    const std::string shorter = word.substr(0, word.size() - 1);
    const Letter end = last(word);
    if (end == kA || end == kE) {
      form(word, Bound::kNotBeforeIyor);
      form(shorter, Bound::kBeforeIyor, vowels_of(shorter) == 0 ? end : Letter{0});
      // demek and yemek alone: diyecek, yiyor.
      if (vowels_of(shorter) == 0) form(shorter + static_cast<char>(kI), Bound::kBeforeY);
    } else if (!root_.bound.empty()) {
      const bool drops = vowels_of(root_.bound) < vowels_of(word);
      form(word, drops ? Bound::kAnywhere : Bound::kBeforeConsonant);
      form(root_.bound, Bound::kBeforeVowel, drops ? last_vowel_of(word) : Letter{0});
    } else {
      form(word, Bound::kAnywhere);
    }
  }

  // milletvekili as it is, and milletvekil- before what takes the place of its -i.
  void compound() {
    const std::string& word = root_.word;
    add(word, RootClass::kNoun, State::kPossessed3, Bound::kAnywhere);
    if (word.size() < 3 || vowels_of(word) < 3) return;
    const bool after_vowel = at(word, word.size() - 2) == kS && is_vowel(at(word, word.size() - 3));
    const std::string base = word.substr(0, word.size() - (after_vowel ? 2 : 1));
    add(base, RootClass::kNoun, State::kCompoundBase, Bound::kAnywhere);
    if (const Letter hard = hardened(last(base)); !after_vowel && hard != 0)
      add(with_last(base, hard), RootClass::kNoun, State::kCompoundBase, Bound::kAnywhere);
  }

 private:
  const RootSpec& root_;
  std::vector<Allomorph>& out_;
};

}  // namespace

std::vector<RootSpec> parse_roots(std::string_view text, const std::string& name) {
  std::vector<RootSpec> roots;
  std::size_t number = 0;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    const auto refuse = [&](const std::string& why) {
      throw Error(ErrorCode::kInputRefused, fmt::format("{}:{}: {}", name, number, why),
                  "a line is word<TAB>kind[<TAB>details]; text/lexicon/README.md tells them");
    };
    if (find_invalid_utf8(line) != std::string_view::npos) refuse("not UTF-8");
    const auto letters = [&](std::string_view utf8) {
      std::string encoded = encode_letters(utf8);
      if (encoded.empty()) refuse(fmt::format("no word of Turkish letters: '{}'", utf8));
      return encoded;
    };
    const auto next_field = [](std::string_view& rest, char separator) {
      const std::size_t at = rest.find(separator);
      const std::string_view field = rest.substr(0, at);
      rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
      return field;
    };
    RootSpec root;
    root.word = letters(next_field(line, '\t'));
    const std::string_view kind = next_field(line, '\t');
    bool known = false;
    for (const auto& [kind_name, value] : kKinds) {
      if (kind_name != kind) continue;
      root.kind = value;
      known = true;
    }
    if (!known) refuse(fmt::format("unknown kind of root: '{}'", kind));
    while (!line.empty()) {
      const std::string_view detail = next_field(line, ' ');
      if (detail == "front")
        root.front = true;
      else if (detail == "hard")
        root.hard = true;
      else if (detail == "ir")
        root.in_ir = true;
      else if (detail == "time")
        root.time = true;
      else if (detail.starts_with("bound="))
        root.bound = letters(detail.substr(6));
      else if (detail.starts_with("stem="))
        root.stem = letters(detail.substr(5));
      else
        refuse(fmt::format("unknown detail: '{}'", detail));
    }
    if (root.kind == Kind::kForm && root.stem.empty()) refuse("a form needs stem=WORD");
    roots.push_back(std::move(root));
  }
  return roots;
}

void append_allomorphs(const RootSpec& root, std::vector<Allomorph>& allomorphs) {
  Expansion expansion(root, allomorphs);
  switch (root.kind) {
    case Kind::kNoun:
    case Kind::kName:
      expansion.noun();
      break;
    case Kind::kVerb:
      expansion.verb();
      break;
    case Kind::kCompound:
      expansion.compound();
      break;
    case Kind::kWhole:
    case Kind::kClosed:
    case Kind::kForm:
      expansion.add(root.word, RootClass::kWhole, State::kWhole, Bound::kAlone);
      break;
  }
}

}  // namespace newsidx
