#include "cli/commands/id_list.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string_view>

#include "cli/options.h"
#include "newsidx/displayable.h"
#include "newsidx/error.h"
#include "newsidx/utf8.h"

namespace newsidx::cli {
namespace {

// An article, and so its id, is smaller. What has no line end is no list (/dev/zero).
constexpr std::size_t kMaxLine = 64U << 20U;

// The next line without its end; false at the end of the file.
bool next_line(std::streambuf& in, std::string& line) {
  constexpr int kEnd = std::char_traits<char>::eof();
  line.clear();
  int c = in.sbumpc();
  if (c == kEnd) return false;
  for (; c != kEnd && c != '\n'; c = in.sbumpc()) {
    if (line.size() == kMaxLine)
      throw Error(ErrorCode::kInputRefused, "the list of ids has a line that is longer than any id",
                  "write one id a line");
    line += static_cast<char>(c);
  }
  if (line.ends_with('\r')) line.pop_back();
  return true;
}

}  // namespace

void IdList::add_to(CLI::App& command) {
  CLI::Option* from_file =
      command.add_option("--ids", file, "read ids from FILE (- for standard input), one a line")
          ->type_name("FILE")
          ->check(not_empty());
  command.add_option("ID", ids, "as search prints it")
      ->type_name("")
      ->check(not_empty())
      ->excludes(from_file);
}

std::vector<std::string> IdList::read() const {
  if (!from_file()) {
    if (ids.empty())
      throw Error(ErrorCode::kUsage, "an ID, or --ids FILE, is required",
                  "--ids - reads them from standard input, one a line");
    return ids;
  }
  std::ifstream opened;
  if (file != "-") {
    errno = 0;
    opened.open(file, std::ios::binary);
    if (!opened)
      throw Error(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                  fmt::format("{}: cannot be read: {}", displayable(file), std::strerror(errno)),
                  "name a file with one id a line");
  }
  std::streambuf& in = file == "-" ? *std::cin.rdbuf() : *opened.rdbuf();
  std::vector<std::string> all;
  std::string line;
  try {
    for (bool first = true; next_line(in, line); first = false) {
      if (first && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
      if (!line.empty()) all.push_back(line);
    }
  } catch (const std::ios_base::failure&) {  // as of a folder
    throw Error(ErrorCode::kIo,
                fmt::format("{}: cannot be read: {}", displayable(file), std::strerror(errno)),
                "name a file with one id a line");
  }
  return all;
}

}  // namespace newsidx::cli
