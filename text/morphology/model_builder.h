// Writes what model.h reads.
#pragma once

#include <string>
#include <tuple>
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

  bool operator==(const Allomorph&) const = default;
  bool operator<(const Allomorph& other) const {
    const auto key = [](const Allomorph& a) {
      return std::tie(a.surface, a.citation, a.root_class, a.state, a.bound, a.harmony, a.cost);
    };
    return key(*this) < key(other);
  }
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
