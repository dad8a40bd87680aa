// Queries at random: of the grammar, and of anything at all.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace newsidx::test {

// The same seed and words give the same queries.
class RandomQueries {
 public:
  RandomQueries(unsigned seed, std::vector<std::string> words)
      : random_(seed), words_(std::move(words)) {}

  // A query of the grammar in searcher/query/query_parser.h, with every operator and field that an
  // index needs no values for.
  std::string query() { return any(3); }

  // Bytes, among which those that mean something are many; not always UTF-8.
  std::string bytes();

  unsigned below(unsigned count) { return static_cast<unsigned>(random_() % count); }
  const std::string& word() { return words_[below(static_cast<unsigned>(words_.size()))]; }

 private:
  std::string any(unsigned depth);
  std::string all(unsigned depth);
  std::string run(unsigned depth);
  std::string item(unsigned depth);
  std::string near();
  std::string beginning();
  std::string days();
  const char* one_of(std::initializer_list<const char*> choices);

  std::mt19937 random_;
  std::vector<std::string> words_;
};

// Parses it; when it is understood, what is printed of it must mean the same and be printed the
// same again. Returns what is wrong, empty when all is well.
std::string check_meaning(const std::string& query);

}  // namespace newsidx::test
