#include "entities/names/name_traits.h"

#include <algorithm>

#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// A word's beginning and end say what it is; what is longer than this is no word.
constexpr std::size_t kReadBytes = 200;
constexpr std::size_t kLongestPhrase = 6;  // words
constexpr std::size_t kAhead = 8;          // tokens for which words are fetched

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

std::size_t chain_end(const std::vector<TokenTraits>& traits, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < traits.size() && !traits[end].starts_chain) ++end;
  return end;
}

WordTraits TraitReader::make(std::string_view written, std::string_view body) const {
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
  traits.phrase = model_->phrase(combine(kNoPhrase, traits.word));
  traits.kinds = traits.phrase & ~kLonger;
  if (traits.kinds == 0 && traits.suffix == 0) {
    for (const std::string_view ending : kCaseEndings) {
      if (word.size() < ending.size() + 4) continue;
      if (ending.back() != word.back() || !word.ends_with(ending)) continue;
      const std::string_view base(word.data(), word.size() - ending.size());
      traits.kinds = model_->phrase(combine(kNoPhrase, hash_word(base))) & ~kLonger;
      if (traits.kinds != 0) break;
    }
  }
  return traits;
}

void TraitReader::find_phrases(std::vector<TokenTraits>& traits,
                               const std::vector<NameToken>& tokens) const {
  for (std::size_t i = 0; i < traits.size(); ++i) {
    if (!tokens[i].word) continue;
    const WordTraits& first = *traits[i].word;
    traits[i].begins |= first.kinds;
    NameHash hash = combine(kNoPhrase, first.word);
    NameKinds kinds = first.phrase;
    // A suffix ends the phrase.
    for (std::size_t j = i; (kinds & kLonger) != 0 && traits[j].word->suffix == 0;) {
      if (++j == traits.size() || j == i + kLongestPhrase) break;
      if (!tokens[j].word || traits[j].starts_chain) break;
      hash = combine(hash, traits[j].word->word);
      kinds = model_->phrase(hash);
      const NameKinds whole = kinds & ~kLonger;
      if (whole == 0) continue;
      traits[i].begins |= whole;
      for (std::size_t k = i + 1; k <= j; ++k) traits[k].inside |= whole;
      if ((whole & ~kNoNames) == 0)
        for (std::size_t k = i; k <= j; ++k) traits[k].no_name = true;
    }
  }
}

void TraitReader::read(std::string_view text, const std::vector<NameToken>& tokens,
                       std::vector<TokenTraits>& traits) {
  traits.assign(tokens.size(), {});
  hashes_.resize(tokens.size());
  const auto written_at = [&](std::size_t i) {
    return text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    hashes_[i] = hash_word(written_at(i));
    words_.prefetch_place(hashes_[i]);
  }
  bool quoted = false;
  bool bracketed = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i + kAhead < tokens.size()) words_.prefetch_entry(hashes_[i + kAhead]);
    const NameToken& token = tokens[i];
    const std::string_view written = written_at(i);
    TokenTraits& trait = traits[i];
    trait.word = words_.find(written, hashes_[i]);
    if (trait.word == nullptr)
      trait.word = &words_.insert(written, hashes_[i],
                                  make(written, written.substr(0, token.body_end - token.begin)));
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
    const std::size_t end = chain_end(traits, i);
    std::size_t words = 0;
    std::size_t shouted = 0;
    for (std::size_t k = i; k < end; ++k) {
      words += tokens[k].word && traits[k].word->length > 1;
      shouted += traits[k].word->shape == Shape::kCapitals;
    }
    const bool all = words >= 3 && shouted * 4 >= words * 3;
    for (; i < end; ++i) traits[i].shouted = all;
  }
  find_phrases(traits, tokens);
}

}  // namespace newsidx
