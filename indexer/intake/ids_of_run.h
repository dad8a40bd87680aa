// The ids that a run has met, so that a second article under one of them is told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/intake/intake.h"

namespace newsidx {

// Some 50 bytes an id. Ids are told apart by 64 bits of hash. Not thread-safe.
class IdsOfRun {
 public:
  // Where the article that counts under this id was taken from; nothing for a new id.
  std::optional<Intake::Place> place_of(const std::string& id) const;
  void take(const std::string& id, const Intake::Place& place);

 private:
  struct Taken {
    std::uint32_t file = 0;  // in files_
    std::uint32_t line = 0;
  };
  std::unordered_map<std::uint64_t, Taken> taken_;
  std::vector<std::string> files_;
};

// The second article is taken: named in the report.
void name_repeated(const std::string& id, const Intake::Place& place, const Intake::Place& other,
                   AddReport& report);

// The note of a second article that is not taken.
std::string undated_copy_text(const std::string& id, const std::optional<Intake::Place>& other);

}  // namespace newsidx
