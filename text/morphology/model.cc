#include "text/morphology/model.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <marisa.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "newsidx/error.h"
#include "text/morphology/model_format.h"
#include "text/morphology/shipped_model.h"

namespace newsidx {
namespace {

static_assert(sizeof(RootEntry) == 8);

constexpr std::array<Letter, 8> kHarmonies = {
    0, letter::kE, letter::kI, letter::kOe, letter::kUe, letter::kA, letter::kDotlessI, letter::kU};

[[noreturn]] void refuse(const std::string& name, std::string_view why) {
  throw Error(ErrorCode::kConfiguration, fmt::format("{}: {}", name, why),
              "make it anew: newsidx fit --output FILE PATH…");
}

// What a checksum does not tell: whoever made the model may have put anything into it.
bool is_sound(const std::uint32_t* index, std::size_t surfaces, const RootEntry* entries,
              std::size_t entry_count, std::string_view citations) {
  const auto is_letter = [](char c) { return static_cast<unsigned char>(c) < kLetterCount; };
  const auto is_entry = [&](const RootEntry& entry) {
    return static_cast<std::size_t>(entry.state) < kStateCount &&
           (entry.citation == RootEntry::kItself || entry.citation < citations.size());
  };
  return std::is_sorted(index, index + surfaces + 1) && index[surfaces] <= entry_count &&
         std::all_of(entries, entries + entry_count, is_entry) &&
         std::all_of(citations.begin(), citations.end(), is_letter) &&
         (citations.empty() || citations.back() == '\0');
}

}  // namespace

std::uint64_t suffix_tags_hash() {
  std::string all;
  for (const SuffixTag& tag : suffix_tags()) {
    all += tag.tag;
    all += '\n';
  }
  return XXH3_64bits(all.data(), all.size());
}

Letter RootEntry::harmony() const { return kHarmonies[packed >> 5U]; }

std::uint8_t pack(RootClass root_class, Bound bound, Letter harmony) {
  std::size_t vowel = 0;
  while (vowel + 1 < kHarmonies.size() && kHarmonies[vowel] != harmony) ++vowel;
  if (kHarmonies[vowel] != harmony) vowel = 0;
  return static_cast<std::uint8_t>(static_cast<unsigned>(root_class) |
                                   static_cast<unsigned>(bound) << 2U | vowel << 5U);
}

struct MorphologyModel::Storage {
  marisa::Trie trie;
  std::vector<std::uint64_t> copy;  // aligned
  void* mapping = nullptr;
  std::size_t mapped = 0;

  Storage() = default;
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;
  ~Storage() {
    trie.clear();
    if (mapping != nullptr) munmap(mapping, mapped);
  }
};

MorphologyModel::~MorphologyModel() = default;

MorphologyModel::MorphologyModel(std::string_view bytes, const std::string& name)
    : bytes_(bytes), storage_(std::make_unique<Storage>()) {
  ModelHeader header;
  if (bytes.size() < sizeof header) refuse(name, "too short for a model");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kModelMagic) refuse(name, "not a model made by newsidx fit");
  const std::size_t guarded = sizeof header.magic + sizeof header.checksum;
  const std::size_t total = sizeof header + padded(header.transitions * sizeof(Cost)) +
                            padded((std::size_t{header.surfaces} + 1) * sizeof(std::uint32_t)) +
                            std::size_t{header.entries} * sizeof(RootEntry) +
                            padded(header.citations) + padded(header.trie);
  if (total != bytes.size()) refuse(name, "the model is cut short or damaged");
  if (header.suffixes != suffix_tags_hash() || header.columns != suffix_tags().size() + 1 ||
      header.transitions != (kRootClassCount + suffix_tags().size()) * header.columns)
    refuse(name, "the model was made by another version, for other suffixes");
  if (XXH3_64bits(bytes.data() + guarded, bytes.size() - guarded) != header.checksum)
    refuse(name, "the model is damaged (its checksum is not that of its content)");

  const char* at = bytes.data() + sizeof header;
  transitions_ = reinterpret_cast<const Cost*>(at);
  at += padded(header.transitions * sizeof(Cost));
  index_ = reinterpret_cast<const std::uint32_t*>(at);
  at += padded((std::size_t{header.surfaces} + 1) * sizeof(std::uint32_t));
  entries_ = reinterpret_cast<const RootEntry*>(at);
  at += std::size_t{header.entries} * sizeof(RootEntry);
  citations_ = at;
  at += padded(header.citations);
  if (!is_sound(index_, header.surfaces, entries_, header.entries, {citations_, header.citations}))
    refuse(name, "the model is damaged");
  try {
    storage_->trie.map(at, header.trie);
  } catch (const marisa::Exception& error) {
    refuse(name, fmt::format("the model's trie is damaged ({})", error.what()));
  }
  columns_ = header.columns;
  entry_count_ = header.entries;
  surface_count_ = header.surfaces;
  citations_size_ = header.citations;
  checksum_ = fmt::format("{:016x}", header.checksum);
}

std::shared_ptr<const MorphologyModel> MorphologyModel::view(std::string_view bytes,
                                                             const std::string& name) {
  return std::shared_ptr<const MorphologyModel>(new MorphologyModel(bytes, name));
}

std::shared_ptr<const MorphologyModel> MorphologyModel::own(std::string_view bytes,
                                                            const std::string& name) {
  std::vector<std::uint64_t> copy((bytes.size() + 7) / 8);
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(copy.data()));
  const std::string_view aligned(reinterpret_cast<const char*>(copy.data()), bytes.size());
  std::shared_ptr<MorphologyModel> model(new MorphologyModel(aligned, name));
  model->storage_->copy = std::move(copy);
  return model;
}

std::shared_ptr<const MorphologyModel> MorphologyModel::shipped() {
  static const std::shared_ptr<const MorphologyModel> model =
      view(shipped_model(), "the program's own model");
  return model;
}

std::shared_ptr<const MorphologyModel> MorphologyModel::open(const std::filesystem::path& file) {
  const auto fail = [&](int error) {
    throw Error(ErrorCode::kNotFound, fmt::format("{}: {}", file.string(), std::strerror(error)),
                "name a file made by newsidx fit");
  };
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(errno);
  struct stat status {};
  const bool known = fstat(descriptor, &status) == 0;
  const int stat_error = errno;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* mapping = nullptr;
  int map_error = 0;
  if (known && S_ISREG(status.st_mode) && size > 0) {
    mapping = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    map_error = errno;
  }
  close(descriptor);
  if (!known) fail(stat_error);
  if (mapping == MAP_FAILED) fail(map_error);
  if (mapping == nullptr) refuse(file.string(), "not a model made by newsidx fit");
  try {
    std::shared_ptr<MorphologyModel> model(
        new MorphologyModel({static_cast<const char*>(mapping), size}, file.string()));
    model->storage_->mapping = mapping;
    model->storage_->mapped = size;
    return model;
  } catch (...) {
    munmap(mapping, size);
    throw;
  }
}

void MorphologyModel::find_roots(const LetterWord& word, std::vector<Found>& found) const {
  thread_local marisa::Agent agent;
  found.clear();
  agent.set_query(word.key(word.size).data(), word.size);
  while (storage_->trie.common_prefix_search(agent)) {
    const std::size_t key = agent.key().id();
    if (key >= surface_count_ || index_[key + 1] > entry_count_) continue;
    found.push_back(
        {index_[key], index_[key + 1], static_cast<std::uint32_t>(agent.key().length())});
  }
}

void MorphologyModel::find_restored_roots(
    const LetterWord& typed, std::vector<std::pair<std::string, std::uint32_t>>& found) const {
  // Breadth first over the spellings that begin some allomorph. A word has few: words typed so have
  // about three letters that may stand for two, and most spellings begin no root.
  constexpr std::size_t kMaxSpellings = 64;
  thread_local marisa::Agent agent;
  std::vector<std::string> spellings = {""};
  std::vector<std::string> longer;
  for (std::size_t i = 0; i < typed.size && !spellings.empty(); ++i) {
    longer.clear();
    for (const std::string& spelling : spellings) {
      for (const Letter letter : {typed.letters[i], accented(typed.letters[i])}) {
        if (letter == 0 || longer.size() == kMaxSpellings) continue;
        std::string next = spelling + static_cast<char>(letter);
        agent.set_query(next.data(), next.size());
        if (storage_->trie.lookup(agent)) {
          const std::size_t key = agent.key().id();
          if (key < surface_count_ && index_[key + 1] <= entry_count_)
            found.emplace_back(next, static_cast<std::uint32_t>(key));
        }
        agent.set_query(next.data(), next.size());
        if (storage_->trie.predictive_search(agent)) longer.push_back(std::move(next));
      }
    }
    std::swap(spellings, longer);
  }
}

std::string MorphologyModel::surface_of(std::uint32_t key) const {
  marisa::Agent agent;
  agent.set_query(key);
  storage_->trie.reverse_lookup(agent);
  return {agent.key().ptr(), agent.key().length()};
}

std::string_view MorphologyModel::citation(const RootEntry& entry, std::string_view surface) const {
  if (entry.citation == RootEntry::kItself || entry.citation >= citations_size_) return surface;
  return citations_ + entry.citation;
}

}  // namespace newsidx
