#include "searcher/query/query_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "newsidx/utf8.h"
#include "searcher/query/field_names.h"
#include "searcher/query/query_errors.h"
#include "searcher/query/query_punctuation.h"
#include "searcher/query/query_shouting.h"
#include "text/apostrophe.h"
#include "text/letters.h"

namespace newsidx {
namespace {

using Kind = Lexeme::Kind;

constexpr std::size_t kMinPrefixLetters = 2;
// A suffix behind a closing quote.
constexpr std::size_t kMaxSuffixBytes = 24;

bool is_raw(const Field& field) {
  return field.use != FieldUse::kWords && field.use != FieldUse::kNone;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query)
      : query_(query),
        quotes_(pair_quotes(query)),
        parentheses_(pair_parentheses(query, quotes_)) {}

  LexedQuery lex() {
    while (at_ < query_.size()) step();
    lower_shouted();
    const bool operators =
        std::any_of(lexed_.lexemes.begin(), lexed_.lexemes.end(),
                    [](const Lexeme& lexeme) { return is_operator(lexeme.kind); });
    if (operators) refuse_lonely();
    if (!quotes_.lonely.empty()) note(MessageKind::kNoteOpenQuote);
    push(Kind::kEnd, query_.size(), query_.size());
    std::size_t begin = 0;
    for (const QuotePair& pair : quotes_.pairs) {
      lexed_.plain.emplace_back(begin, pair.open);
      begin = pair.end;
    }
    lexed_.plain.emplace_back(begin, query_.size());
    return std::move(lexed_);
  }

 private:
  char32_t peek(std::size_t at) const {
    return at < query_.size() ? next_code_point(query_, at) : 0;
  }
  std::size_t behind(std::size_t at) const {
    next_code_point(query_, at);
    return at;
  }
  std::string_view slice(std::size_t begin, std::size_t end) const {
    return query_.substr(begin, end - begin);
  }

  const QuotePair* quote_at(std::size_t at) const {
    const auto found = std::lower_bound(
        quotes_.pairs.begin(), quotes_.pairs.end(), at,
        [](const QuotePair& pair, std::size_t place) { return pair.open < place; });
    return found != quotes_.pairs.end() && found->open == at ? &*found : nullptr;
  }
  bool opens(std::size_t at) const {
    return std::binary_search(parentheses_.open.begin(), parentheses_.open.end(), at);
  }
  bool closes(std::size_t at) const {
    return std::binary_search(parentheses_.close.begin(), parentheses_.close.end(), at);
  }

  Lexeme& push(Kind kind, std::size_t begin, std::size_t end) {
    Lexeme lexeme;
    lexeme.kind = kind;
    lexeme.begin = lexeme.inner_begin = begin;
    lexeme.end = lexeme.inner_end = end;
    return lexed_.lexemes.emplace_back(lexeme);
  }

  void note(Message message) {
    if (std::find(lexed_.notes.begin(), lexed_.notes.end(), message) == lexed_.notes.end())
      lexed_.notes.push_back(std::move(message));
  }

  void step() {
    const char32_t code = peek(at_);
    if (is_space(code)) {
      after_operator_ = false;
      at_ = behind(at_);
    } else if (opens(at_)) {
      raw_.push_back(!raw_.empty() && raw_.back());
      push(Kind::kOpen, at_, at_ + 1);
      ++at_;
    } else if (closes(at_)) {
      raw_.pop_back();
      push(Kind::kClose, at_, at_ + 1);
      ++at_;
    } else if (!raw_.empty() && raw_.back()) {
      const std::size_t end = value_end(at_);
      if (!read_connective(at_, end)) push(Kind::kValue, at_, end);
      at_ = end;
    } else if (quote_at(at_) != nullptr) {
      read_quoted();
    } else if (!read_sign(code) && !read_literal(code)) {
      read_chunk();
    }
  }

  // Of white space and brackets that group; what is in quotes is passed over.
  std::size_t value_end(std::size_t at) const {
    while (at < query_.size()) {
      if (const QuotePair* pair = quote_at(at))
        at = pair->end;
      else if (is_space(peek(at)) || opens(at) || closes(at))
        break;
      else
        at = behind(at);
    }
    return at;
  }

  std::size_t chunk_end(std::size_t at) const {
    while (at < query_.size() && !is_space(peek(at)) && !opens(at) && !closes(at) &&
           quote_at(at) == nullptr)
      at = behind(at);
    return at;
  }

  void read_quoted() {
    after_operator_ = false;
    const QuotePair& pair = *quote_at(at_);
    Lexeme& lexeme = push(Kind::kQuoted, pair.open, pair.end);
    lexeme.inner_begin = pair.inner;
    lexeme.inner_end = pair.close;
    at_ = pair.end;
    // "Girişimi"nin: the suffix is no word.
    std::size_t begin = at_;
    if (is_apostrophe(peek(begin))) begin = behind(begin);
    std::size_t end = begin;
    while (is_letter(peek(end)) && !is_upper(peek(end))) end = behind(end);
    if (end > begin && end - begin < kMaxSuffixBytes && !is_letter(peek(end)) &&
        !is_digit(peek(end)) && is_suffix_chain(slice(begin, end)))
      at_ = end;
  }

  // What an operator can stand directly before.
  bool is_operand(std::size_t at) const {
    return is_letter(peek(at)) || quote_at(at) != nullptr || opens(at) || is_literal(at);
  }

  bool is_literal(std::size_t at) const {
    return peek(at) == '=' && at + 1 < query_.size() &&
           (is_letter(peek(at + 1)) || is_digit(peek(at + 1)) || quote_at(at + 1) != nullptr);
  }

  bool read_sign(char32_t code) {
    if ((code != '+' && code != '-') || !is_word_start(query_, at_)) return false;
    const std::size_t next = at_ + 1;
    if (is_digit(peek(next))) {
      const std::string_view number = slice(next, chunk_end(next));
      note({MessageKind::kNoteSign, slice(at_, next + number.size()),
            fmt::format("{}\"{}\"", static_cast<char>(code), number)});
      return false;
    }
    if (!is_operand(next)) return false;
    // A pair of dashes, as in: Ankara -başkent- karıştı. And one behind a sentence: Düştü! -VİDEO.
    if (code == '-' && is_letter(peek(next)) && slice(next, chunk_end(next)).ends_with('-'))
      return false;
    if (code == '-' && ends_sentence(at_)) return false;
    push(code == '+' ? Kind::kMust : Kind::kMustNot, at_, next);
    at_ = next;
    after_operator_ = true;
    return true;
  }

  bool ends_sentence(std::size_t at) const {
    while (at > 0) {
      const char32_t before = previous_code_point(query_, at);
      if (!is_space(before))
        return before == '!' || before == '?' || before == ';' || before == U'…';
    }
    return false;
  }

  bool read_literal(char32_t code) {
    if (code != '=' || !is_literal(at_) || !(after_operator_ || is_word_start(query_, at_)))
      return false;
    push(Kind::kLiteral, at_, at_ + 1);
    ++at_;
    if (quote_at(at_) == nullptr) {
      const std::size_t end = chunk_end(at_);
      push(Kind::kText, at_, end);
      at_ = end;
    }
    return true;
  }

  void read_chunk() {
    const bool is_operand = std::exchange(after_operator_, false);
    const std::size_t begin = at_;
    const std::size_t end = chunk_end(begin);
    at_ = end;
    if ((!is_operand && read_connective(begin, end)) || read_field(begin, end) ||
        read_prefix(begin, end))
      return;
    push(Kind::kText, begin, end);
  }

  bool read_connective(std::size_t begin, std::size_t end) {
    const std::string_view chunk = slice(begin, end);
    const std::size_t slash = std::min(chunk.find('/'), chunk.size());
    const std::string_view letters = chunk.substr(0, slash);
    if (letters.size() > 10 || !is_all_capitals(letters)) return false;
    const std::string word = fold(letters);
    if (word == "near" || word == "yakin") {
      std::size_t distance = kDefaultNear;
      if (slash < chunk.size()) {
        const char* last = chunk.data() + chunk.size();
        const auto [stop, error] = std::from_chars(chunk.data() + slash + 1, last, distance);
        if (error != std::errc() || stop != last || distance < 1 || distance > kMaxNear)
          throw query_error({MessageKind::kQueryNearDistance, letters, kMaxNear}, query_,
                            begin + slash + 1);
      }
      push(Kind::kNear, begin, end).distance = distance;
      return true;
    }
    if (slash < chunk.size()) return false;
    if (word == "and" || word == "ve")
      push(Kind::kAnd, begin, end);
    else if (word == "or" || word == "veya")
      push(Kind::kOr, begin, end);
    else if (word == "not" || word == "degil")
      push(Kind::kNot, begin, end);
    else
      return false;
    return true;
  }

  bool read_field(std::size_t begin, std::size_t end) {
    std::size_t colon = begin;
    while (colon < end && is_letter(peek(colon))) colon = behind(colon);
    if (colon == begin || colon >= end || query_[colon] != ':') return false;
    const std::string_view name = slice(begin, colon);
    const Field* field = find_field(name);
    const std::size_t value = colon + 1;
    const bool has_value =
        value < query_.size() && !is_space(peek(value)) && !closes(value) && query_[value] != ':';
    if (field == nullptr) {
      if (has_value) refuse_or_note(begin, name, value);
      return false;
    }
    if (!has_value) {
      note({MessageKind::kNoteSpaceAfterField, slice(begin, value)});
      return false;
    }
    Lexeme& lexeme = push(Kind::kField, begin, value);
    lexeme.inner_end = colon;
    lexeme.field = field->id;
    at_ = value;
    after_operator_ = true;
    if (!is_raw(*field)) return true;
    if (opens(value)) {
      raw_.push_back(true);
      push(Kind::kOpen, value, value + 1);
      ++at_;
    } else {
      at_ = value_end(value);
      push(Kind::kValue, value, at_);
    }
    return true;
  }

  // name:value, where there is no such field. Small letters and a name close to a field's are a
  // slip; Bakan:Gereği is a headline.
  void refuse_or_note(std::size_t begin, std::string_view name, std::size_t value) {
    if (query_[value] == '/' || count_code_points(name) < 2) return;  // http://
    const std::string_view closest = closest_name(name);
    if (!closest.empty() && !is_upper(peek(begin)))
      throw query_error({MessageKind::kQueryUnknownField, name, closest}, query_, begin);
    const std::string shown = std::string(name) + ':';
    if (closest.empty())
      note({MessageKind::kNoteUnknownField, shown});
    else
      note({MessageKind::kNoteUnknownFieldClose, shown, std::string(closest) + ':'});
  }

  // A star at the end of a word; in a pair around words it is emphasis.
  bool read_prefix(std::size_t begin, std::size_t end) {
    if (query_[begin] == '*' && is_letter(peek(begin + 1))) emphasis_ = true;
    std::size_t star = end;
    while (star > begin && query_[star - 1] != '*') {
      std::size_t i = star;
      const char32_t code = previous_code_point(query_, i);
      if (is_letter(code) || is_digit(code)) return false;
      star = i;
    }
    if (star == begin || star - 1 == begin) return false;
    --star;
    if (emphasis_) {
      emphasis_ = false;
      return false;
    }
    std::size_t word = star;
    std::size_t letters = 0;
    while (word > begin) {
      std::size_t i = word;
      const char32_t code = previous_code_point(query_, i);
      if (!is_letter(code) && !is_digit(code)) break;
      letters += is_letter(code) ? 1 : 0;
      word = i;
    }
    if (letters < kMinPrefixLetters) {
      if (word < star) note({MessageKind::kNoteShortPrefix, slice(word, star + 1)});
      return false;
    }
    if (word > begin) push(Kind::kText, begin, word);
    push(Kind::kPrefix, word, star + 1).inner_end = star;
    return true;
  }

  // ABD VE ÇİN ANLAŞTI is a headline: its VE is a word.
  void lower_shouted() {
    for (const std::size_t i : shouted_connectives(query_, lexed_.lexemes)) {
      lexed_.lexemes[i].kind = Kind::kText;
      note({MessageKind::kNoteAllCapitals, slice(lexed_.lexemes[i].begin, lexed_.lexemes[i].end)});
    }
  }

  void refuse_lonely() const {
    const auto refuse = [&](MessageKind message, const std::vector<std::size_t>& places) {
      if (!places.empty()) throw query_error(message, query_, places.front());
    };
    refuse(MessageKind::kQueryOpenQuote, quotes_.lonely);
    refuse(MessageKind::kQueryOpenParenthesis, parentheses_.unclosed);
    refuse(MessageKind::kQueryLoneParenthesis, parentheses_.lone);
  }

  std::string_view query_;
  QuoteMarks quotes_;
  Parentheses parentheses_;
  LexedQuery lexed_;
  std::size_t at_ = 0;
  std::vector<bool> raw_;  // of each open group: its words are values
  bool after_operator_ = false;
  bool emphasis_ = false;
};

}  // namespace

LexedQuery lex_query(std::string_view query) { return Lexer(query).lex(); }

}  // namespace newsidx
