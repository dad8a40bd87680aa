// The passages of an article that answer a query.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "newsidx/searcher.h"
#include "searcher/query/query_parser.h"
#include "text/analyzer.h"
#include "text/beginnings.h"

namespace newsidx {

struct WeightedUnit {
  QueryUnit unit;
  double weight = 1;  // what meeting it is worth, such as its inverse document frequency
};

// The units of a query, made ready once for all the texts that they are looked for in. Immutable,
// so thread-safe.
class SoughtUnits {
 public:
  explicit SoughtUnits(std::vector<WeightedUnit> units);

  const std::vector<WeightedUnit>& units() const { return units_; }
  // What the tokens of a text can begin with that meet any of them.
  const Beginnings& beginnings() const { return beginnings_; }
  // The units that can begin with this token, by their place.
  template <typename Use>
  void for_each_beginning_with(const Token& token, const Use& use) const;

 private:
  template <typename Use>
  void use_form(const std::string& form, const Use& use) const;

  std::vector<WeightedUnit> units_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_form_;
  Beginnings beginnings_;
};

struct SnippetShape {
  std::size_t passages = 3;  // at most
  std::size_t words = 26;    // of a passage, about
  std::size_t bytes = 400;   // of a passage, unless one word is longer
  std::size_t begin = 0;     // byte offset before which nothing is taken, as it is shown elsewhere
};

// Byte offsets [first, second) of the words of `text` that meet the query: for a word every token
// that shares a form with it, for a phrase the tokens side by side. Ascending, not overlapping. Of
// a text of more than a hundred pages (kReadForNames) only the beginning is looked at.
std::vector<std::pair<std::size_t, std::size_t>> find_marks(std::string_view text,
                                                            const SoughtUnits& sought,
                                                            Analyzer& analyzer);

// The passages that meet most of the query, in the order of the text; the first words of the text
// when none does. Each is cut at word borders, begins with a sentence where one begins near, and
// has its line breaks as spaces. Of a text of more than a hundred pages they are from one stretch
// of it, the first that is found to have any of the query's words: where a word begins like one of
// them it is read, at most kMostStretches times.
std::vector<Passage> find_passages(std::string_view text, const SoughtUnits& sought,
                                   Analyzer& analyzer, const SnippetShape& shape = {});

}  // namespace newsidx
