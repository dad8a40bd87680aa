// Whom names mean, whatever an article calls them: a list that ships with the program, and the
// owner's own (docs/names.md).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/aliases.h"
#include "newsidx/entities.h"

namespace newsidx {

// The file in an index's folder that holds the owner's list.
inline constexpr std::string_view kAliasFile = "aliases.tsv";
inline constexpr std::size_t kMaxAliasFileBytes = 64UL << 20U;

// The lines of a list; # begins a comment. Throws Error(kConfiguration), with `place` and the
// line's number, for what is no such line, or a spelling given to two names of one type.
std::vector<AliasLine> parse_aliases(std::string_view list, const std::string& place);

// Immutable, so thread-safe. Names are matched by name_key: case, Turkish letters, full stops,
// hyphens and apostrophes do not count.
class AliasTable {
 public:
  // The program's own list.
  static std::shared_ptr<const AliasTable> shipped();
  // With the owner's list of that index added, where there is one. Throws Error: kConfiguration,
  // kIo.
  static std::shared_ptr<const AliasTable> load(const std::filesystem::path& index_dir);

  // Of lists, where a later one has the last word: a name that it gives as canonical names all the
  // spellings of before, a spelling that it gives moves (and takes its own spellings along when it
  // was canonical).
  explicit AliasTable(const std::vector<std::vector<AliasLine>>& lists);
  AliasTable(const AliasTable& base, const std::vector<AliasLine>& list);
  ~AliasTable();
  AliasTable(const AliasTable&) = delete;
  AliasTable& operator=(const AliasTable&) = delete;

  // The canonical name of whom `name` means, else the name itself.
  std::string canonical(EntityType type, std::string_view name) const;

  // All names of whom `name` means, the canonical one first; the name alone when none is known.
  std::vector<std::string> spellings(EntityType type, std::string_view name) const;

  bool knows(EntityType type, std::string_view name) const;

  // Everything, by canonical name and type.
  std::vector<AliasLine> lines() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
