// Runs a fuzz target over files: fuzz_replay TARGET FILE-OR-FOLDER... What is wrong with one ends
// the program, after the file's name was printed.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

using FuzzTarget = int (*)(const std::uint8_t* data, std::size_t size);

// tests/fuzz/CMakeLists.txt writes the list of targets.
#define FUZZ_TARGET(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
#include "targets.inc"
#undef FUZZ_TARGET

namespace {

const std::map<std::string_view, FuzzTarget> kTargets = {
#define FUZZ_TARGET(name) {#name, fuzz_##name},
#include "targets.inc"
#undef FUZZ_TARGET
};

std::vector<fs::path> find_files(int count, char** names) {
  std::vector<fs::path> files;
  for (int i = 0; i < count; ++i) {
    if (!fs::is_directory(names[i])) {
      files.emplace_back(names[i]);
      continue;
    }
    const std::size_t begin = files.size();
    for (const fs::directory_entry& entry : fs::directory_iterator(names[i]))
      files.push_back(entry.path());
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(begin), files.end());
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  const auto target = argc > 1 ? kTargets.find(argv[1]) : kTargets.end();
  if (target == kTargets.end()) {
    std::fprintf(stderr, "fuzz_replay: no such target\n");
    return 64;
  }
  const std::vector<fs::path> files = find_files(argc - 2, argv + 2);
  for (const fs::path& file : files) {
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);
    std::ifstream in(file, std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "fuzz_replay: it cannot be read\n");
      return 74;
    }
    // A block of exactly its size, so that a sanitizer sees what is read beyond it.
    const std::vector<char> bytes((std::istreambuf_iterator<char>(in)), {});
    target->second(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
  std::printf("%zu inputs\n", files.size());
  return files.empty() ? 1 : 0;
}
