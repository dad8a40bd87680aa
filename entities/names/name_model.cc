#include "entities/names/name_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>

#include "entities/names/shipped_names.h"
#include "newsidx/error.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

static_assert(std::endian::native == std::endian::little);
static_assert(sizeof(KnownWord) == 8 && sizeof(KnownPhrase) == 8 && sizeof(FeatureWeights) == 20);

constexpr std::array<char, 8> kMagic = {'N', 'X', 'N', 'A', 'M', 'E', 'S', '1'};

// The tables follow: words, phrases, features; each a table of slots.
struct Header {
  std::array<char, 8> magic{};
  std::uint64_t checksum = 0;  // XXH3 of all that follows this field
  std::uint32_t words = 0;     // slots
  std::uint32_t phrases = 0;
  std::uint32_t features = 0;
  std::array<float, 2> scales{};
  std::array<StepScores, 2> steps{};
  std::uint32_t reserved = 0;
};
static_assert(sizeof(Header) % 8 == 0);

constexpr std::size_t kUnchecked = 16;  // magic and checksum

[[noreturn]] void refuse(const std::string& name, std::string_view why) {
  throw Error(ErrorCode::kConfiguration, fmt::format("{}: {}", name, why),
              "make it anew: newsidx fit --names FILE --output FILE PATH…");
}

// Keys are spread evenly over their range, and so over the slots.
std::size_t first_slot(std::uint32_t key, std::size_t slots) { return key * slots >> 32U; }

// A search ends at an empty slot.
template <typename Entry>
bool has_empty_slot(const Entry* table, std::uint32_t slots) {
  return std::any_of(table, table + slots, [](const Entry& entry) { return entry.key == 0; });
}

template <typename Entry>
const Entry* find(const Entry* table, std::uint32_t slots, std::uint32_t key) {
  for (std::size_t i = first_slot(key, slots);; i = i + 1 == slots ? 0 : i + 1) {
    if (table[i].key == key) return &table[i];
    if (table[i].key == 0) return nullptr;
  }
}

// Entries of distinct keys -> a table at most two thirds full.
template <typename Entry>
std::vector<Entry> make_table(std::vector<Entry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.key < b.key; });
  std::vector<Entry> table(entries.size() * 3 / 2 + 2);
  for (const Entry& entry : entries) {
    std::size_t i = first_slot(entry.key, table.size());
    while (table[i].key != 0 && table[i].key != entry.key) i = i + 1 == table.size() ? 0 : i + 1;
    if (table[i].key == 0) table[i] = entry;
  }
  return table;
}

std::vector<KnownPhrase> phrase_entries(const std::vector<NamePhrase>& phrases) {
  std::map<std::uint32_t, NameKinds> kinds;
  for (const NamePhrase& phrase : phrases) {
    NameHash hash = kNoPhrase;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      hash = combine(hash, hash_word(phrase.words[i]));
      kinds[table_key(hash)] |= i + 1 == phrase.words.size() ? phrase.kinds : kLonger;
    }
  }
  std::vector<KnownPhrase> entries;
  entries.reserve(kinds.size());
  for (const auto& [key, mask] : kinds) entries.push_back({key, mask});
  return entries;
}

template <typename Entry>
void append(std::string& bytes, const std::vector<Entry>& table) {
  const std::size_t at = bytes.size();
  bytes.resize(at + table.size() * sizeof(Entry));
  std::memcpy(bytes.data() + at, table.data(), table.size() * sizeof(Entry));
}

}  // namespace

struct NameModel::Layout {
  std::vector<std::uint64_t> copy;  // aligned; empty when the bytes are the program's own
  Header header;
  const KnownWord* words = nullptr;
  const KnownPhrase* phrases = nullptr;
  const FeatureWeights* features = nullptr;
};

NameModel::NameModel(std::unique_ptr<Layout> layout)
    : layout_(std::move(layout)), marks_(std::size_t{1} << (kMarkBits - 6U)) {
  for (std::uint32_t i = 0; i < layout_->header.features; ++i) {
    const std::uint32_t key = layout_->features[i].key;
    const std::uint32_t bit = key >> (32U - kMarkBits);
    if (key != 0) marks_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
}
NameModel::~NameModel() = default;

std::unique_ptr<NameModel::Layout> NameModel::read(std::string_view bytes,
                                                   const std::string& name) {
  auto layout = std::make_unique<Layout>();
  Header& header = layout->header;
  if (bytes.size() < sizeof(Header) || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0)
    refuse(name, "no model of names, or one of another version");
  std::memcpy(&header, bytes.data(), sizeof(Header));
  const std::size_t size = sizeof(Header) + std::size_t{header.words} * sizeof(KnownWord) +
                           std::size_t{header.phrases} * sizeof(KnownPhrase) +
                           std::size_t{header.features} * sizeof(FeatureWeights);
  if (bytes.size() != size || header.words == 0 || header.phrases == 0 || header.features == 0)
    refuse(name, "the model of names is cut off");
  const char* at = bytes.data() + sizeof(Header);
  layout->words = reinterpret_cast<const KnownWord*>(at);
  at += std::size_t{header.words} * sizeof(KnownWord);
  layout->phrases = reinterpret_cast<const KnownPhrase*>(at);
  at += std::size_t{header.phrases} * sizeof(KnownPhrase);
  layout->features = reinterpret_cast<const FeatureWeights*>(at);
  return layout;
}

std::shared_ptr<const NameModel> NameModel::shipped() {
  static const std::shared_ptr<const NameModel> model(
      new NameModel(read(shipped_name_model(), "the program's model of names")));
  return model;
}

std::shared_ptr<const NameModel> NameModel::open(const std::filesystem::path& file) {
  return of_bytes(read_whole_file(file, "make a model with newsidx fit --names"), file.string());
}

std::shared_ptr<const NameModel> NameModel::of_bytes(std::string_view bytes,
                                                     const std::string& name) {
  std::vector<std::uint64_t> copy((bytes.size() + 7) / 8);
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(copy.data()));
  const std::string_view view(reinterpret_cast<const char*>(copy.data()), bytes.size());
  auto layout = read(view, name);
  if (XXH3_64bits(view.data() + kUnchecked, view.size() - kUnchecked) != layout->header.checksum)
    refuse(name, "the model of names is damaged");
  const Header& header = layout->header;
  if (!has_empty_slot(layout->words, header.words) ||
      !has_empty_slot(layout->phrases, header.phrases) ||
      !has_empty_slot(layout->features, header.features))
    refuse(name, "the model of names is damaged (a table is full)");
  layout->copy = std::move(copy);
  return std::shared_ptr<const NameModel>(new NameModel(std::move(layout)));
}

std::vector<KnownWord> NameModel::words() const {
  std::vector<KnownWord> all;
  for (std::uint32_t i = 0; i < layout_->header.words; ++i)
    if (layout_->words[i].key != 0) all.push_back(layout_->words[i]);
  return all;
}

KnownWord NameModel::word(NameHash word) const {
  const KnownWord* found = find(layout_->words, layout_->header.words, table_key(word));
  return found == nullptr ? KnownWord{} : *found;
}

NameKinds NameModel::phrase(NameHash phrase) const {
  const KnownPhrase* found = find(layout_->phrases, layout_->header.phrases, table_key(phrase));
  return found == nullptr ? 0 : found->kinds;
}

const FeatureWeights* NameModel::feature(std::uint32_t key) const {
  return find(layout_->features, layout_->header.features, key);
}

void NameModel::fetch(std::vector<std::uint32_t>& keys, std::size_t from) const {
  std::size_t kept = from;
  for (std::size_t i = from; i < keys.size(); ++i) {
    const std::uint32_t key = keys[i];
    const std::uint32_t bit = key >> (32U - kMarkBits);
    keys[kept] = key;
    kept += marks_[bit / 64] >> (bit % 64) & 1U;  // without a branch: none could be foreseen
  }
  keys.resize(kept);
  for (std::size_t i = from; i < kept; ++i)
    __builtin_prefetch(layout_->features + first_slot(keys[i], layout_->header.features));
}

float NameModel::scale(std::size_t pass) const { return layout_->header.scales[pass]; }
const StepScores& NameModel::steps(std::size_t pass) const { return layout_->header.steps[pass]; }
std::string NameModel::checksum() const { return fmt::format("{:016x}", layout_->header.checksum); }

std::string build_name_model(NameModelParts parts) {
  const auto words = make_table(std::move(parts.words));
  const auto phrases = make_table(phrase_entries(parts.phrases));
  const auto features = make_table(std::move(parts.features));
  Header header;
  header.magic = kMagic;
  header.words = static_cast<std::uint32_t>(words.size());
  header.phrases = static_cast<std::uint32_t>(phrases.size());
  header.features = static_cast<std::uint32_t>(features.size());
  header.scales = parts.scales;
  header.steps = parts.steps;
  std::string bytes(sizeof(Header), '\0');
  std::memcpy(bytes.data(), &header, sizeof(Header));
  append(bytes, words);
  append(bytes, phrases);
  append(bytes, features);
  header.checksum = XXH3_64bits(bytes.data() + kUnchecked, bytes.size() - kUnchecked);
  std::memcpy(bytes.data(), &header, sizeof(Header));
  return bytes;
}

}  // namespace newsidx
