// What several tests need.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "newsidx/error.h"
#include "newsidx/indexer.h"
#include "newsidx/searcher.h"

namespace newsidx::test {

// A new folder that is removed with everything in it.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path index() const { return path_ / "index"; }

  // Writes a file in it and returns its path.
  std::string write(const std::string& name, const std::string& content) const;

 private:
  std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& path);

struct Added {
  AddReport report;
  std::vector<std::string> refused;  // "place: reason"
  std::vector<std::string> notes;
};

// Adds what the request names to the index.
Added add(const std::filesystem::path& index, const AddRequest& request,
          const std::string& standard_input = "", const StemmerChoice& stemmer = {});

// Adds JSON Lines given as text.
Added add_lines(const std::filesystem::path& index, const std::string& lines,
                const StemmerChoice& stemmer = {});

// The code of the Error that the action ends with; none of the codes when it ends well.
template <typename Action>
ErrorCode code_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode{};
}

// The ids that a query finds, best first.
std::vector<std::string> search_ids(const std::filesystem::path& index, const std::string& query,
                                    std::uint32_t count = 1000);

// The project's own folder, and that of the shared data beside it, if it is there.
std::filesystem::path source_dir();
std::optional<std::filesystem::path> shared_dir();

}  // namespace newsidx::test
