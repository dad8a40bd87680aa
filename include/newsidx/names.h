// Finding whom and what a text of one's own names, without an index. docs/names.md tells how.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "newsidx/entities.h"

namespace newsidx {

// An office that points to someone whom the text names: Rus lider.
struct OfficeMention {
  std::size_t begin = 0;   // byte offsets into the text
  std::size_t end = 0;     // without a suffix behind an apostrophe
  std::size_t entity = 0;  // an index into the entities

  bool operator==(const OfficeMention&) const = default;
};

// The mentions of a text, in order, none within another, and who is meant by them.
struct NamesOfText {
  std::vector<Mention> mentions;
  std::vector<NamedEntity> entities;   // most mentions first, then by where they stand
  std::vector<std::size_t> entity_of;  // for each of the mentions an index into `entities`
  std::vector<OfficeMention> offices;  // in order; counted in NamedEntity::mentions as well
};

// Not thread-safe: one a thread. Memory is some hundred bytes a word, so a long text is best given
// in parts (newsidx/beginning.h).
class NameReader {
 public:
  // With a model made by fit_names() in the place of the one that ships, unless `model` is empty.
  // Throws Error: kNotFound, kConfiguration (no model).
  explicit NameReader(const std::filesystem::path& model = {});
  ~NameReader();
  NameReader(const NameReader&) = delete;
  NameReader& operator=(const NameReader&) = delete;

  // From now on entities have the names that this index's aliases give them; those of the program's
  // own list where there is no index. Throws Error: kConfiguration, kIo.
  void use_aliases(const std::filesystem::path& index_dir);

  // Of valid UTF-8 text, which is taken for one article: what a word names in one place counts in
  // the others. A newline ends a sentence.
  NamesOfText read(std::string_view text);

  // The mentions alone, which takes less time. Holds until the next call.
  const std::vector<Mention>& mentions(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
