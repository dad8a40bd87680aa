// The list of roots that an index keeps, and paths of roots.
#include "store/root_list.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/check.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  Input input(data, size);
  const std::string path(input.until('\n'));
  const std::string list(input.rest());
  std::vector<Root> roots;
  runs({ErrorCode::kIo}, [&] { roots = parse_roots(list); });
  const std::string written = write_roots(roots);
  const std::vector<Root> again = parse_roots(written);
  require(again.size() == roots.size() && write_roots(again) == written,
          "roots that do not come back");
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const InputFormat format = roots[i].reading.format;
    require(format == InputFormat::kAuto || format == InputFormat::kPlainText ||
                format == InputFormat::kJsonLines,
            "a format that is none");
    require(reading_hash(again[i]) == reading_hash(roots[i]), "roots that are read otherwise");
  }
  if (path.empty() || path.find('\0') != std::string::npos) return 0;
  runs({ErrorCode::kUsage}, [&] {
    const std::string root = root_path(path);
    require(root.starts_with('/') && root_path(root) == root, "a path that is not absolute", root);
    require(lies_in(root, root) && lies_in(root, "/"), "a path that does not lie in itself", root);
    require(!lies_in(root + "x", root) || root == "/", "a folder beside it lies in it", root);
  });
  return 0;
}
