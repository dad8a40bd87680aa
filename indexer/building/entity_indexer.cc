#include "indexer/building/entity_indexer.h"

#include <algorithm>
#include <array>
#include <set>

#include "entities/aliases/name_key.h"
#include "entities/article/article_names.h"
#include "store/entity_terms.h"
#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {
namespace {

// How often a name counts in one article at most; behind that BM25 sees no difference.
constexpr std::uint32_t kMaxCounted = 50;

}  // namespace

void EntityIndexer::add_names(DocumentSink& document) {
  std::array<std::vector<std::string>, 3> names;  // of each type, as they are written
  std::set<std::string> known;                    // terms
  for (NamedEntity& entity : resolve_names(text_, names_.find(text_, words_))) {
    const std::string key = name_key(entity.name);
    if (key.empty()) continue;
    const std::string_view prefix = field(field_of(entity.type)).term_prefix;
    const std::string term = make_term(prefix, key);
    if (!known.insert(term).second) continue;
    for (std::uint32_t i = 0; i < std::min(entity.mentions, kMaxCounted); ++i)
      document.add_term(term);
    for (const std::string& turned : turned_keys(key))
      document.add_boolean_term(make_term(prefix, turned));
    names[static_cast<std::size_t>(entity.type)].push_back(std::move(entity.name));
  }
  for (const EntityType type : {EntityType::kPerson, EntityType::kPlace, EntityType::kOrganization})
    if (const auto& of_type = names[static_cast<std::size_t>(type)]; !of_type.empty())
      document.add_value(field(field_of(type)).slot, pack_names(of_type));
}

void EntityIndexer::begin(std::string_view title, const std::vector<Token>& tokens,
                          const std::vector<Word>& words) {
  if (title.empty()) return;
  text_ = title;
  text_ += '\n';
  words_ = words;
  title_ = tokens;
}

void EntityIndexer::end(std::string_view text, const std::vector<Token>& tokens,
                        const std::vector<Word>& words, DocumentSink& document) {
  const std::size_t begin = text_.size();
  text_ += text;
  for (Word word : words) {
    word.begin += begin;
    word.end += begin;
    words_.push_back(word);
  }
  add_names(document);
  std::vector<std::string> ids;
  for (const TopicScore& topic : topics_.find(title_, tokens)) {
    ids.emplace_back(topic.id);
    document.add_boolean_term(make_term(field(FieldId::kTopic).term_prefix, topic.id));
  }
  if (!ids.empty()) document.add_value(field(FieldId::kTopic).slot, pack_names(ids));
  text_.clear();
  words_.clear();
  std::vector<Token>().swap(title_);
}

}  // namespace newsidx
