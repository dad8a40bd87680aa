#include "entities/aliases/aliases.h"
#include "entities/article/article_names.h"
#include "entities/names/name_finder.h"
#include "newsidx/names.h"
#include "newsidx/status.h"

namespace newsidx {

struct NameReader::State {
  NameFinder finder;
  std::shared_ptr<const AliasTable> aliases;
};

NameReader::NameReader(const std::filesystem::path& model)
    : state_(std::make_unique<State>(
          NameFinder(model.empty() ? NameModel::shipped() : NameModel::open(model)), nullptr)) {}

NameReader::~NameReader() = default;

void NameReader::use_aliases(const std::filesystem::path& index_dir) {
  state_->aliases = has_index(index_dir) ? AliasTable::load(index_dir) : AliasTable::shipped();
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
