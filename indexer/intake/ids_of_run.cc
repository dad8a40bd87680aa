#include "indexer/intake/ids_of_run.h"

#include <fmt/format.h>

#include "newsidx/displayable.h"
#include "store/terms.h"

namespace newsidx {

std::optional<Intake::Place> IdsOfRun::place_of(const std::string& id) const {
  const auto found = taken_.find(id_hash(id));
  if (found == taken_.end()) return std::nullopt;
  return Intake::Place{files_[found->second.file], found->second.line};
}

void IdsOfRun::take(const std::string& id, const Intake::Place& place) {
  if (files_.empty() || files_.back() != place.file) files_.push_back(place.file);
  taken_.insert_or_assign(id_hash(id),
                          Taken{static_cast<std::uint32_t>(files_.size() - 1), place.line});
}

void name_repeated(const std::string& id, const Intake::Place& place, const Intake::Place& other,
                   AddReport& report) {
  if (report.replaced_in_run.size() == kMaxNamed) return;
  report.replaced_in_run.push_back(
      {place.text(),
       fmt::format("holds {}, as {} does; this one is taken", displayable(id), other.text())});
}

std::string undated_copy_text(const std::string& id, const std::optional<Intake::Place>& other) {
  return fmt::format("holds {} without a date; {} has one and is kept", displayable(id),
                     other ? other->text() : "the article of that id in the index");
}

}  // namespace newsidx
