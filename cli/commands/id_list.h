// The ids that get, remove and related are given: as arguments, or one a line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace newsidx::cli {

struct IdList {
  std::vector<std::string> ids;  // the arguments
  std::string file;              // of --ids; - is standard input

  // The arguments and --ids, which exclude each other.
  void add_to(CLI::App& command);

  bool from_file() const { return !file.empty(); }

  // All of them, in order; none where the file has none. Of the file's lines LF and CRLF, empty
  // ones and a byte order mark are no part. Throws Error: kUsage when none are named and no file
  // is, kNotFound, kIo, kInputRefused for a line that is longer than any id.
  std::vector<std::string> read() const;
};

}  // namespace newsidx::cli
