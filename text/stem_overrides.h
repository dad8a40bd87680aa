// Words that an archive's owner wants stemmed otherwise.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace newsidx {

// Immutable, so thread-safe.
class StemOverrides {
 public:
  // Lines `word<TAB>stem`, or a word alone that is to stay whole; empty lines and those that begin
  // with # are skipped. Words are UTF-8 of any case. Throws Error(kInputRefused) naming the line
  // when one cannot be read. `name` is for messages.
  static std::shared_ptr<const StemOverrides> parse(std::string_view text, const std::string& name);

  // The same of a file; throws Error(kNotFound) when it cannot be read.
  static std::shared_ptr<const StemOverrides> read(const std::filesystem::path& file);

  // The stem of a lower-case word; null when nothing is said of it.
  const std::string* find(std::string_view word) const;

  // The lines in one order and one case: equal for files that say the same. parse() reads it.
  std::string text() const;

 private:
  std::unordered_map<std::string, std::string> stems_;
};

}  // namespace newsidx
