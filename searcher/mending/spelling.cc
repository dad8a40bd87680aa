#include "searcher/mending/spelling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "newsidx/utf8.h"
#include "searcher/matching/bounded_match.h"
#include "searcher/matching/query_key.h"
#include "searcher/mending/similar_words.h"
#include "searcher/ranking/query_words.h"
#include "store/fields.h"
#include "text/apostrophe.h"
#include "text/letters.h"

namespace newsidx {
namespace {

constexpr std::size_t kMinLetters = 4;
// Two mistakes are looked for in words of so many letters, and where none by one was found.
constexpr std::size_t kMinLettersOfTwo = 8;
// Terms looked at, at most: some tens of thousands take milliseconds.
constexpr std::size_t kMaxSteps = 20'000;
// A mistake more outweighs being e^kPerMistake times as common.
constexpr double kPerMistake = 3;
// A word that may be right, though the index has it by its stem only, gives way to one so many
// times as common.
constexpr double kFarCommoner = 10;
// The parts of two words run together.
constexpr std::size_t kMinPart = 3;
constexpr Xapian::doccount kMinPartArticles = 3;

// A word alone in quotes is a word of the tree as any other.
bool is_quoted(std::string_view query, const Token& token) {
  if (token.begin == 0) return false;
  std::size_t before = token.begin;
  const char32_t code = previous_code_point(query, before);
  return std::u32string_view(U"\"“”„«»").find(code) != std::u32string_view::npos;
}

bool has_near(const QueryNode& node) {
  const auto any_has = [](const std::vector<QueryNode>& nodes) {
    return std::any_of(nodes.begin(), nodes.end(), has_near);
  };
  if (node.as<NearNode>() != nullptr) return true;
  if (const auto* any = node.as<AnyNode>()) return any_has(any->parts);
  if (const auto* all = node.as<AllNode>()) return any_has(all->parts);
  const auto* run = node.as<RunNode>();
  return run != nullptr &&
         (any_has(run->required) || any_has(run->optional) || any_has(run->limits));
}

bool is_nowhere(const PhraseNode& phrase, const Expander& expander,
                const Xapian::Database& database, QueryWork& work) {
  Xapian::Enquire enquire(database);
  enquire.set_query(unit_query({phrase.tokens}, expander.expand_phrase(phrase.tokens)));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return match_within(enquire, database, work, 1).empty();
}

// The place of a phrase with its quotes, and with a suffix behind them.
std::pair<std::size_t, std::size_t> with_quotes(std::string_view text, const QueryNode& phrase) {
  std::size_t begin = phrase.begin;
  std::size_t end = phrase.end;
  if (begin > 0) previous_code_point(text, begin);
  if (end < text.size()) next_code_point(text, end);
  for (std::size_t next = end; next < text.size(); end = next) {
    const char32_t code = next_code_point(text, next);
    if (!is_letter(code) && !is_apostrophe(code)) break;
  }
  return {begin, end};
}

// In small letters, as words in capitals may be operators.
std::string words_of(const PhraseNode& phrase) {
  std::string words;
  for (const Token& token : phrase.tokens) {
    if (!words.empty()) words += ' ';
    words += token.exact;
  }
  return words;
}

}  // namespace

std::optional<std::string> Mender::mend(const Token& typed, bool may_part) {
  const std::string key = (may_part ? "p" : "w") + tokens_key({typed});
  const auto known = mended_.find(key);
  return known != mended_.end() ? known->second
                                : mended_.emplace(key, find(typed, may_part)).first->second;
}

std::optional<std::string> Mender::find(const Token& typed, bool may_part) {
  work_.check_time();
  if (!may_be_mistaken(typed)) return std::nullopt;
  const std::string& word = typed.exact;
  std::optional<Candidate> best = without_suffix(word);
  if (!best) best = similar(word, 1);
  if (!best && may_part) best = run_together(word);
  if (!best && count_code_points(word) >= kMinLettersOfTwo) best = similar(word, 2);
  if (!best && is_exhausted() && first_left_.empty()) first_left_ = word;
  if (!best) return std::nullopt;
  const double known = stem_articles(typed.folded);
  if (known > 0 && best->articles < kFarCommoner * known && !is_guessed(word)) return std::nullopt;
  return shown(best->word);
}

Xapian::doccount Mender::articles(std::string_view prefix, const std::string& form) const {
  return database_.get_termfreq(std::string(prefix) + form);
}

Xapian::doccount Mender::stem_articles(const std::string& folded) const {
  return articles(prefix::kFoldedStem, folded);
}

// Of a word as it stands.
Xapian::doccount Mender::word_articles(const std::string& word) const {
  const Xapian::doccount exact = articles(prefix::kExact, word);
  return fold(word) == word ? std::max(exact, stem_articles(word)) : exact;
}

bool Mender::is_guessed(const std::string& word) const {
  const std::vector<Analysis> analyses = analyzer_.morphology().analyze(word, 1);
  return analyses.empty() || analyses.front().guessed;
}

bool Mender::may_be_mistaken(const Token& typed) const {
  const std::string& word = typed.exact;
  if (typed.stop_word || count_code_points(word) < kMinLetters) return false;
  for (std::size_t i = 0; i < word.size();)
    if (!is_letter(next_code_point(word, i))) return false;
  if (word_articles(word) > 0) return false;
  // Typed without Turkish letters it may be a word all the same.
  for (const Token& spelling : analyzer_.spellings(typed))
    if (stem_articles(spelling.folded) > 0) return false;
  return true;
}

// A folded stem with its Turkish letters.
std::string Mender::shown(const std::string& word) const {
  if (articles(prefix::kExact, word) > 0) return word;
  const std::vector<Token>& tokens = analyzer_.analyze(word);
  if (tokens.size() != 1) return word;
  const std::vector<Token> spellings = analyzer_.spellings(Token(tokens.front()));
  return spellings.empty() ? word : spellings.front().exact;
}

// The commonest, with a discount for each mistake.
std::optional<Mender::Candidate> Mender::similar(const std::string& word, int mistakes) {
  std::optional<Candidate> best;
  for (const std::string_view prefix : {prefix::kExact, prefix::kFoldedStem})
    for (SimilarWord& found :
         find_similar_words(database_, prefix, word, mistakes, kMaxSteps, work_)) {
      const double worth = std::log(found.articles + 0.5) - kPerMistake * found.distance;
      if (!best || worth > best->worth) best = {std::move(found.word), worth, found.articles};
    }
  return best;
}

// putinin: putin. The longest word that a suffix may follow.
std::optional<Mender::Candidate> Mender::without_suffix(const std::string& word) const {
  for (std::size_t end = word.size(); end > 0;) {
    previous_code_point(word, end);
    const std::string body = word.substr(0, end);
    if (count_code_points(body) < kMinPart) break;
    if (!is_suffix_chain(std::string_view(word).substr(end))) continue;
    if (const Xapian::doccount found = word_articles(body); found > 0)
      return Candidate{body, 0, found};
  }
  return std::nullopt;
}

std::optional<Mender::Candidate> Mender::run_together(const std::string& word) const {
  std::optional<Candidate> best;
  for (std::size_t at = 0; at < word.size();) {
    next_code_point(word, at);
    const std::string left = word.substr(0, at);
    const std::string right = word.substr(at);
    if (count_code_points(left) < kMinPart || count_code_points(right) < kMinPart) continue;
    const Xapian::doccount rarer = std::min(word_articles(left), word_articles(right));
    if (rarer < kMinPartArticles) continue;
    const double worth = std::log(rarer);
    if (!best || worth > best->worth)
      best = Candidate{fmt::format("{} {}", left, right), worth, rarer};
  }
  return best;
}

std::optional<std::string> Mender::mend_value(const std::string& value) {
  const std::vector<Token> words = analyzer_.analyze(value);
  std::string better;
  bool changed = false;
  for (const Token& word : words) {
    const std::optional<std::string> mended = mend(word, false);
    changed = changed || mended;
    if (!better.empty()) better += ' ';
    better += mended.value_or(word.exact);
  }
  return changed ? std::optional(better) : std::nullopt;
}

std::optional<std::string> mend_query(const ParsedQuery& query, Analyzer& analyzer,
                                      const Archive& archive, bool phrases,
                                      std::vector<Mending>& mendings, std::vector<Message>& notes,
                                      QueryWork& work) {
  work.enter(Stage::kSpelling);
  const Xapian::Database& database = archive.database();
  Mender mender(analyzer, database, work);
  const Expander expander(analyzer, archive, query.text, &work);
  phrases = phrases && query.is_plain && query.units.size() > 1;
  // NEAR takes no phrases.
  const bool may_part = !has_near(query.root);
  struct Mended {
    std::size_t begin;  // what was typed, in the query's text
    std::size_t end;
    std::string better;
    bool parted;  // to stand side by side
    bool phrase;  // that is nowhere
  };
  std::vector<Mended> mended;
  std::unordered_map<std::string, bool> nowhere;  // by tokens_key()
  const auto is_known_nowhere = [&](const PhraseNode& phrase) {
    const std::string key = tokens_key(phrase.tokens);
    const auto known = nowhere.find(key);
    return known != nowhere.end()
               ? known->second
               : nowhere.emplace(key, is_nowhere(phrase, expander, database, work)).first->second;
  };
  for_each_leaf(query.root, [&](const QueryNode& leaf, bool excluded) {
    const auto* phrase = leaf.as<PhraseNode>();
    if (phrase != nullptr && phrases && is_known_nowhere(*phrase)) {
      const auto [begin, end] = with_quotes(query.text, leaf);
      mended.push_back({begin, end, words_of(*phrase), false, true});
    }
    const auto* word = leaf.as<WordNode>();
    if (word == nullptr || excluded || is_quoted(query.text, word->token)) return;
    std::optional<std::string> better = mender.mend(word->token, may_part);
    if (!better) return;
    const bool parted = better->find(' ') != std::string::npos;
    mended.push_back({word->token.begin, word->token.end, *std::move(better), parted, false});
  });
  if (!mender.first_left().empty())
    notes.emplace_back(MessageKind::kNoteSomeMended, mender.first_left());
  if (mended.empty()) return std::nullopt;
  std::sort(mended.begin(), mended.end(),
            [](const Mended& a, const Mended& b) { return a.begin < b.begin; });
  std::string text;
  std::size_t copied = 0;
  for (const Mended& part : mended) {
    text.append(query.text, copied, part.begin - copied);
    text += part.parted ? '"' + part.better + '"' : part.better;
    copied = part.end;
    mendings.push_back(
        {query.text.substr(part.begin, part.end - part.begin), part.better, part.phrase});
  }
  text.append(query.text, copied);
  return text;
}

}  // namespace newsidx
