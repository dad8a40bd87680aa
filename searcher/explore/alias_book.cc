#include <fmt/format.h>

#include <algorithm>

#include "entities/aliases/alias_file.h"
#include "entities/aliases/alias_suggestions.h"
#include "entities/aliases/aliases.h"
#include "entities/aliases/name_key.h"
#include "newsidx/aliases.h"
#include "newsidx/error.h"
#include "newsidx/searcher.h"
#include "newsidx/status.h"
#include "newsidx/utf8.h"
#include "store/archive.h"
#include "store/atomic_file.h"
#include "store/file_lock.h"
#include "store/generations.h"
#include "text/clean.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLock = "aliases.lock";
constexpr EntityType kTypes[] = {EntityType::kPerson, EntityType::kPlace,
                                 EntityType::kOrganization};

// As it is written, in the form that names have in articles.
std::string as_name(std::string_view given) {
  if (find_invalid_utf8(given) != std::string::npos)
    throw Error(ErrorCode::kUsage, "no name: the argument is no UTF-8");
  std::string name = collapse_spaces(to_nfc(given));
  if (name_key(name).empty() || name.front() == '#')
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is no name", name),
                "a name has a letter or a digit, and does not begin with #");
  return name;
}

constexpr FacetKind facet_of(EntityType type) {
  return type == EntityType::kPerson  ? FacetKind::kPerson
         : type == EntityType::kPlace ? FacetKind::kPlace
                                      : FacetKind::kOrganisation;
}

}  // namespace

struct AliasBook::State {
  State(const fs::path& index_dir, Access access, std::chrono::milliseconds wait)
      : file(index_dir / kAliasFile) {
    if (access == Access::kRead && !has_index(index_dir)) return;
    if (access == Access::kChange) {
      current_generation(index_dir);  // says so when there is no index
      lock.emplace(index_dir / kLock, wait, file.string() + ": another newsidx writes the list");
    }
    text = read_alias_list(index_dir);
    parse_aliases(text, file.string());  // says so when it cannot be read
  }

  static AliasTable table_of(const std::string& own) {
    return {*AliasTable::shipped(), parse_aliases(own, std::string(kAliasFile))};
  }

  void replace(const std::string& list) {
    parse_aliases(list, file.string());
    replace_file(file, list);
    text = list;
  }

  fs::path file;
  std::optional<FileLock> lock;
  std::string text;  // the index's own list
};

AliasBook::AliasBook(const fs::path& index_dir, Access access, std::chrono::milliseconds wait)
    : state_(std::make_unique<State>(index_dir, access, wait)) {}

AliasBook::~AliasBook() = default;

std::vector<AliasLine> AliasBook::lines(std::string_view name) const {
  const AliasTable table = State::table_of(state_->text);
  std::vector<AliasLine> lines = table.lines();
  if (name.empty()) return lines;
  const std::string meant = as_name(name);
  std::erase_if(lines, [&](const AliasLine& line) {
    return name_key(table.canonical(line.type, meant)) != name_key(line.canonical);
  });
  return lines;
}

std::vector<EntityType> AliasBook::types_of(const std::vector<std::string>& names) const {
  const AliasTable table = State::table_of(state_->text);
  std::vector<std::string> known;
  known.reserve(names.size());
  for (const std::string& name : names) known.push_back(as_name(name));
  std::vector<EntityType> types;
  for (const EntityType type : kTypes)
    if (std::any_of(known.begin(), known.end(),
                    [&](const std::string& name) { return table.knows(type, name); }))
      types.push_back(type);
  return types;
}

AliasLine AliasBook::add(const AliasLine& given) {
  AliasLine line = given;
  line.canonical = as_name(line.canonical);
  for (std::string& spelling : line.spellings) spelling = as_name(spelling);
  state_->replace(with_alias(state_->text, line));
  line.spellings = State::table_of(state_->text).spellings(line.type, line.canonical);
  line.spellings.erase(line.spellings.begin());
  return line;
}

std::string AliasBook::remove(EntityType type, const std::string& given) {
  std::string name = as_name(given);
  std::string list = without_alias(state_->text, type, name);
  // What the program's own list joins still is told to stand for itself.
  if (name_key(State::table_of(list).canonical(type, name)) != name_key(name))
    list = with_alias(list, {name, type, {}});
  if (list == state_->text)
    throw Error(
        ErrorCode::kNotFound, fmt::format("'{}' is no spelling of another name", name),
        State::table_of(list).knows(type, name)
            ? "the list that ships with the program has it: remove its spellings"
            : "only a spelling that a list of aliases has can be removed: look it up there");
  state_->replace(list);
  return name;
}

std::vector<AliasSuggestion> suggest_aliases(Searcher& searcher) {
  std::vector<CountedName> names;
  for (const EntityType type : kTypes)
    for (const Facet& facet : searcher.facets({}, {facet_of(type)}).facets)
      for (const FacetValue& value : facet.values)
        names.push_back({type, value.value, value.articles});
  return suggest_aliases(names);
}

}  // namespace newsidx
