#include "searcher/query/query_days.h"

#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::years;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kMonths = {
    {{"ocak", "january"},
     {"subat", "february"},
     {"mart", "march"},
     {"nisan", "april"},
     {"mayis", "may"},
     {"haziran", "june"},
     {"temmuz", "july"},
     {"agustos", "august"},
     {"eylul", "september"},
     {"ekim", "october"},
     {"kasim", "november"},
     {"aralik", "december"}}};

enum class Unit { kDay, kWeek, kMonth, kYear };

constexpr std::array<std::pair<std::string_view, Unit>, 18> kUnits = {{{"gun", Unit::kDay},
                                                                       {"d", Unit::kDay},
                                                                       {"day", Unit::kDay},
                                                                       {"days", Unit::kDay},
                                                                       {"hafta", Unit::kWeek},
                                                                       {"w", Unit::kWeek},
                                                                       {"week", Unit::kWeek},
                                                                       {"weeks", Unit::kWeek},
                                                                       {"ay", Unit::kMonth},
                                                                       {"m", Unit::kMonth},
                                                                       {"month", Unit::kMonth},
                                                                       {"months", Unit::kMonth},
                                                                       {"yil", Unit::kYear},
                                                                       {"sene", Unit::kYear},
                                                                       {"y", Unit::kYear},
                                                                       {"year", Unit::kYear},
                                                                       {"years", Unit::kYear},
                                                                       {"yr", Unit::kYear}}};

// All of `text` as a number of at most `digits` digits.
std::optional<int> number(std::string_view text, std::size_t digits) {
  int value = 0;
  const char* end = text.data() + text.size();
  if (text.empty() || text.size() > digits) return std::nullopt;
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value < 0) return std::nullopt;
  return value;
}

std::optional<DayRange> month_range(int year, int month) {
  const std::chrono::year_month which{std::chrono::year(year),
                                      std::chrono::month(static_cast<unsigned>(month))};
  if (year < 1 || !which.ok()) return std::nullopt;
  return DayRange{which / 1, Date(sys_days(which / std::chrono::last))};
}

// The same day of an earlier month or year, or that month's last when it has none such.
Date back(Date today, Unit unit, int count) {
  if (unit == Unit::kDay) return sys_days(today) - days(count);
  if (unit == Unit::kWeek) return sys_days(today) - days(7 * count);
  const Date then = unit == Unit::kMonth ? today - months(count) : today - years(count);
  return then.ok() ? then : Date(sys_days(then.year() / then.month() / std::chrono::last));
}

// son7gün, last7d; spaces are gone.
std::optional<DayRange> read_last(std::string_view text, Date today) {
  const bool turkish = text.starts_with("son");
  if (!turkish && !text.starts_with("last")) return std::nullopt;
  text.remove_prefix(turkish ? 3 : 4);
  const std::size_t unit = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::optional<int> count = number(text.substr(0, unit), 4);
  if (!count || *count == 0) return std::nullopt;
  for (const auto& [name, meaning] : kUnits)
    if (name == text.substr(unit)) {
      const Date first = Date(sys_days(back(today, meaning, *count)) + days(1));
      if (!first.ok() || static_cast<int>(first.year()) < 1) return std::nullopt;
      return DayRange{first, today};
    }
  return std::nullopt;
}

// One day, month, year, or stretch that has a name.
std::optional<DayRange> read_piece(std::string_view text, Date today) {
  const std::string folded = collapse_spaces(fold(text));
  if (folded == "bugun" || folded == "today") return DayRange{today, today};
  if (folded == "dun" || folded == "yesterday") {
    const Date day = back(today, Unit::kDay, 1);
    return DayRange{day, day};
  }
  std::string tight;
  std::vector<std::string> words(1);
  for (const char c : folded) {
    if (c == ' ')
      words.emplace_back();
    else {
      tight += c;
      words.back() += c;
    }
  }
  if (auto last = read_last(tight, today)) return last;
  if (folded.size() == 4)
    if (const auto year = number(folded, 4); year && *year > 0)
      return DayRange{std::chrono::year(*year) / 1 / 1, std::chrono::year(*year) / 12 / 31};
  if (const std::size_t dash = folded.find('-'); dash == 4 && folded.size() <= 7) {
    const auto year = number(folded.substr(0, 4), 4);
    const auto month = number(folded.substr(5), 2);
    if (year && month) return month_range(*year, *month);
  }
  if (const std::size_t dot = folded.find_first_of("./"); dot == 1 || dot == 2) {
    const auto month = number(folded.substr(0, dot), 2);
    const auto year = number(folded.substr(dot + 1), 4);
    if (year && month && folded.size() == dot + 5) return month_range(*year, *month);
  }
  std::string turkish;
  for (std::string& word : words) {
    for (std::size_t month = 0; month < kMonths.size(); ++month) {
      if (word == kMonths[month].second) word = kMonths[month].first;
      if (word != kMonths[month].first || words.size() != 2 || &word != &words.front()) continue;
      const auto year = number(words[1], 4);
      if (year && words[1].size() == 4) return month_range(*year, static_cast<int>(month) + 1);
    }
    turkish += (turkish.empty() ? "" : " ") + word;
  }
  if (const auto date = parse_date(turkish)) return DayRange{date, date};
  return std::nullopt;
}

}  // namespace

std::optional<DayRange> read_days(std::string_view text, Date today) {
  text = trim(text);
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return read_piece(text, today);
  const std::string_view first = trim(text.substr(0, dots));
  const std::string_view last = trim(text.substr(dots + 2));
  if (first.empty() && last.empty()) return std::nullopt;
  DayRange range;
  if (!first.empty()) {
    const auto piece = read_piece(first, today);
    if (!piece) return std::nullopt;
    range.from = piece->from;
  }
  if (!last.empty()) {
    const auto piece = read_piece(last, today);
    if (!piece) return std::nullopt;
    range.to = piece->to;
  }
  return range;
}

Date local_today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return std::chrono::year(local.tm_year + 1900) /
         std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)) /
         std::chrono::day(static_cast<unsigned>(local.tm_mday));
}

}  // namespace newsidx
