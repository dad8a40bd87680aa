// Which names are one: the list that ships with the program, and an index's own (docs/names.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/entities.h"

namespace newsidx {

class Searcher;

// One line of a list: CANONICAL<TAB>TYPE<TAB>SPELLING… Without spellings it says that the name
// stands for itself, whatever another list says.
struct AliasLine {
  std::string canonical;
  EntityType type = EntityType::kPerson;
  std::vector<std::string> spellings;

  bool operator==(const AliasLine&) const = default;
};

// The lines as a list has them.
std::string format_aliases(const std::vector<AliasLine>& lines);

// person, place, org or organization.
std::optional<EntityType> parse_entity_type(std::string_view name);

// How long a program waits, unless it is told, for another that changes the list: writing it takes
// milliseconds.
inline constexpr std::chrono::seconds kAliasWait{5};

// The names of one index and whom they mean. Its own list counts before the one that ships. What is
// changed counts at once, in searches as well; nothing is indexed again. Names are taken as they
// are written, in normalization form C; case and Turkish letters do not tell them apart. Not
// thread-safe: one a thread.
class AliasBook {
 public:
  // Whoever opens it for changes is alone with the list until it is destroyed.
  enum class Access { kRead, kChange };

  // Without an index there kRead has the shipped list alone. Throws Error: kNotFound (kChange, no
  // index there), kConfiguration (a line that cannot be read), kBusy after `wait`, kIo.
  AliasBook(const std::filesystem::path& index_dir, Access access,
            std::chrono::milliseconds wait = kAliasWait);
  ~AliasBook();
  AliasBook(const AliasBook&) = delete;
  AliasBook& operator=(const AliasBook&) = delete;

  // All, by canonical name and type; with a name those of whom it means. Throws Error(kUsage) for
  // what is no name: it needs a letter or a digit, and does not begin with #.
  std::vector<AliasLine> lines(std::string_view name = {}) const;

  // The types under which one of these names is known. Throws as lines().
  std::vector<EntityType> types_of(const std::vector<std::string>& names) const;

  // Takes the spellings for the canonical name, leaving whom they meant before; returns its line as
  // it is now. Throws as lines(), and Error: kCannotCreate, kIo; the list is then as before.
  AliasLine add(const AliasLine& line);

  // Lets a spelling stand for itself; of a canonical name its line goes. Returns the name in
  // normalization form C. Throws as add(), and Error(kNotFound) for what is no spelling of another
  // name.
  std::string remove(EntityType type, const std::string& name);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

enum class AliasReason {
  kSpelling,   // two spellings of one foreign name: Oreshkin of Oreşkin
  kShortName,  // a surname, or a name without one of its words, that nearly always means one
  kAcronym,    // the initials of one name and of hardly another
};
// spelling, short, acronym
std::string_view alias_reason_name(AliasReason reason);

struct AliasSuggestion {
  EntityType type = EntityType::kPerson;
  std::string canonical;
  std::string spelling;
  AliasReason reason = AliasReason::kSpelling;
  std::uint64_t canonical_articles = 0;
  std::uint64_t spelling_articles = 0;
  double share = 1;  // of the articles with a name that the spelling may be short for

  bool operator==(const AliasSuggestion&) const = default;
};

// Which names of the index may be one, for its owner to decide; the spelling that most articles
// have first. Throws as Searcher::facets().
std::vector<AliasSuggestion> suggest_aliases(Searcher& searcher);

}  // namespace newsidx
