#include "newsidx/date.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <vector>

#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"ocak",  "subat",   "mart",   "nisan",
                                                      "mayis", "haziran", "temmuz", "agustos",
                                                      "eylul", "ekim",    "kasim",  "aralik"};

// A run of digits, and the one character behind it (0 at the end).
struct NumberField {
  int value = 0;
  std::size_t digits = 0;
  char separator = 0;
};

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<NumberField> read_number(std::string_view text, std::size_t& i) {
  NumberField field;
  for (; i < text.size() && is_ascii_digit(text[i]) && field.digits < 9; ++i, ++field.digits)
    field.value = field.value * 10 + (text[i] - '0');
  if (field.digits == 0) return std::nullopt;
  if (i < text.size()) field.separator = text[i++];
  return field;
}

std::optional<Date> make_date(int year, int month, int day) {
  const Date date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                  std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1 || year > 9999 || !date.ok()) return std::nullopt;
  return date;
}

std::optional<Date> eight_digits(int value) {
  return make_date(value / 10000, value / 100 % 100, value % 100);
}

// "2 Eylül 2025", folded and split at white space; a day of the week may follow.
std::optional<Date> parse_words(std::string_view text) {
  std::string folded = fold(text);
  std::vector<std::string_view> words;
  const std::string_view view = folded;
  for (std::size_t i = 0; i < view.size();) {
    const std::size_t end = std::min(view.find(' ', i), view.size());
    if (end > i) words.push_back(view.substr(i, end - i));
    i = end + 1;
  }
  if (words.size() != 3 && words.size() != 4) return std::nullopt;
  std::size_t i = 0;
  const auto day = read_number(words[0], i);
  std::size_t j = 0;
  const auto year = read_number(words[2], j);
  if (!day || day->digits > 2 || i != words[0].size() || !year || year->digits != 4 ||
      j != words[2].size())
    return std::nullopt;
  for (std::size_t m = 0; m < kMonths.size(); ++m)
    if (words[1] == kMonths[m]) return make_date(year->value, static_cast<int>(m) + 1, day->value);
  return std::nullopt;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const std::string tidy = collapse_spaces(text);
  std::size_t i = 0;
  const auto first = read_number(tidy, i);
  if (!first) return std::nullopt;
  if (first->digits == 8 && first->separator == 0) return eight_digits(first->value);
  const char separator = first->separator;
  if (separator == ' ') return parse_words(tidy);
  if (separator != '-' && separator != '.' && separator != '/') return std::nullopt;
  const auto second = read_number(tidy, i);
  if (!second || second->separator != separator || second->digits > 2) return std::nullopt;
  const auto third = read_number(tidy, i);
  if (!third) return std::nullopt;
  const char after = third->separator;
  if (after != 0 && after != 'T' && after != 't' && after != ' ') return std::nullopt;
  if (after != 0 && (i >= tidy.size() || !is_ascii_digit(tidy[i]))) return std::nullopt;
  if (first->digits == 4 && third->digits <= 2)
    return make_date(first->value, second->value, third->value);
  if (first->digits <= 2 && third->digits == 4 && separator != '-')
    return make_date(third->value, second->value, first->value);
  return std::nullopt;
}

std::string format_date(Date date) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer.data();
}

std::string format_time(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", format_date(Date(day)), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::optional<Date> find_date_in_name(std::string_view name) {
  for (std::size_t start = 0; start < name.size(); ++start) {
    if (!is_ascii_digit(name[start]) || (start > 0 && is_ascii_digit(name[start - 1]))) continue;
    std::size_t i = start;
    const auto first = read_number(name, i);
    std::optional<Date> date;
    if (first->digits == 8) {
      date = eight_digits(first->value);
    } else if (first->digits == 4 && (first->separator == '-' || first->separator == '_')) {
      const auto second = read_number(name, i);
      if (!second || second->digits != 2 || second->separator != first->separator) continue;
      const auto third = read_number(name, i);
      if (third && third->digits == 2) date = make_date(first->value, second->value, third->value);
    }
    if (date && static_cast<int>(date->year()) >= 1900 && static_cast<int>(date->year()) <= 2099)
      return date;
  }
  return std::nullopt;
}

}  // namespace newsidx
