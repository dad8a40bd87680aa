#include "render/csv.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace newsidx {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What spreadsheets take for the beginning of a formula, or leave out before one.
bool begins_formula(std::string_view cell) {
  constexpr std::array<std::string_view, 11> kBeginnings = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                            "\n", "＝", "＋", "－", "＠"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return cell.starts_with(beginning); });
}

// A whole cell of these is a number, whatever its sign.
bool is_number(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  return !cell.empty() && cell.find_first_not_of("0123456789.") == std::string_view::npos;
}

// Turkish Excel parts cells at semicolons, whatever is in quotes by other commas.
bool parts_cells(char c) { return c == ';' || c == '\t' || c == '\r' || c == '\n'; }

std::string guarded(std::string_view cell) {
  std::string out;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if ((i == 0 || parts_cells(cell[i - 1])) && begins_formula(cell.substr(i))) out += '\'';
    out += cell[i];
  }
  return out;
}

std::string quoted_cell(std::string_view cell) {
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string csv_header(const std::vector<std::string>& names, CsvStyle style) {
  return (style == CsvStyle::kSpreadsheet ? std::string(kByteOrderMark) : "") +
         csv_line(names, style);
}

std::string csv_line(const std::vector<std::string>& fields, CsvStyle style) {
  std::string line;
  for (const std::string& field : fields) {
    // Where commas part nothing, the first cell begins the whole line.
    const bool first = &field == &fields.front();
    if (!first) line += ',';
    if (style == CsvStyle::kSpreadsheet)
      line += quoted_cell(is_number(field) && !first ? field : guarded(field));
    else
      line += field.find_first_of(",\"\r\n") == std::string::npos ? field : quoted_cell(field);
  }
  return line + "\r\n";
}

}  // namespace newsidx
