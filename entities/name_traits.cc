#include "entities/name_traits.h"

#include <algorithm>

#include "text/letters.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

// The cache is emptied when it has so many words: an archive has few, hostile text has many.
constexpr std::size_t kCachedWords = 200'000;
// A word's beginning and end say what it is; what is longer than this is no word.
constexpr std::size_t kReadBytes = 200;
constexpr std::size_t kLongestPhrase = 6;  // words

constexpr NameKinds kNoNames = kind_bit(NameKind::kTime) | kind_bit(NameKind::kNoName);

// Case suffixes as they stand without an apostrophe, mostly behind a possessive: Bakanlığı+ndan.
constexpr std::array<std::string_view, 56> kCaseEndings = {
    "ndan", "nden", "nın", "nin", "nun", "nün", "nda", "nde", "nca", "nce", "yla", "yle",
    "ları", "leri", "dan", "den", "tan", "ten", "lar", "ler", "na",  "ne",  "nı",  "ni",
    "nu",   "nü",   "ın",  "in",  "un",  "ün",  "da",  "de",  "ta",  "te",  "ya",  "ye",
    "yı",   "yi",   "yu",  "yü",  "la",  "le",  "ca",  "ce",  "sı",  "si",  "su",  "sü",
    "a",    "e",    "ı",   "i",   "u",   "ü",   "dır", "dir"};

bool is_open_quote(std::string_view mark) { return mark == "“" || mark == "«"; }
bool is_closed_quote(std::string_view mark) { return mark == "”" || mark == "»"; }

// Hashes of the first or last code points of a word.
void read_edges(std::string_view word, WordTraits& traits) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size() && letters < 5;) {
    next_code_point(word, i);
    if (++letters >= 3) traits.beginnings[letters - 3] = hash_word(word.substr(0, i));
  }
  letters = 0;
  for (std::size_t i = word.size(); i > 0 && letters < 4;) {
    previous_code_point(word, i);
    if (++letters >= 2) traits.endings[letters - 2] = hash_word(word.substr(i));
  }
}

}  // namespace

Shape shape_of(std::string_view body) {
  std::size_t letters = 0;
  std::size_t capitals = 0;
  std::size_t digits = 0;
  bool first_capital = false;
  bool inner_capital = false;
  for (std::size_t i = 0; i < body.size();) {
    const bool first = i == 0;
    const char32_t code = next_code_point(body, i);
    if (is_digit(code)) ++digits;
    if (!is_letter(code)) continue;
    ++letters;
    if (!is_upper(code)) continue;
    ++capitals;
    first_capital |= first;
    inner_capital |= !first;
  }
  if (digits > 0) return letters > 0 ? Shape::kNumbered : Shape::kNumber;
  if (letters == 0) return Shape::kMark;
  if (capitals == letters) return letters == 1 ? Shape::kInitial : Shape::kCapitals;
  if (inner_capital) return Shape::kMixed;
  return first_capital ? Shape::kCapital : Shape::kSmall;
}

const WordTraits& TraitReader::of_word(std::string_view written, std::string_view body) {
  key_.assign(written);
  const auto cached = cache_.find(key_);
  if (cached != cache_.end()) return cached->second;
  if (cache_.size() >= kCachedWords) cache_.clear();
  WordTraits traits;
  const std::string word = to_lower_turkish(cut_to_bytes(body, kReadBytes));
  traits.word = hash_word(word);
  if (written.size() > body.size() && written[body.size()] != '.')
    traits.suffix =
        hash_word(fold(cut_to_bytes(written.substr(body.size()), kReadBytes)).substr(0, 8));
  traits.shape = shape_of(body);
  traits.length = static_cast<std::uint8_t>(std::min<std::size_t>(count_code_points(word), 15));
  read_edges(word, traits);
  traits.known = model_->word(traits.word);
  traits.kinds = model_->phrase(combine(kNoPhrase, traits.word)) & ~kLonger;
  if (traits.kinds == 0 && traits.suffix == 0) {
    for (const std::string_view ending : kCaseEndings) {
      if (word.size() < ending.size() + 4 || !word.ends_with(ending)) continue;
      const std::string_view base(word.data(), word.size() - ending.size());
      traits.kinds = model_->phrase(combine(kNoPhrase, hash_word(base))) & ~kLonger;
      if (traits.kinds != 0) break;
    }
  }
  return cache_.emplace(key_, traits).first->second;
}

void TraitReader::find_phrases(std::vector<TokenTraits>& traits,
                               const std::vector<NameToken>& tokens) const {
  for (std::size_t i = 0; i < traits.size(); ++i) {
    if (!tokens[i].word) continue;
    traits[i].begins |= traits[i].word.kinds;
    NameHash hash = kNoPhrase;
    for (std::size_t j = i; j < traits.size() && j < i + kLongestPhrase; ++j) {
      if (!tokens[j].word || (j > i && traits[j].starts_chain)) break;
      hash = combine(hash, traits[j].word.word);
      const NameKinds kinds = model_->phrase(hash);
      if (j > i && (kinds & ~kLonger) != 0) {
        traits[i].begins |= kinds & ~kLonger;
        for (std::size_t k = i + 1; k <= j; ++k) traits[k].inside |= kinds & ~kLonger;
        if ((kinds & ~kLonger & ~kNoNames) == 0)
          for (std::size_t k = i; k <= j; ++k) traits[k].no_name = true;
      }
      // A suffix ends the phrase.
      if ((kinds & kLonger) == 0 || traits[j].word.suffix != 0) break;
    }
  }
}

void TraitReader::read(std::string_view text, const std::vector<NameToken>& tokens,
                       std::vector<TokenTraits>& traits) {
  traits.assign(tokens.size(), {});
  bool quoted = false;
  bool bracketed = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const NameToken& token = tokens[i];
    const std::string_view written = text.substr(token.begin, token.end - token.begin);
    TokenTraits& trait = traits[i];
    trait.word = of_word(written, written.substr(0, token.body_end - token.begin));
    trait.starts_sentence = token.starts_sentence;
    trait.starts_chain = token.starts_chain;
    if (token.starts_line) quoted = bracketed = false;
    if (!token.word) {
      if (written == "\"") quoted = !quoted;
      quoted = (quoted || is_open_quote(written)) && !is_closed_quote(written);
      bracketed = (bracketed || written == "(") && written != ")";
    }
    trait.quoted = quoted;
    trait.bracketed = bracketed;
  }
  for (std::size_t i = 0; i < traits.size();) {
    std::size_t end = i;
    std::size_t words = 0;
    std::size_t shouted = 0;
    do {
      words += tokens[end].word && traits[end].word.length > 1;
      shouted += traits[end].word.shape == Shape::kCapitals;
      ++end;
    } while (end < traits.size() && !traits[end].starts_chain);
    const bool all = words >= 3 && shouted * 4 >= words * 3;
    for (; i < end; ++i) traits[i].shouted = all;
  }
  find_phrases(traits, tokens);
}

}  // namespace newsidx
