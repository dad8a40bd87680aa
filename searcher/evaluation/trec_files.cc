#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "newsidx/displayable.h"
#include "newsidx/evaluation.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

constexpr std::size_t kShownBytes = 80;
constexpr std::string_view kWhiteSpace = " \t\r\v\f";

using Columns = std::vector<std::string_view>;

Columns split(std::string_view line) {
  Columns columns;
  for (std::size_t begin = line.find_first_not_of(kWhiteSpace); begin != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(kWhiteSpace, begin), line.size());
    columns.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(kWhiteSpace, end);
  }
  return columns;
}

// The whole text as a number that fits.
template <typename Number>
std::optional<Number> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Number value{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<float> score(std::string_view text) {
  const auto value = number<double>(text);
  if (!value || !(std::abs(*value) <= std::numeric_limits<float>::max())) return std::nullopt;
  return static_cast<float>(*value);
}

// As it can be shown, whatever the file is.
std::string in_quotes(std::string_view text) {
  const std::string shown = displayable(text.substr(0, kShownBytes));
  return "'" + shown + (text.size() > kShownBytes ? "…'" : "'");
}

// Gives `take` the columns of each line; what it answers, unless it is empty, is the reason for
// which the line is refused.
template <typename Take>
std::vector<LineFault> read_lines(std::istream& in, const Take& take) {
  std::vector<LineFault> refused;
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) {
    if (++count == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    const Columns columns = split(line);
    if (columns.empty() || columns.front().starts_with('#')) continue;
    if (std::string reason = take(columns); !reason.empty())
      refused.push_back({count, std::move(reason)});
  }
  return refused;
}

std::string columns_found(const Columns& columns, std::string_view form) {
  return std::to_string(columns.size()) + (columns.size() == 1 ? " column" : " columns") +
         ", not of the form " + std::string(form);
}

}  // namespace

ReadQrels read_qrels(std::istream& in) {
  ReadQrels read;
  read.refused = read_lines(in, [&](const Columns& columns) -> std::string {
    if (columns.size() != 3 && columns.size() != 4)
      return columns_found(columns, "qid iteration id grade, nor qid id grade");
    const std::string_view id = columns[columns.size() - 2];
    const auto grade = number<int>(columns.back());
    if (!grade) return "the grade is no whole number: " + in_quotes(columns.back());
    const bool is_new =
        read.qrels[std::string(columns[0])].try_emplace(std::string(id), *grade).second;
    return is_new ? "" : in_quotes(id) + " is judged before for query " + in_quotes(columns[0]);
  });
  return read;
}

ReadRun read_run(std::istream& in) {
  ReadRun read;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> seen;
  read.refused = read_lines(in, [&](const Columns& columns) -> std::string {
    if (columns.size() < 6) return columns_found(columns, "qid Q0 id rank score tag");
    const auto value = score(columns[4]);
    if (!value) return "the score is no number that can be used: " + in_quotes(columns[4]);
    std::string qid(columns[0]);
    std::string id(columns[2]);
    if (!seen[qid].insert(id).second)
      return in_quotes(id) + " stands before for query " + in_quotes(qid);
    read.run[std::move(qid)].push_back({std::move(id), *value});
    return "";
  });
  return read;
}

}  // namespace newsidx
