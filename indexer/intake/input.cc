#include "indexer/intake/input.h"

#include <fnmatch.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <istream>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include "indexer/formats/format_table.h"
#include "newsidx/displayable.h"
#include "newsidx/utf8.h"
#include "store/open_files.h"
#include "store/root_list.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIgnoreFile = ".newsidxignore";
constexpr std::size_t kMaxIgnoreBytes = 1'000'000;

// The root that the place lies in, which has no links on its way; null: in none.
const fs::path* root_of(const fs::path& real, const LinkRule& links) {
  const auto found =
      std::find_if(links.roots.begin(), links.roots.end(),
                   [&](const fs::path& root) { return lies_in(real.native(), root.native()); });
  return found == links.roots.end() ? nullptr : &*found;
}

// The folder below which `real` is opened, for a link that leads there.
std::shared_ptr<const fs::path> opening_folder(const fs::path& real, const fs::path& root) {
  return std::make_shared<const fs::path>(real == root ? root.parent_path() : root);
}

// A folder that is being read.
struct Folder {
  fs::path path;
  fs::path real;  // as of InputFile, like `inside`
  std::shared_ptr<const fs::path> inside;
  std::vector<std::string> ignored;  // patterns, of the folders above it as well
  bool linked = false;               // a link leads to it or to one above it
  std::vector<fs::directory_entry> entries{};
  std::size_t next = 0;
};

class Finder {
 public:
  Finder(InputFormat format, const LinkRule& links, Inputs& inputs)
      : format_(format), links_(links), inputs_(inputs) {}

  void add_path(const std::string& path) {
    if (path == "-") {
      inputs_.files.push_back({"-", "-", format_});
      return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
      inputs_.missing.push_back({displayable(path), "no such file or folder"});
    } else if (error) {
      inputs_.unreadable.push_back({displayable(path), error.message()});
    } else if (status.type() == fs::file_type::directory) {
      const bool may_follow = !links_.follow || links_.follow == FollowLinks::kAnywhere;
      add_tree({path, {}, may_follow ? nullptr : std::make_shared<const fs::path>(path), {}});
      for (; !linked_.empty(); linked_.pop_front())
        if (is_first_visit(linked_.front().path)) add_tree(std::move(linked_.front()));
    } else {
      InputFile file{path, text_of_file_name(path),
                     format_by_name(path).value_or(InputFormat::kAuto)};
      file.any_kind = true;
      add_file(std::move(file));
    }
  }

 private:
  // Not by recursion: however deep the folders, the stack stays.
  void add_tree(Folder&& top) {
    std::vector<Folder> open;
    open.push_back(std::move(top));
    read_entries(open.back());
    while (!open.empty()) {
      Folder& folder = open.back();
      if (folder.next == folder.entries.size()) {
        open.pop_back();
        continue;
      }
      const fs::directory_entry entry = folder.entries[folder.next++];
      if (auto below = add_entry(entry, folder)) {
        if (below->linked && !is_first_visit(below->path)) continue;
        open.push_back(std::move(*below));
        read_entries(open.back());
      }
    }
  }

  void read_entries(Folder& folder) {
    std::error_code error;
    bool has_ignore_file = false;
    for (fs::directory_iterator entry(folder.path, error), end; !error && entry != end;
         entry.increment(error)) {
      folder.entries.push_back(*entry);
      has_ignore_file = has_ignore_file || entry->path().filename() == kIgnoreFile;
    }
    if (error) {
      require_open_files(error.value(), displayable(folder.path.string()));
      leave_unread(folder.path, error.message());
    }
    if (links_.follow && links_.follow != FollowLinks::kNo) is_first_visit(folder.path);
    if (has_ignore_file) read_ignore_file(folder);
    // All lie in one folder: to compare paths part by part would tell no more.
    std::sort(folder.entries.begin(), folder.entries.end(),
              [](const fs::directory_entry& a, const fs::directory_entry& b) {
                return a.path().native() < b.path().native();
              });
  }

  // The folder that is to be read next, if the entry is one.
  std::optional<Folder> add_entry(const fs::directory_entry& entry, const Folder& folder) {
    const std::string name = entry.path().filename().string();
    const bool hidden = name.starts_with('.');
    const bool ignored = std::any_of(
        folder.ignored.begin(), folder.ignored.end(),
        [&](const std::string& pattern) { return fnmatch(pattern.c_str(), name.c_str(), 0) == 0; });
    std::error_code error;
    if (entry.is_symlink(error)) {
      if (hidden || ignored)
        inputs_.skipped += name != kIgnoreFile;
      else if (!links_.follow)
        add_link_as_before(entry);
      else
        add_link(entry, folder);
      return std::nullopt;
    }
    if (entry.is_directory(error)) {
      if (hidden || ignored) return std::nullopt;
      return below(folder, entry.path());
    }
    const std::optional<InputFormat> format = format_by_name(entry.path());
    // A pipe or device would be waited for; named by the request it is read all the same.
    const bool is_file = entry.is_regular_file(error);
    if (hidden || ignored || !format || !is_file) {
      inputs_.skipped += name != kIgnoreFile;
      inputs_.compressed += !hidden && !ignored && is_compressed(entry.path());
      if (!is_file && !hidden && !ignored)
        leave_out(entry.path(), "a pipe, device or socket, which is not read from a folder");
      return std::nullopt;
    }
    InputFile file{entry.path(), text_of_file_name(entry.path().string()), *format};
    file.inside = folder.inside;
    if (!folder.real.empty()) file.real = folder.real / name;
    add_file(std::move(file));
    return std::nullopt;
  }

  static Folder below(const Folder& folder, const fs::path& path) {
    return {path, folder.real.empty() ? fs::path() : folder.real / path.filename(), folder.inside,
            folder.ignored, folder.linked};
  }

  void add_link(const fs::directory_entry& entry, const Folder& folder) {
    const fs::path& path = entry.path();
    if (links_.follow == FollowLinks::kNo) return leave_out_link(path, "a link, not followed");
    std::error_code error;
    const fs::file_type type = entry.status(error).type();
    const std::optional<InputFormat> format = format_by_name(path);
    const fs::path real = fs::canonical(path, error);
    if (error) {
      require_open_files(error.value(), displayable(path.string()));
      // What it led to is not gone.
      inputs_.unread_folders.push_back(path);
      if (!format || error == std::errc::too_many_symbolic_link_levels)
        return leave_out_link(path, "a link that cannot be followed: " + error.message());
      inputs_.unreadable.push_back({displayable(path.string()), "a link: " + error.message()});
      return;
    }
    Folder found{path, {}, nullptr, folder.ignored, true};
    if (links_.follow == FollowLinks::kInside) {
      const fs::path* root = root_of(real, links_);
      if (root == nullptr)
        return leave_out_link(path, "a link that leads out of the archive, not followed");
      found.real = real;
      found.inside = opening_folder(real, *root);
    }
    if (type == fs::file_type::directory) {
      ++inputs_.links_followed;
      linked_.push_back(std::move(found));
    } else if (type != fs::file_type::regular) {
      leave_out(path, "a link to a pipe, device or socket, which is not read from a folder");
      ++inputs_.skipped;
    } else if (!format) {
      ++inputs_.skipped;
      inputs_.compressed += is_compressed(path);
    } else {
      ++inputs_.links_followed;
      InputFile file{path, text_of_file_name(path.string()), *format};
      file.inside = std::move(found.inside);
      file.real = std::move(found.real);
      add_file(std::move(file));
    }
  }

  // Links to files, also those that lead nowhere: they are refused by name when they are opened.
  void add_link_as_before(const fs::directory_entry& entry) {
    std::error_code error;
    const fs::file_type type = entry.status(error).type();
    const std::optional<InputFormat> format = format_by_name(entry.path());
    if (!format || (type != fs::file_type::regular && type != fs::file_type::not_found)) {
      ++inputs_.skipped;
      inputs_.compressed += is_compressed(entry.path());
      return;
    }
    ++inputs_.links_followed;
    add_file({entry.path(), text_of_file_name(entry.path().string()), *format});
  }

  void add_file(InputFile&& file) {
    if (format_ != InputFormat::kAuto) file.format = format_;
    read_status(file);
    inputs_.bytes += file.bytes;
    inputs_.files.push_back(std::move(file));
  }

  void leave_out(const fs::path& path, const std::string& why) {
    inputs_.left_out.push_back({displayable(path.string()), why});
  }

  void leave_out_link(const fs::path& path, const std::string& why) {
    leave_out(path, why);
    ++inputs_.links_left_out;
  }

  void leave_unread(const fs::path& folder, const std::string& why) {
    inputs_.unreadable.push_back({displayable(folder.string()), why});
    inputs_.unread_folders.push_back(folder);
  }

  // Whether the folder, by whatever name, was not read yet: links may lead in a circle, or by
  // many ways to one folder.
  bool is_first_visit(const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    return !error && visited_.insert(real.native()).second;
  }

  // Opened as any other file of its folder. One that is not heeded is told: what it keeps away
  // would be read.
  void read_ignore_file(Folder& folder) {
    const fs::path path = folder.path / kIgnoreFile;
    const auto refuse = [&](const std::string& why) {
      inputs_.unreadable.push_back({displayable(path.string()), why + "; it is not heeded"});
    };
    InputFile file{path, text_of_file_name(path.string())};
    file.inside = folder.inside;
    if (!folder.real.empty()) file.real = folder.real / kIgnoreFile;
    std::error_code error;
    if (links_.follow == FollowLinks::kInside && fs::is_symlink(path, error)) {
      const fs::path real = fs::canonical(path, error);
      const fs::path* root = error ? nullptr : root_of(real, links_);
      if (root == nullptr) return refuse("a link that leads out of the archive");
      file.inside = opening_folder(real, *root);
      file.real = real;
    }
    InputBuffer bytes(file);
    if (!bytes.is_open()) return refuse("cannot be read: " + bytes.problem());
    std::string text(kMaxIgnoreBytes + 1, '\0');
    try {
      text.resize(static_cast<std::size_t>(
          bytes.sgetn(text.data(), static_cast<std::streamsize>(text.size()))));
    } catch (const std::ios_base::failure&) {
      return refuse("cannot be read: " + std::generic_category().message(errno));
    }
    if (text.size() > kMaxIgnoreBytes) return refuse("larger than 1 MB");
    std::istringstream lines(std::move(text));
    for (std::string line; std::getline(lines, line);) {
      const std::string pattern(trim(line));
      if (!pattern.empty() && !pattern.starts_with('#')) folder.ignored.push_back(pattern);
    }
  }

  InputFormat format_;
  const LinkRule& links_;
  Inputs& inputs_;
  std::deque<Folder> linked_;  // folders that links lead to
  std::set<std::string> visited_;
};

}  // namespace

LinkRule link_rule(std::optional<FollowLinks> follow, const std::vector<std::string>& paths) {
  LinkRule rule{follow, {}};
  if (follow != FollowLinks::kInside) return rule;
  for (const std::string& path : paths) {
    std::error_code error;
    fs::path real = fs::canonical(path, error);
    if (!error) rule.roots.push_back(std::move(real));
  }
  return rule;
}

Inputs find_inputs(const std::vector<std::string>& paths, InputFormat format,
                   const LinkRule& links) {
  Inputs inputs;
  Finder finder(format, links, inputs);
  for (const std::string& path : paths) finder.add_path(path);
  return inputs;
}

std::optional<InputFile> find_input(const std::string& folder, const std::string& path,
                                    InputFormat format, const LinkRule& links) {
  InputFile file{
      path, text_of_file_name(path),
      format == InputFormat::kAuto ? format_by_name(path).value_or(InputFormat::kAuto) : format};
  const bool may_follow = !links.follow || links.follow == FollowLinks::kAnywhere;
  if (!may_follow && path != folder) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (error) return std::nullopt;
    const fs::path top = fs::canonical(folder, error);
    file.inside = std::make_shared<const fs::path>(folder);
    if (real != top / fs::path(path).lexically_relative(folder)) {
      const fs::path* root = root_of(real, links);
      if (root == nullptr || links.follow == FollowLinks::kNo) return std::nullopt;
      file.inside = opening_folder(real, *root);
      file.real = real;
    }
  }
  if (!read_status(file)) return std::nullopt;
  return file;
}

}  // namespace newsidx
