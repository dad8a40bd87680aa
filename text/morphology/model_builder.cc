#include "text/morphology/model_builder.h"

#include <marisa.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <sstream>
#include <unordered_map>

#include "text/morphology/model_format.h"

namespace newsidx {
namespace {

void append_padded(std::string& out, const void* data, std::size_t size) {
  out.append(static_cast<const char*>(data), size);
  out.resize(padded(out.size()));
}

}  // namespace

Transitions::Transitions()
    : columns_(suffix_tags().size() + 1),
      costs_((kRootClassCount + suffix_tags().size()) * columns_, 0) {}

std::string build_model(std::vector<Allomorph> allomorphs, const Transitions& transitions) {
  std::sort(allomorphs.begin(), allomorphs.end());
  allomorphs.erase(std::unique(allomorphs.begin(), allomorphs.end()), allomorphs.end());

  marisa::Keyset surfaces;
  for (std::size_t i = 0; i < allomorphs.size(); ++i)
    if (i == 0 || allomorphs[i].surface != allomorphs[i - 1].surface)
      surfaces.push_back(allomorphs[i].surface.data(), allomorphs[i].surface.size());
  marisa::Trie trie;
  trie.build(surfaces);

  // MARISA numbers its keys as it likes: the entries are laid in that order.
  std::vector<std::pair<std::size_t, std::size_t>> by_key(trie.size());  // first, last allomorph
  marisa::Agent agent;
  for (std::size_t i = 0; i < allomorphs.size();) {
    std::size_t end = i;
    while (end < allomorphs.size() && allomorphs[end].surface == allomorphs[i].surface) ++end;
    agent.set_query(allomorphs[i].surface.data(), allomorphs[i].surface.size());
    trie.lookup(agent);
    by_key[agent.key().id()] = {i, end};
    i = end;
  }
  std::vector<std::uint32_t> index;
  std::vector<RootEntry> entries;
  std::string citations;
  std::unordered_map<std::string, std::uint32_t> known;
  index.reserve(by_key.size() + 1);
  entries.reserve(allomorphs.size());
  for (const auto& [first, last] : by_key) {
    index.push_back(static_cast<std::uint32_t>(entries.size()));
    for (std::size_t i = first; i < last; ++i) {
      const Allomorph& allomorph = allomorphs[i];
      RootEntry entry;
      entry.cost = allomorph.cost;
      entry.state = allomorph.state;
      entry.packed = pack(allomorph.root_class, allomorph.bound, allomorph.harmony);
      if (allomorph.citation != allomorph.surface) {
        const auto [place, added] =
            known.emplace(allomorph.citation, static_cast<std::uint32_t>(citations.size()));
        if (added) citations += allomorph.citation + '\0';
        entry.citation = place->second;
      }
      entries.push_back(entry);
    }
  }
  index.push_back(static_cast<std::uint32_t>(entries.size()));
  std::ostringstream trie_bytes;
  trie_bytes << trie;
  const std::string packed_trie = std::move(trie_bytes).str();

  ModelHeader header;
  header.magic = kModelMagic;
  header.suffixes = suffix_tags_hash();
  header.transitions = static_cast<std::uint32_t>(transitions.costs().size());
  header.columns = static_cast<std::uint32_t>(transitions.columns());
  header.surfaces = static_cast<std::uint32_t>(by_key.size());
  header.entries = static_cast<std::uint32_t>(entries.size());
  header.citations = static_cast<std::uint32_t>(citations.size());
  header.trie = static_cast<std::uint32_t>(packed_trie.size());
  std::string out;
  append_padded(out, &header, sizeof header);
  append_padded(out, transitions.costs().data(), transitions.costs().size() * sizeof(Cost));
  append_padded(out, index.data(), index.size() * sizeof(std::uint32_t));
  append_padded(out, entries.data(), entries.size() * sizeof(RootEntry));
  append_padded(out, citations.data(), citations.size());
  append_padded(out, packed_trie.data(), packed_trie.size());
  const std::size_t guarded = sizeof header.magic + sizeof header.checksum;
  header.checksum = XXH3_64bits(out.data() + guarded, out.size() - guarded);
  std::memcpy(out.data(), &header, sizeof header);
  return out;
}

}  // namespace newsidx
