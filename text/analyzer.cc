#include "text/analyzer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "newsidx/utf8.h"
#include "text/apostrophe.h"
#include "text/foreign.h"
#include "text/letters.h"
#include "text/morphology/families.h"
#include "text/stop_words.h"

namespace newsidx {
namespace {

constexpr std::size_t kMaxAcronymLetters = 5;

// So many words ahead memory is asked for.
constexpr std::size_t kPrefetched = 6;

// Words of one part of a text that is read in parts.
constexpr std::size_t kPartWords = 4096;

// Buffers for more words than this are given back when the next text needs less.
constexpr std::size_t kKeptBuffer = 1U << 14U;

// Of a longer word the rest is not looked at: it has no form of more than kMaxTokenBytes.
constexpr std::size_t kReadBytes = 1000;

// Of a word typed without Turkish letters: so many spellings, none e^3 times less likely than the
// best.
constexpr std::size_t kMaxSpellings = 3;
constexpr int kSpellingMargin = static_cast<int>(3 * kCostUnit);

// Can et al. (JASIST 59(3), 2008) found five letters to serve Turkish retrieval best.
constexpr std::size_t kCoarseLetters = 5;

// Of a stem so many ways to have been made are looked at.
constexpr std::size_t kShownBases = 6;

bool has_digit(std::string_view s) {
  return std::any_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 1.250.000 -> 1250000; what has not that very form is left (11.30, 2.9.2025).
std::string without_thousands_points(std::string_view number) {
  std::string digits;
  std::size_t group = 0;
  bool first = true;
  for (const char c : number) {
    if (c == '.') {
      if (first ? group == 0 || group > 3 : group != 3) return std::string(number);
      first = false;
      group = 0;
    } else if (c >= '0' && c <= '9') {
      digits += c;
      ++group;
    } else {
      return std::string(number);
    }
  }
  return first || group == 3 ? digits : std::string(number);
}

void clear_forms(Token& token) {
  token.exact.clear();
  token.stem.clear();
  token.folded.clear();
  token.coarse.clear();
  token.foreign.clear();
  token.shared_fold = false;
  token.stop_word = false;
}

std::string without(std::string_view s, bool (*unwanted)(char32_t)) {
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t start = i;
    if (!unwanted(next_code_point(s, i))) out.append(s, start, i - start);
  }
  return out;
}

// A key may be twice as long as its word: x becomes ks.
std::string bounded_foreign_key(std::string_view folded) {
  return std::string(cut_to_bytes(foreign_key(folded), kMaxTokenBytes));
}

bool is_shipped(const MorphologyModel* model) {
  return model == nullptr || model->checksum() == MorphologyModel::shipped()->checksum();
}

}  // namespace

Analyzer::Analyzer(StemmerKind stemmer, const StemmerResources& resources, std::size_t kept_words)
    : kind_(stemmer),
      stems_as_shipped_(stemmer == kDefaultStemmer && !resources.overrides &&
                        is_shipped(resources.model.get())),
      keeps_beginnings_(!resources.overrides),
      morphology_(resources.model ? resources.model : MorphologyModel::shipped()),
      stemmer_(make_stemmer(stemmer, resources)),
      forms_(kept_words),
      shared_folds_(kept_words) {}

const std::vector<Token>& Analyzer::analyze(std::string_view text) {
  return make_tokens(text, false);
}

const std::vector<Token>& Analyzer::analyze_beginnings(std::string_view text,
                                                       const Beginnings& asked) {
  return make_tokens(text, false, keeps_beginnings_ ? &asked : nullptr);
}

std::vector<Token> Analyzer::explain(std::string_view text) { return make_tokens(text, true); }

const std::vector<Token>& Analyzer::make_tokens(std::string_view text, bool explain,
                                                const Beginnings* asked) {
  release_large();
  segmenter_.segment(text, words_);
  make_tokens_of(text, 0, words_.size(), explain, asked);
  return tokens_;
}

void Analyzer::release_large() {
  if (tokens_.capacity() <= kKeptBuffer && words_.capacity() <= kKeptBuffer) return;
  std::vector<Token>().swap(tokens_);
  std::vector<Word>().swap(words_);
  std::vector<Lookup>().swap(lookups_);
  std::string().swap(lookup_keys_);
}

void Analyzer::make_tokens_of(std::string_view text, std::size_t first, std::size_t last,
                              bool explain, const Beginnings* asked) {
  used_ = 0;
  lookups_.clear();
  lookup_keys_.clear();
  for (std::size_t i = first; i < last; ++i) {
    const Word& word = words_[i];
    const bool skipped =
        asked != nullptr && !asked->may_begin(text.substr(word.begin, word.end - word.begin));
    lookups_.push_back(skipped ? Lookup{} : look_up(text, i));
    lookups_.back().skipped = skipped;
    forms_.prefetch_place(lookups_.back().hash);
  }
  for (std::size_t i = 0; i < lookups_.size(); ++i) {
    if (i + kPrefetched < lookups_.size()) forms_.prefetch_entry(lookups_[i + kPrefetched].hash);
    append_token(text, first + i, lookups_[i], explain);
  }
  tokens_.resize(used_);
}

void Analyzer::begin(std::string_view text) {
  release_large();
  source_ = text;
  words_.clear();
  waiting_ = 0;
  segmenter_.begin(text);
  more_words_ = true;
}

// The last word of a part waits for the one after it, which tells whether it is an acronym, and the
// one before it stays at hand for the same reason.
const std::vector<Token>& Analyzer::next_part() {
  tokens_.clear();
  while (tokens_.empty() && (more_words_ || waiting_ < words_.size())) {
    const std::size_t gone = waiting_ - std::min<std::size_t>(waiting_, 1);
    words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(gone));
    waiting_ -= gone;
    more_words_ = more_words_ && segmenter_.next(words_, kPartWords);
    const std::size_t end = words_.size() - (more_words_ ? 1 : 0);
    make_tokens_of(source_, waiting_, end, false, nullptr);
    waiting_ = end;
  }
  return tokens_;
}

std::vector<Token> Analyzer::spellings(const Token& typed) {
  std::vector<Token> tokens;
  const std::vector<Morphology::Restoration> restored =
      morphology_.restore(typed.exact, kMaxSpellings);
  for (const Morphology::Restoration& restoration : restored) {
    if (restoration.cost > restored.front().cost + kSpellingMargin) break;
    const Forms& forms = forms_of(restoration.word, WordClass::kWord);
    tokens.push_back({0, 0, forms.exact, forms.stem, forms.folded, forms.coarse, forms.foreign,
                      forms.shared_fold, forms.stop_word, ""});
  }
  return tokens;
}

void Analyzer::restore(Token& typed) {
  const std::vector<Token> likely = spellings(typed);
  for (const Token& spelling : likely)
    if (spelling.exact == typed.exact) return;
  if (likely.empty()) return;
  typed.stem = likely.front().stem;
  typed.folded = likely.front().folded;
}

bool Analyzer::is_own_stem_alone(const std::string& exact) {
  return fold(exact) == exact && !shares_fold(exact, exact);
}

std::string Analyzer::foreign_key_of(const Token& token) const {
  if (!token.foreign.empty()) return token.foreign;
  return morphology_.is_name(token.exact) ? bounded_foreign_key(token.folded) : "";
}

std::vector<std::string> Analyzer::related_stems(const Token& token) const {
  static const std::array<std::size_t, 3> verbal_nouns = {
      find_suffix_tag("ma"), find_suffix_tag("is"), find_suffix_tag("ici")};
  const std::span<const std::string> family = relatives(token.stem);
  std::vector<std::string> stems(family.begin(), family.end());
  const auto append = [&](std::vector<std::string> more) {
    stems.insert(stems.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
  };
  const std::vector<Analysis> word = morphology_.analyze(token.exact, 1);
  const bool verb = !word.empty() && word.front().root_class == RootClass::kVerb;
  append(verb ? verb_derivatives(token.stem) : noun_derivatives(token.stem));
  // How the stem itself may have been made.
  for (const Analysis& analysis : morphology_.analyze(token.stem, kShownBases)) {
    const bool verbal_noun =
        analysis.root_class == RootClass::kVerb && analysis.suffixes.size() == 1 &&
        std::find(verbal_nouns.begin(), verbal_nouns.end(), analysis.suffixes[0]) !=
            verbal_nouns.end();
    const bool derived = analysis.root_class != RootClass::kVerb && analysis.suffixes.size() == 1 &&
                         analysis.stem == token.stem && analysis.root != analysis.stem;
    if (verbal_noun || derived) stems.push_back(analysis.root);
  }
  return stems;
}

std::string Analyzer::stem_word(std::string_view word) {
  const std::vector<Token>& tokens = analyze(word);
  return tokens.empty() ? to_lower_turkish(word) : tokens.front().stem;
}

// An acronym is a short word in capitals amid words that are not: in a line all in capitals (and in
// a query of one such word) nothing tells it from any other word, so there it is none.
Analyzer::WordClass Analyzer::classify(std::string_view text, std::size_t index,
                                       std::string_view body) const {
  if (!body.empty() && body[0] >= '0' && body[0] <= '9') return WordClass::kNumber;
  if (!is_all_capitals(body) || count_code_points(body) > kMaxAcronymLetters)
    return WordClass::kWord;
  const auto is_lower_word = [&](std::size_t i) {
    const Word& word = words_[i];
    const std::string_view letters = text.substr(word.begin, word.end - word.begin);
    return count_code_points(letters) > 1 && !has_digit(letters) &&
           !is_all_capitals(letters.substr(0, split_at_apostrophe(letters).body_end));
  };
  const bool amid_lower = (index > 0 && is_lower_word(index - 1)) ||
                          (index + 1 < words_.size() && is_lower_word(index + 1));
  return amid_lower ? WordClass::kAcronym : WordClass::kWord;
}

Analyzer::Forms Analyzer::make_forms(std::string_view body, WordClass word_class) {
  Forms forms;
  std::string letters = to_lower_turkish(body);
  if (word_class == WordClass::kNumber)
    letters = without_thousands_points(letters);
  else
    letters = without(letters, [](char32_t code) { return code == '.' || is_ignorable(code); });
  const std::string bare = without(letters, is_apostrophe);
  const bool owns_apostrophe = bare.size() != letters.size();
  forms.exact = cut_to_bytes(bare.empty() ? letters : bare, kMaxTokenBytes);
  // Kur'an is not kur- with a suffix.
  if (bare.empty() || owns_apostrophe || word_class != WordClass::kWord)
    forms.stem = forms.exact;
  else
    forms.stem = cut_to_bytes(stemmer_->stem(bare), kMaxTokenBytes);
  forms.folded = cut_to_bytes(fold(forms.stem), kMaxTokenBytes);
  if (forms.folded.empty()) forms.folded = forms.stem;
  forms.shared_fold = shares_fold(forms.stem, forms.folded);
  if (word_class == WordClass::kWord) {
    forms.coarse = cut_to_code_points(fold(forms.exact), kCoarseLetters);
    if (forms.coarse == forms.folded) forms.coarse.clear();
    std::string key = bounded_foreign_key(forms.folded);
    if (key != forms.folded && morphology_.is_name(bare)) forms.foreign = std::move(key);
  }
  forms.stop_word = is_stop_word(forms.exact);
  return forms;
}

// The lexicon answers for words that it knows; of any other there may be two, but where no letter
// may stand for a Turkish one.
bool Analyzer::shares_fold(const std::string& stem, const std::string& folded) {
  if (const bool* known = shared_folds_.find(stem, WordCache<bool>::hash_of(stem))) return *known;
  bool found = stem == folded && folded.find_first_of("cgiosu") == std::string::npos;
  bool other = false;
  for (const Morphology::Restoration& spelling : morphology_.restore(folded, kMaxSpellings)) {
    if (spelling.word == stem)
      found = true;
    else if (spelling.stem == spelling.word)
      other = true;
  }
  return shared_folds_.insert(stem, other || !found);
}

const Analyzer::Forms& Analyzer::forms_of(std::string_view body, WordClass word_class) {
  key_.assign(1, static_cast<char>('0' + static_cast<int>(word_class)));
  key_ += body;
  return find_forms(key_, WordCache<Forms>::hash_of(key_), word_class);
}

Token& Analyzer::next_token(const Word& word) {
  if (used_ == tokens_.size()) tokens_.emplace_back();
  Token& token = tokens_[used_++];
  token.begin = word.begin;
  token.end = word.end;
  token.reason.clear();
  return token;
}

const Analyzer::Forms& Analyzer::find_forms(std::string_view key, std::uint32_t hash,
                                            WordClass word_class) {
  // Long words seldom come twice, and would take the room of many.
  if (key.size() > kMaxTokenBytes) return long_forms_ = make_forms(key.substr(1), word_class);
  if (const Forms* known = forms_.find(key, hash)) return *known;
  return forms_.insert(key, make_forms(key.substr(1), word_class));
}

Analyzer::Lookup Analyzer::look_up(std::string_view text, std::size_t index) {
  const Word& span = words_[index];
  Lookup lookup{};
  if (span.kind == Word::Kind::kOrphanSuffix) return lookup;
  const std::string_view word = text.substr(span.begin, span.end - span.begin);
  const ApostropheSplit split = split_at_apostrophe(word);
  lookup.owned = split.owned;
  lookup.body_end = std::min(split.body_end, number_suffix_begin(word));
  std::string_view body = word.substr(0, lookup.body_end);
  body = cut_to_bytes(body, kReadBytes);
  if (body.ends_with('.')) body.remove_suffix(1);  // the abbreviation's own, as in A.Ş.'nin
  lookup.word_class = classify(text, index, body);
  lookup.begin = lookup_keys_.size();
  lookup.size = body.size() + 1;
  lookup_keys_ += static_cast<char>('0' + static_cast<int>(lookup.word_class));
  lookup_keys_ += body;
  lookup.hash = WordCache<Forms>::hash_of(std::string_view(lookup_keys_).substr(lookup.begin));
  return lookup;
}

void Analyzer::append_token(std::string_view text, std::size_t index, const Lookup& lookup,
                            bool explain) {
  const Word& span = words_[index];
  const std::string_view word = text.substr(span.begin, span.end - span.begin);
  const bool orphan = span.kind == Word::Kind::kOrphanSuffix;
  if (orphan && !explain) return;
  Token& token = next_token(span);
  if (lookup.skipped) return clear_forms(token);
  if (orphan) {
    clear_forms(token);
    token.reason = "suffix of what stands before it: not indexed";
    return;
  }
  const std::string_view key = std::string_view(lookup_keys_).substr(lookup.begin, lookup.size);
  const Forms& forms = find_forms(key, lookup.hash, lookup.word_class);
  token.exact = forms.exact;
  token.stem = forms.stem;
  token.folded = forms.folded;
  token.coarse = forms.coarse;
  token.foreign = forms.foreign;
  token.shared_fold = forms.shared_fold;
  token.stop_word = forms.stop_word;
  if (explain) token.reason = reason(word, lookup.body_end, lookup.owned, lookup.word_class, forms);
}

std::string Analyzer::reason(std::string_view word, std::size_t body_end, bool owned,
                             WordClass word_class, const Forms& forms) const {
  std::string text;
  const auto add = [&](std::string_view part) {
    if (!text.empty()) text += "; ";
    text += part;
  };
  if (body_end < word.size()) add("suffix " + std::string(word.substr(body_end)) + " off");
  if (owned) add("apostrophe belongs to the name");
  if (word_class == WordClass::kNumber) add("number, not stemmed");
  if (word_class == WordClass::kAcronym) add("acronym, not stemmed");
  if (word_class == WordClass::kWord && forms.stem != forms.exact)
    add("stem by " + std::string(stemmer_name(kind_)));
  if (forms.folded != forms.stem) add("folded");
  if (!forms.foreign.empty()) add("a name also spelled like " + forms.foreign);
  if (forms.stop_word) add("stop word");
  return text.empty() ? "as it stands" : text;
}

}  // namespace newsidx
