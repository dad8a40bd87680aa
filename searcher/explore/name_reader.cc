#include "entities/aliases/aliases.h"
#include "entities/article/article_names.h"
#include "entities/names/name_finder.h"
#include "newsidx/names.h"
#include "newsidx/status.h"
#include "store/archive.h"

namespace newsidx {

struct NameReader::State {
  explicit State(const std::filesystem::path& model)
      : finder(model.empty() ? NameModel::shipped() : NameModel::open(model)) {}

  NameFinder finder;
  std::shared_ptr<const AliasTable> aliases;
};

NameReader::NameReader(const std::filesystem::path& model)
    : state_(std::make_unique<State>(model)) {}

NameReader::~NameReader() = default;

void NameReader::use_aliases(const std::filesystem::path& index_dir) {
  state_->aliases = AliasTable::with_own(has_index(index_dir) ? read_alias_list(index_dir) : "",
                                         (index_dir / kAliasFile).string());
}

NamesOfText NameReader::read(std::string_view text) {
  NamesOfText names;
  names.mentions = state_->finder.find(text);
  ArticleNames meant = resolve_article_names(text, names.mentions);
  names.entities = std::move(meant.entities);
  names.entity_of = std::move(meant.entity_of);
  names.offices = std::move(meant.offices);
  if (state_->aliases)
    for (NamedEntity& entity : names.entities)
      entity.name = state_->aliases->canonical(entity.type, entity.name);
  return names;
}

const std::vector<Mention>& NameReader::mentions(std::string_view text) {
  return state_->finder.find(text);
}

}  // namespace newsidx
