#include "entities/aliases/aliases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "entities/aliases/name_key.h"
#include "entities/names/shipped_names.h"
#include "newsidx/error.h"
#include "text/clean.h"
#include "newsidx/utf8.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

constexpr std::array<std::pair<std::string_view, EntityType>, 4> kTypes = {{
    {"person", EntityType::kPerson},
    {"place", EntityType::kPlace},
    {"org", EntityType::kOrganization},
    {"organization", EntityType::kOrganization},
}};

// A type and a key as one.
std::string typed_key(EntityType type, std::string_view key) {
  std::string typed(1, static_cast<char>('0' + static_cast<int>(type)));
  return typed.append(key);
}

std::vector<std::string_view> split_tabs(std::string_view line) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t tab = line.find('\t');
    parts.push_back(trim(line.substr(0, tab)));
    if (tab == std::string_view::npos) return parts;
    line.remove_prefix(tab + 1);
  }
}

// A list that ships was looked through when it was tested; half of the time goes into that.
enum class Trust { kChecked, kShipped };

class Parser {
 public:
  Parser(const std::string& place, Trust trust) : place_(place), trust_(trust) {}

  void line(std::string_view line) {
    ++number_;
    if (find_invalid_utf8(line) != std::string_view::npos)
      refuse("is no UTF-8", "write the file as UTF-8");
    std::string shown;
    if (trust_ == Trust::kChecked) {
      shown = without_invisible(line);
      line = shown;
    }
    const std::string_view trimmed = trim(line);
    if (trimmed.empty() || trimmed.front() == '#') return;
    const auto parts = split_tabs(line);
    const auto type = parts.size() > 1 ? parse_entity_type(parts[1]) : std::nullopt;
    if (!type)
      refuse("is no alias", "write NAME<TAB>person, place or org<TAB>SPELLING<TAB>SPELLING…");
    AliasLine alias{collapse_spaces(parts[0]), *type, {}};
    claim(alias, parts[0]);
    for (std::size_t i = 2; i < parts.size(); ++i) {
      if (parts[i].empty()) continue;
      claim(alias, parts[i]);
      alias.spellings.push_back(collapse_spaces(parts[i]));
    }
    lines_.push_back(std::move(alias));
  }

  std::vector<AliasLine> lines() && { return std::move(lines_); }

 private:
  [[noreturn]] void refuse(const std::string& what, const std::string& hint) const {
    throw Error(ErrorCode::kConfiguration, fmt::format("{}:{}: {}", place_, number_, what), hint);
  }

  void claim(const AliasLine& alias, std::string_view spelling) {
    if (trust_ == Trust::kShipped) return;
    const std::string key = name_key(spelling);
    if (key.empty())
      refuse(fmt::format("'{}' is no name", spelling), "a name has a letter or a digit");
    const auto [at, fresh] = owners_.try_emplace(typed_key(alias.type, key), number_);
    if (!fresh && at->second != number_)
      refuse(fmt::format("'{}' is given in line {} already", spelling, at->second),
             "leave it in one of the two lines");
  }

  const std::string& place_;
  Trust trust_;
  std::size_t number_ = 0;
  std::unordered_map<std::string, std::size_t> owners_;  // the line that a spelling stands in
  std::vector<AliasLine> lines_;
};

std::vector<AliasLine> parse(std::string_view list, const std::string& place, Trust trust) {
  Parser parser(place, trust);
  if (list.starts_with("\xEF\xBB\xBF")) list.remove_prefix(3);
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    parser.line(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return std::move(parser).lines();
}

}  // namespace

std::optional<EntityType> parse_entity_type(std::string_view name) {
  for (const auto& [known, type] : kTypes)
    if (known == name) return type;
  return std::nullopt;
}

std::vector<AliasLine> parse_aliases(std::string_view list, const std::string& place) {
  return parse(list, place, Trust::kChecked);
}

std::string format_aliases(const std::vector<AliasLine>& lines) {
  std::string list;
  for (const AliasLine& line : lines) {
    list += line.canonical + '\t';
    list += line.type == EntityType::kOrganization ? "org" : entity_type_name(line.type);
    for (const std::string& spelling : line.spellings) list += '\t' + spelling;
    list += '\n';
  }
  return list;
}

struct AliasTable::State {
  // names[0] is canonical; no two have one key. A group that was merged into another is empty.
  struct Group {
    EntityType type = EntityType::kPerson;
    std::vector<std::string> names;
  };
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> group_of;  // by typed_key

  const Group* find(EntityType type, std::string_view name) const {
    const auto at = group_of.find(typed_key(type, name_key(name)));
    return at == group_of.end() ? nullptr : &groups[at->second];
  }

  void add(const AliasLine& line);

 private:
  void drop(std::size_t group, const std::string& key);
  void take(std::size_t group, const std::string& spelling);
};

// Takes the name of that key out of the group.
void AliasTable::State::drop(std::size_t group, const std::string& key) {
  std::erase_if(groups[group].names,
                [&](const std::string& name) { return name_key(name) == key; });
}

void AliasTable::State::take(std::size_t group, const std::string& spelling) {
  const std::string key = name_key(spelling);
  const std::string typed = typed_key(groups[group].type, key);
  const auto at = group_of.find(typed);
  if (at == group_of.end()) {
    group_of.emplace(typed, group);
    groups[group].names.push_back(spelling);
    return;
  }
  const std::size_t other = at->second;
  if (other == group) return;
  if (name_key(groups[other].names.front()) != key) {
    drop(other, key);
    at->second = group;
    groups[group].names.push_back(spelling);
    return;
  }
  for (std::string& name : groups[other].names) {
    group_of[typed_key(groups[group].type, name_key(name))] = group;
    groups[group].names.push_back(std::move(name));
  }
  groups[other].names.clear();
}

void AliasTable::State::add(const AliasLine& line) {
  const std::string key = name_key(line.canonical);
  const std::string typed = typed_key(line.type, key);
  const auto at = group_of.find(typed);
  if (at == group_of.end() || line.spellings.empty()) {
    if (at != group_of.end()) {
      if (name_key(groups[at->second].names.front()) == key) {
        groups[at->second].names.front() = line.canonical;
        return;
      }
      drop(at->second, key);
    }
    group_of[typed] = groups.size();
    groups.push_back({line.type, {line.canonical}});
  } else {
    auto& names = groups[at->second].names;
    drop(at->second, key);
    names.insert(names.begin(), line.canonical);
  }
  const std::size_t group = group_of[typed];
  for (const std::string& spelling : line.spellings) take(group, spelling);
}

AliasTable::AliasTable(const std::vector<std::vector<AliasLine>>& lists)
    : state_(std::make_unique<State>()) {
  for (const auto& list : lists)
    for (const AliasLine& line : list) state_->add(line);
}

AliasTable::AliasTable(const AliasTable& base, const std::vector<AliasLine>& list)
    : state_(std::make_unique<State>(*base.state_)) {
  for (const AliasLine& line : list) state_->add(line);
}

AliasTable::~AliasTable() = default;

std::shared_ptr<const AliasTable> AliasTable::shipped() {
  static const auto table = std::make_shared<const AliasTable>(std::vector<std::vector<AliasLine>>{
      parse(shipped_aliases(), "the program's list of aliases", Trust::kShipped)});
  return table;
}

std::shared_ptr<const AliasTable> AliasTable::load(const std::filesystem::path& index_dir) {
  const std::filesystem::path file = index_dir / kAliasFile;
  std::error_code error;
  const auto kind = std::filesystem::symlink_status(file, error).type();
  if (kind == std::filesystem::file_type::not_found) return shipped();
  const std::string own = require_own_file(file, kMaxAliasFileBytes, Links::kFollowed,
                                           "mend its permissions, or remove it");
  return std::make_shared<const AliasTable>(*shipped(), parse_aliases(own, file.string()));
}

std::string AliasTable::canonical(EntityType type, std::string_view name) const {
  const State::Group* group = state_->find(type, name);
  return group != nullptr ? group->names.front() : std::string(name);
}

std::vector<std::string> AliasTable::spellings(EntityType type, std::string_view name) const {
  const State::Group* group = state_->find(type, name);
  return group != nullptr ? group->names : std::vector{std::string(name)};
}

bool AliasTable::knows(EntityType type, std::string_view name) const {
  return state_->find(type, name) != nullptr;
}

std::vector<AliasLine> AliasTable::lines() const {
  std::vector<AliasLine> lines;
  for (const State::Group& group : state_->groups)
    if (!group.names.empty())
      lines.push_back(
          {group.names.front(), group.type, {group.names.begin() + 1, group.names.end()}});
  std::sort(lines.begin(), lines.end(), [](const AliasLine& a, const AliasLine& b) {
    return std::pair(name_key(a.canonical), a.type) < std::pair(name_key(b.canonical), b.type);
  });
  return lines;
}

}  // namespace newsidx
