#include "indexer/input.h"

#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "text/utf8.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIgnoreFile = ".newsidxignore";

std::string ending_of(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return ending;
}

bool is_compressed(const fs::path& path) {
  constexpr std::array<std::string_view, 6> kEndings = {".gz",  ".zst", ".xz",
                                                        ".bz2", ".zip", ".tgz"};
  return std::find(kEndings.begin(), kEndings.end(), ending_of(path)) != kEndings.end();
}

std::optional<InputFormat> format_by_name(const fs::path& path) {
  const std::string ending = ending_of(path);
  if (ending == ".txt" || ending == ".text") return InputFormat::kPlainText;
  if (ending == ".jsonl" || ending == ".ndjson" || ending == ".json")
    return InputFormat::kJsonLines;
  return std::nullopt;
}

class Finder {
 public:
  Finder(InputFormat format, Inputs& inputs) : format_(format), inputs_(inputs) {}

  void add_path(const std::string& path) {
    if (path == "-") {
      inputs_.files.push_back({"-", "-", format_, 0});
      return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
      inputs_.missing.push_back({displayable(path), "no such file or folder"});
    else if (error)
      inputs_.unreadable.push_back({displayable(path), error.message()});
    else if (status.type() == fs::file_type::directory)
      add_folder(path, {});
    else
      add_file(path, format_by_name(path).value_or(InputFormat::kAuto));
  }

 private:
  void add_folder(const fs::path& folder, std::vector<std::string> ignored) {
    read_ignore_file(folder / kIgnoreFile, ignored);
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
      entries.push_back(*entry);
    if (error) {
      inputs_.unreadable.push_back({displayable(folder.string()), error.message()});
      inputs_.unread_folders.push_back(folder);
    }
    // All lie in one folder: to compare paths part by part would tell no more.
    std::sort(entries.begin(), entries.end(),
              [](const fs::directory_entry& a, const fs::directory_entry& b) {
                return a.path().native() < b.path().native();
              });
    for (const fs::directory_entry& entry : entries) {
      const std::string name = entry.path().filename().string();
      const bool hidden = name.starts_with('.');
      const bool ignore =
          std::any_of(ignored.begin(), ignored.end(), [&](const std::string& pattern) {
            return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
          });
      if (entry.is_directory(error) && !entry.is_symlink(error)) {
        if (!hidden && !ignore) add_folder(entry.path(), ignored);
        continue;
      }
      const std::optional<InputFormat> format = format_by_name(entry.path());
      // A pipe or device would be waited for; named on the command line it is read all the same.
      if (hidden || ignore || !format || !may_be_read(entry)) {
        inputs_.skipped += name != kIgnoreFile;
        inputs_.compressed += !hidden && !ignore && is_compressed(entry.path());
        continue;
      }
      add_file(entry.path(), *format);
    }
  }

  // Regular files, and links that lead nowhere: those are refused by name when they are opened.
  // The folder has told what is no link; only links are asked for by themselves.
  static bool may_be_read(const fs::directory_entry& entry) {
    std::error_code error;
    if (!entry.is_symlink(error)) return entry.is_regular_file(error);
    const fs::file_type type = entry.status(error).type();
    return type == fs::file_type::regular || type == fs::file_type::not_found;
  }

  void add_file(const fs::path& path, InputFormat by_name) {
    InputFile file{path, text_of_file_name(path.string()),
                   format_ == InputFormat::kAuto ? by_name : format_};
    read_status(file);
    inputs_.bytes += file.bytes;
    inputs_.files.push_back(std::move(file));
  }

  static void read_ignore_file(const fs::path& path, std::vector<std::string>& ignored) {
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      const std::string pattern(trim(line));
      if (!pattern.empty() && !pattern.starts_with('#')) ignored.push_back(pattern);
    }
  }

  InputFormat format_;
  Inputs& inputs_;
};

}  // namespace

Inputs find_inputs(const std::vector<std::string>& paths, InputFormat format) {
  Inputs inputs;
  Finder finder(format, inputs);
  for (const std::string& path : paths) finder.add_path(path);
  return inputs;
}

bool read_status(InputFile& file) {
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  struct stat status {};
  if (::stat(file.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  file.bytes = static_cast<std::uint64_t>(status.st_size);
  file.mtime = status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec;
  return true;
}

std::optional<Date> modification_date(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  const auto time = std::chrono::system_clock::from_time_t(status.st_mtime);
  return Date(std::chrono::floor<std::chrono::days>(time));
}

}  // namespace newsidx
