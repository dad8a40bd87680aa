#include "searcher/query/query_punctuation.h"

#include <algorithm>

#include "newsidx/utf8.h"
#include "searcher/query/field_names.h"

namespace newsidx {
namespace {

bool is_word_character(char32_t code) { return is_letter(code) || is_digit(code); }

bool closes(char32_t opener, char32_t code) {
  switch (opener) {
    case U'“':
      return code == U'”';
    case U'„':
      return code == U'“' || code == U'”';
    case U'«':
      return code == U'»';
    case U'»':
      return code == U'«';
    default:
      return code == opener;
  }
}

struct Found {
  std::size_t at = std::string_view::npos;
  std::size_t end = 0;
};

template <typename Wanted>
Found find_quote(std::string_view query, std::size_t from, const Wanted& wanted) {
  for (std::size_t i = from; i < query.size();) {
    const std::size_t at = i;
    const char32_t code = next_code_point(query, i);
    if (is_quote(code) && wanted(code)) return {at, i};
  }
  return {};
}

// The letters before `colon` are a field's name, and a word may begin where they do.
bool is_field_colon(std::string_view query, std::size_t colon) {
  std::size_t begin = colon;
  while (begin > 0) {
    std::size_t i = begin;
    if (!is_letter(previous_code_point(query, i))) break;
    begin = i;
  }
  return find_field(query.substr(begin, colon - begin)) != nullptr;
}

}  // namespace

bool is_quote(char32_t code) {
  return code == '"' || code == U'“' || code == U'”' || code == U'„' || code == U'«' ||
         code == U'»';
}

bool is_word_start(std::string_view query, std::size_t at) {
  if (at == 0) return true;
  const char32_t before = previous_code_point(query, at);
  return is_space(before) || before == '(';
}

QuoteMarks pair_quotes(std::string_view query) {
  QuoteMarks marks;
  bool none_left = false;
  for (std::size_t i = 0; i < query.size();) {
    const std::size_t at = i;
    const char32_t code = next_code_point(query, i);
    if (!is_quote(code)) continue;
    if (std::size_t before = at; at > 0 && code != U'“' && code != U'„' && code != U'«' &&
                                 is_word_character(previous_code_point(query, before)))
      continue;
    Found closer;
    if (!none_left) closer = find_quote(query, i, [&](char32_t c) { return closes(code, c); });
    if (closer.at == std::string_view::npos)
      closer = find_quote(query, i, [](char32_t) { return true; });
    if (closer.at == std::string_view::npos) {
      none_left = true;
      marks.lonely.push_back(at);
      continue;
    }
    marks.pairs.push_back({at, i, closer.at, closer.end});
    i = closer.end;
  }
  return marks;
}

Parentheses pair_parentheses(std::string_view query, const QuoteMarks& quotes) {
  struct Opened {
    std::size_t at;
    bool groups;
  };
  Parentheses found;
  std::vector<Opened> stack;
  auto quote = quotes.pairs.begin();
  const auto groups = [&](std::size_t at) {
    if (at == 0) return true;
    std::size_t i = at;
    const char32_t before = previous_code_point(query, i);
    if (is_space(before)) return true;
    if (before == '(') return !stack.empty() && stack.back().groups && stack.back().at == i;
    if (before == '+' || before == '-') return is_word_start(query, i);
    return before == ':' && is_field_colon(query, i);
  };
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (quote != quotes.pairs.end() && i == quote->open) {
      i = quote->end - 1;
      ++quote;
      continue;
    }
    if (query[i] == '(') {
      stack.push_back({i, groups(i)});
    } else if (query[i] == ')') {
      if (stack.empty()) {
        found.lone.push_back(i);
        continue;
      }
      if (stack.back().groups) {
        found.open.push_back(stack.back().at);
        found.close.push_back(i);
      }
      stack.pop_back();
    }
  }
  for (const Opened& opened : stack)
    if (opened.groups) found.unclosed.push_back(opened.at);
  std::sort(found.open.begin(), found.open.end());
  return found;
}

}  // namespace newsidx
