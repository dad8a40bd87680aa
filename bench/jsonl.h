// The input of the benchmarks: any JSON Lines file, and queries taken from it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace newsidx::bench {

struct Input {
  std::filesystem::path file;
  std::size_t articles = 0;    // lines with a text
  std::size_t text_bytes = 0;  // of titles and texts
  std::vector<std::string>
      queries;  // up to 400: titles; of articles without one, words of their text
};

// Reads the file named on the command line, once.
Input& input();

// A new folder for one run, removed first when it is there.
std::filesystem::path fresh_folder(const std::string& name);

std::size_t bytes_on_disk(const std::filesystem::path& folder);

}  // namespace newsidx::bench
