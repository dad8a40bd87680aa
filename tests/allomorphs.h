// Lines of a roots list as a test writes them.
#pragma once

#include <string>
#include <vector>

#include "text/morphology/lexicon.h"

namespace newsidx::test {

inline std::vector<Allomorph> allomorphs_of(const std::string& lines) {
  std::vector<Allomorph> allomorphs;
  for (const RootSpec& root : parse_roots(lines, "roots")) append_allomorphs(root, allomorphs);
  return allomorphs;
}

}  // namespace newsidx::test
