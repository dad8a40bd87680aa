#include "searcher/plan/unmet_values.h"

#include <fmt/format.h>

#include <optional>

#include "searcher/mending/spelling.h"
#include "store/fields.h"

namespace newsidx {

std::vector<Message> notes_of_unmet(const ResolvedLeaves& leaves, LeafSources& sources) {
  std::vector<const QueryNode*> unmet;
  for (const Leaf& leaf : leaves.all())
    if (leaf.unmet) unmet.push_back(leaf.node);
  Mender mender(sources.analyzer, sources.database, sources.work);
  // What each of them may have been meant for, or itself: looked up together.
  std::vector<QueryNode> close;
  close.reserve(unmet.size());
  std::vector<bool> is_mended;
  const QueryNode* first_left = nullptr;  // of those that were not compared with all they should
  for (const QueryNode* leaf : unmet) {
    QueryNode& mended = close.emplace_back(*leaf);
    auto& value = *mended.as<ValueNode>();
    const bool all_compared = mender.first_left().empty();
    const std::optional<std::string> better = mender.mend_value(value.value);
    if (all_compared && !mender.first_left().empty()) first_left = leaf;
    is_mended.push_back(better.has_value());
    if (better) value.value = *better;
  }
  std::vector<const QueryNode*> pointers;
  pointers.reserve(close.size());
  for (const QueryNode& mended : close) pointers.push_back(&mended);
  sources.look_up(pointers);

  std::vector<Message> notes;
  for (std::size_t i = 0; i < unmet.size(); ++i) {
    const auto& value = *unmet[i]->as<ValueNode>();
    const std::string name = std::string(field(value.field).turkish) + ':';
    if (unmet[i] == first_left)
      notes.emplace_back(MessageKind::kNoteSomeValuesMended, name + value.value);
    if (is_mended[i] && !sources.values(close[i]).terms.empty()) {
      const std::string& better = close[i].as<ValueNode>()->value;
      const bool parted = better.find(' ') != std::string::npos;
      const std::string_view quote = parted ? "\"" : "";
      notes.emplace_back(MessageKind::kNoteNoValueClose, name + value.value,
                         fmt::format("{}{}{}{}", name, quote, better, quote));
    } else {
      notes.emplace_back(MessageKind::kNoteNoValue, name + value.value);
    }
  }
  return notes;
}

}  // namespace newsidx
