#include "searcher/query/field_names.h"

#include <string>
#include <vector>

#include "searcher/mending/edit_distance.h"
#include "text/letters.h"

namespace newsidx {

const Field* find_field(std::string_view name) {
  if (name.empty() || name.size() > 30) return nullptr;
  const std::string folded = fold(name);
  for (const Field& field : kFields)
    if (folded == field.name || folded == fold(field.turkish)) return &field;
  return nullptr;
}

std::string_view closest_name(std::string_view typed) {
  std::vector<std::string_view> names;
  for (const Field& field : kFields) {
    if (field.use == FieldUse::kNone) continue;
    names.push_back(field.turkish);
    names.push_back(field.name);
  }
  return closest_of(typed, names);
}

}  // namespace newsidx
