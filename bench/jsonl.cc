#include "bench/jsonl.h"

namespace newsidx::bench {

Input& input() {
  static Input the_input;
  return the_input;
}

std::filesystem::path fresh_folder(const std::string& name) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("newsidx-bench-" + name);
  std::filesystem::remove_all(folder);
  return folder;
}

std::size_t bytes_on_disk(const std::filesystem::path& folder) {
  std::size_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return bytes;
}

}  // namespace newsidx::bench
