#include "entities/aliases/alias_file.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "entities/aliases/name_key.h"

namespace newsidx {
namespace {

// A line of the file; it is written anew only when its alias was changed.
struct FileLine {
  std::string text;
  std::optional<AliasLine> alias;
  bool changed = false;
  bool removed = false;
};

std::vector<FileLine> read_lines(std::string_view list) {
  std::vector<FileLine> lines;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    FileLine& line = lines.emplace_back();
    line.text = list.substr(0, end);
    auto aliases = parse_aliases(line.text, "");
    if (!aliases.empty()) line.alias = std::move(aliases.front());
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return lines;
}

std::string write_lines(const std::vector<FileLine>& lines) {
  std::string list;
  for (const FileLine& line : lines) {
    if (line.removed) continue;
    if (line.changed)
      list += format_aliases({*line.alias});
    else
      list += line.text + '\n';
  }
  return list;
}

bool erase_key(std::vector<std::string>& names, std::string_view key) {
  return std::erase_if(names, [&](const std::string& name) { return name_key(name) == key; }) > 0;
}

bool has_key(const AliasLine& line, std::string_view key) {
  return name_key(line.canonical) == key ||
         std::any_of(line.spellings.begin(), line.spellings.end(),
                     [&](const std::string& name) { return name_key(name) == key; });
}

// Takes a name out; returns what goes with it when it was canonical.
std::vector<std::string> take_out(std::vector<FileLine>& lines, const FileLine* but,
                                  EntityType type, std::string_view key) {
  for (FileLine& line : lines) {
    if (&line == but || line.removed || !line.alias || line.alias->type != type ||
        !has_key(*line.alias, key))
      continue;
    if (name_key(line.alias->canonical) == key) {
      line.removed = true;
      return line.alias->spellings;
    }
    erase_key(line.alias->spellings, key);
    line.changed = true;
    line.removed = line.alias->spellings.empty();
    return {};
  }
  return {};
}

}  // namespace

std::string with_alias(std::string_view list, const AliasLine& line) {
  std::vector<FileLine> lines = read_lines(list);
  lines.emplace_back();  // now, so that the lines stay where they are
  const std::string key = name_key(line.canonical);
  FileLine* own = &lines.back();
  for (FileLine& known : lines)
    if (known.alias && known.alias->type == line.type && has_key(*known.alias, key)) own = &known;
  if (own == &lines.back()) {
    own->alias = AliasLine{line.canonical, line.type, {}};
  } else {
    lines.back().removed = true;
    if (name_key(own->alias->canonical) != key) {
      erase_key(own->alias->spellings, key);
      own->alias->spellings.push_back(own->alias->canonical);
    }
    own->alias->canonical = line.canonical;
  }
  own->changed = true;
  const auto add = [&](const std::string& name) {
    if (!has_key(*own->alias, name_key(name))) own->alias->spellings.push_back(name);
  };
  for (const std::string& spelling : line.spellings) {
    const auto along = take_out(lines, own, line.type, name_key(spelling));
    add(spelling);
    for (const std::string& name : along) add(name);
  }
  return write_lines(lines);
}

std::string without_alias(std::string_view list, EntityType type, std::string_view name) {
  std::vector<FileLine> lines = read_lines(list);
  take_out(lines, nullptr, type, name_key(name));
  return write_lines(lines);
}

}  // namespace newsidx
