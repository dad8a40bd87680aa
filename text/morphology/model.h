// The fitted lexicon: roots with their allomorphs and what each root and each suffix costs. One
// block of bytes, used where it lies: embedded in the program, or a file mapped into memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/morphology/alphabet.h"
#include "text/morphology/suffix_table.h"

namespace newsidx {

// What a root is; also what the first suffix's cost depends on.
enum class RootClass : std::uint8_t { kNoun, kVerb, kName, kWhole };
inline constexpr std::size_t kRootClassCount = 4;

// Where an allomorph may stand.
enum class Bound : std::uint8_t {
  kAnywhere,
  kBeforeVowel,      // kitab-: a vowel must follow
  kBeforeConsonant,  // kitap: none may
  kBeforeY,          // di-(yor), yi-(yecek)
  kBeforeIyor,       // başl-(ıyor)
  kNotBeforeIyor,    // başla
  kAlone,            // a form that takes no suffix: bana
};

// Costs are negative natural logarithms of probabilities, in parts of kCostUnit.
using Cost = std::uint16_t;
inline constexpr double kCostUnit = 256;
inline constexpr Cost kMaxCost = 0xFFFF;

// One allomorph of one root.
struct RootEntry {
  std::uint32_t citation = kItself;  // offset into the citations
  Cost cost = 0;
  State state = State::kNoun;
  std::uint8_t packed = 0;  // class (2 bits), bound (3), the vowel that harmony goes by (3)

  static constexpr std::uint32_t kItself = 0xFFFFFFFF;

  RootClass root_class() const { return static_cast<RootClass>(packed & 3U); }
  Bound bound() const { return static_cast<Bound>(packed >> 2U & 7U); }
  // 0: the allomorph's own last vowel.
  Letter harmony() const;
};

std::uint8_t pack(RootClass root_class, Bound bound, Letter harmony);

// Immutable, so thread-safe.
class MorphologyModel {
 public:
  // The model that ships with the program.
  static std::shared_ptr<const MorphologyModel> shipped();

  // Maps a file made by `newsidx fit`. Throws Error: kNotFound when it cannot be read,
  // kConfiguration when it is no model, is damaged, or was made for other suffixes.
  static std::shared_ptr<const MorphologyModel> open(const std::filesystem::path& file);

  // The same from bytes that outlive the model, 8-byte aligned. `name` is for messages.
  static std::shared_ptr<const MorphologyModel> view(std::string_view bytes,
                                                     const std::string& name);
  // The same, keeping a copy.
  static std::shared_ptr<const MorphologyModel> own(std::string_view bytes,
                                                    const std::string& name);

  ~MorphologyModel();
  MorphologyModel(const MorphologyModel&) = delete;
  MorphologyModel& operator=(const MorphologyModel&) = delete;

  // Hash of the content, 16 hexadecimal digits: what an index's fingerprint names.
  const std::string& checksum() const { return checksum_; }
  std::string_view bytes() const { return bytes_; }

  // Calls use(entry, length) for every allomorph that the word begins with.
  template <typename Use>
  void for_each_root(const LetterWord& word, const Use& use) const {
    thread_local std::vector<Found> found;
    find_roots(word, found);
    for (const Found& root : found)
      for (std::uint32_t i = root.first; i < root.last; ++i) use(entries_[i], root.length);
  }

  // The same for every spelling with Turkish letters of a word typed without: use(entry, surface).
  // Stops looking after so many steps that time stays bounded; the surfaces found by then are
  // given.
  template <typename Use>
  void for_each_restored_root(const LetterWord& typed, const Use& use) const {
    std::vector<std::pair<std::string, std::uint32_t>> found;
    find_restored_roots(typed, found);
    for (const auto& [surface, key] : found)
      for (std::uint32_t i = index_[key]; i < index_[key + 1]; ++i) use(entries_[i], surface);
  }

  // The root's citation form as letters; `surface` is the allomorph.
  std::string_view citation(const RootEntry& entry, std::string_view surface) const;

  // What `suffix` (a position in suffix_tags()) costs after another one, or after a root of a
  // class.
  Cost first_suffix(RootClass root_class, std::size_t suffix) const {
    return transitions_[static_cast<std::size_t>(root_class) * columns_ + suffix];
  }
  Cost next_suffix(std::size_t previous, std::size_t suffix) const {
    return transitions_[(kRootClassCount + previous) * columns_ + suffix];
  }
  // What it costs to end there.
  Cost end_after_root(RootClass root_class) const { return first_suffix(root_class, columns_ - 1); }
  Cost end_after(std::size_t suffix) const { return next_suffix(suffix, columns_ - 1); }

  std::size_t entry_count() const { return entry_count_; }
  std::size_t index_of(const RootEntry& entry) const {
    return static_cast<std::size_t>(&entry - entries_);
  }
  std::size_t surface_count() const { return surface_count_; }

  // Calls use(surface letters, entry) for every allomorph, entry by entry.
  template <typename Use>
  void for_each_entry(const Use& use) const {
    for (std::uint32_t key = 0; key < surface_count_; ++key) {
      const std::string surface = surface_of(key);
      for (std::uint32_t i = index_[key]; i < index_[key + 1]; ++i) use(surface, entries_[i]);
    }
  }

 private:
  struct Found {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t length;
  };
  struct Storage;

  MorphologyModel(std::string_view bytes, const std::string& name);
  void find_roots(const LetterWord& word, std::vector<Found>& found) const;
  void find_restored_roots(const LetterWord& typed,
                           std::vector<std::pair<std::string, std::uint32_t>>& found) const;
  std::string surface_of(std::uint32_t key) const;

  std::string_view bytes_;
  std::string checksum_;
  const Cost* transitions_ = nullptr;
  const std::uint32_t* index_ = nullptr;
  const RootEntry* entries_ = nullptr;
  const char* citations_ = nullptr;
  std::size_t citations_size_ = 0;
  std::size_t columns_ = 0;
  std::size_t entry_count_ = 0;
  std::size_t surface_count_ = 0;
  std::unique_ptr<Storage> storage_;
};

}  // namespace newsidx
