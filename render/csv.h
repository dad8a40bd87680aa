// Comma-separated values by RFC 4180, in UTF-8.
#pragma once

#include <string>
#include <vector>

namespace newsidx {

enum class CsvStyle {
  kPlain,  // the data as they are
  // For people who open the file: a byte order mark comes first, without which Excel takes the file
  // for windows-1254; every cell is quoted; and no cell is a formula: before one that begins with
  // = + - @, a tab or a line end (also as full-width letters), and before what begins so after
  // another separator (x;=1), stands an apostrophe.
  kSpreadsheet,
};

// The first record, with the names of the columns.
std::string csv_header(const std::vector<std::string>& names, CsvStyle style);

// One record with its line end (CRLF). Fields with a comma, a quote or a line break are quoted.
std::string csv_line(const std::vector<std::string>& fields, CsvStyle style);

}  // namespace newsidx
