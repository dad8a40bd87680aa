// Writes what model.h reads.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "text/morphology/model.h"

namespace newsidx {

// An allomorph on its way into a model; strings are letters (alphabet.h).
struct Allomorph {
  std::string surface;
  std::string citation;
  RootClass root_class = RootClass::kNoun;
  State state = State::kNoun;
  Bound bound = Bound::kAnywhere;
  Letter harmony = 0;
  Cost cost = 0;

  auto operator<=>(const Allomorph&) const = default;
};

// Rows: the root classes, then the suffixes. Columns: the suffixes, then the end.
class Transitions {
 public:
  Transitions();

  Cost& at(std::size_t row, std::size_t column) { return costs_[row * columns_ + column]; }
  static std::size_t row_of(RootClass root_class) { return static_cast<std::size_t>(root_class); }
  static std::size_t row_of_suffix(std::size_t suffix) { return kRootClassCount + suffix; }
  std::size_t rows() const { return costs_.size() / columns_; }
  std::size_t columns() const { return columns_; }
  const std::vector<Cost>& costs() const { return costs_; }

 private:
  std::size_t columns_;
  std::vector<Cost> costs_;
};

// The bytes of a model file. The same input in any order gives the same bytes.
std::string build_model(std::vector<Allomorph> allomorphs, const Transitions& transitions);

}  // namespace newsidx
